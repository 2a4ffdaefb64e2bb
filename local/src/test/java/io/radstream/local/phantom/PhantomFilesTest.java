package io.radstream.local.phantom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PhantomFilesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir Path folder;

    @ParameterizedTest
    @EnumSource
    void writesTheImageUnderTheStudysNameWithItsPixels(FileFormat format) throws IOException {
        Phantom phantom = first(format);

        Path image = PhantomFiles.write(folder, "study-1", phantom);

        assertThat(image)
                .isEqualTo(folder.resolve("study-1/study-1." + format.extension()))
                .exists();
        BufferedImage read = ImageIO.read(image.toFile());
        assertThat(read.getWidth()).isEqualTo(phantom.width());
        assertThat(read.getHeight()).isEqualTo(phantom.height());
        assertThat(read.getRaster().getNumBands()).isEqualTo(1);
        assertThat(read.getRaster().getSampleModel().getSampleSize(0))
                .isEqualTo(format == FileFormat.PNG_16_BIT ? 16 : 8);
        for (int y = 3; y < phantom.height(); y += 11) {
            for (int x = 0; x < phantom.width(); x++) {
                int sample = read.getRaster().getSample(x, y, 0);
                switch (format) {
                    case JPEG -> assertThat(sample).isCloseTo(phantom.grey8(x, y), within(24));
                    case PNG_8_BIT -> assertThat(sample).isEqualTo(phantom.grey8(x, y));
                    case PNG_16_BIT -> assertThat(sample).isEqualTo(phantom.grey16(x, y));
                }
            }
        }
    }

    @Test
    void writesASidecarAfterTheContract() throws IOException {
        for (int i = 0; i < 20; i++) {
            Phantom phantom = Phantom.of(5, i, 128);
            String study = phantom.studyId();
            PhantomFiles.write(folder, study, phantom);

            Path file = folder.resolve(study).resolve(study + ".json");
            JsonNode sidecar = JSON.readTree(file.toFile());
            assertThat(Files.size(file)).isLessThan(2048);
            assertThat(sidecar.path("study_id").textValue()).isEqualTo(study);
            assertThat(sidecar.path("view").textValue()).isIn("PA", "AP", "LATERAL");
            Instant taken = Instant.parse(sidecar.path("timestamp").textValue());
            assertThat(taken).isBefore(Instant.now());
            assertThat(LocalDate.parse(sidecar.path("study_date").textValue()))
                    .isEqualTo(taken.toString().substring(0, 10));
            assertThat(sidecar.path("modality").textValue()).isEqualTo("X-RAY");
            assertThat(sidecar.path("body_part").textValue()).isEqualTo("CHEST");
            assertThat(sidecar.path("image_size").path("width").intValue())
                    .isEqualTo(phantom.width());
            assertThat(sidecar.path("image_size").path("height").intValue())
                    .isEqualTo(phantom.height());
            assertThat(sidecar.path("patient_id").textValue()).isEqualTo(phantom.patientId());
            assertThat(sidecar.path("priority").textValue()).isIn("stat", "routine");
            assertThat(sidecar.path("test_data").booleanValue()).isTrue();
            assertThat(sidecar.path("annotations").get(0).path("label").textValue())
                    .isEqualTo(phantom.condition().name());
            assertThat(sidecar.path("annotations").size()).isEqualTo(1 + phantom.findings().size());
        }
    }

    @Test
    void tellsEachFindingWithItsBox() throws IOException {
        Phantom phantom = Phantom.of(5, 0, 128, Condition.pneumonia);
        PhantomFiles.write(folder, "ill", phantom);

        JsonNode annotation =
                JSON.readTree(folder.resolve("ill/ill.json").toFile()).path("annotations").get(1);

        Finding finding = phantom.findings().get(0);
        assertThat(annotation.path("finding").textValue()).isEqualTo("consolidation");
        assertThat(JSON.convertValue(annotation.path("box"), int[].class))
                .containsExactly(finding.x1(), finding.y1(), finding.x2(), finding.y2());
    }

    @Test
    void refusesANameThatIsNoStudys() {
        Phantom phantom = Phantom.of(5, 0, 64);
        for (String name : List.of("", "../up", "a b", "x".repeat(65))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> PhantomFiles.write(folder, name, phantom))
                    .withMessageStartingWith("expected a study_id of 1 to 64");
        }
        assertThat(folder).isEmptyDirectory();
    }

    private static Phantom first(FileFormat format) {
        Optional<Phantom> found =
                LongStream.range(0, 200)
                        .mapToObj(i -> Phantom.of(5, i, 256))
                        .filter(phantom -> phantom.format() == format)
                        .findFirst();
        return found.orElseThrow();
    }
}
