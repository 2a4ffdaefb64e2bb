package io.radstream.local.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page does not grow with the run. */
class LargeRunTest {

    private static final int STUDIES = 100_000;
    private static final long LARGEST_BYTES = 5_000_000;

    @TempDir private Path folder;

    @Test
    void aHundredThousandStudiesFitOnOnePage() throws Exception {
        RunFolder run = new RunFolder(folder);
        run.add(
                "telemetry_events",
                """
                SELECT 's' || i AS study_id, 'v' AS study_version, s.stage AS stage, 'success' AS status,
                       exp(random() * 5) AS latency_ms,
                       %s + INTERVAL (i * 200) MILLISECOND AS timestamp, NULL::VARCHAR AS metadata,
                       s.model AS model_name, '1' AS model_version, 'sha256:0' AS model_digest, 'stable' AS arm
                FROM range(%d) AS t(i), (VALUES ('queue', NULL), ('source_lag', NULL), ('pair', NULL),
                     ('fetch_sidecar', NULL), ('validate_metadata', NULL), ('admit', NULL), ('fetch_image', NULL),
                     ('prepare_tensors', NULL), ('inference', 'classifier'), ('inference', 'detector'),
                     ('inference', 'encoder'), ('store_results', NULL), ('end_to_end', NULL)) AS s(stage, model)"""
                        .formatted(RunFolder.DAY, STUDIES));
        run.add(
                "inference_results",
                """
                SELECT 's' || i AS study_id, 'v' AS study_version, 'c' || i %% 5 AS top_class,
                       'results/s' || i || '.json' AS key, %s + INTERVAL (i * 200) MILLISECOND AS timestamp
                FROM range(%d) AS t(i)"""
                        .formatted(RunFolder.DAY, STUDIES));
        run.add(
                "rejects",
                """
                SELECT 'r' || i AS study_id, 'pair' AS stage,
                       ['sidecar_missing', 'image_missing', 'sidecar_invalid'][1 + i %% 3] AS code,
                       repeat('as long as a message gets ', 100) AS message, 1::BIGINT AS attempts,
                       %s + INTERVAL (i * 200) MILLISECOND AS at
                FROM range(%d) AS t(i)"""
                        .formatted(RunFolder.DAY, STUDIES));
        // Of noise, which compresses worst.
        Path image = run.images().resolve("noise.png");
        writeNoise(image, 512);
        for (int i = 0; i < STUDIES; i += 50) {
            Files.createDirectories(run.out().root().resolve("results"));
            run.writeResult(
                    "results/s" + i + ".json",
                    ResultJson.of("s" + i, 512, 512)
                            .toString()
                            .replace("s" + i + "/s" + i, "noise"));
        }

        String page = run.report();

        assertThat(page.length()).isLessThan((int) LARGEST_BYTES);
        assertThat(Files.size(run.out().report())).isLessThan(LARGEST_BYTES);
        assertThat(page).contains("200,000", "100,000");
        assertThat(Markup.of(page).all("img")).hasSizeBetween(10, 60);
    }

    private static void writeNoise(Path file, int side) throws Exception {
        Random random = new Random(7);
        BufferedImage noise = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < side * side; i++) {
            noise.getRaster().setSample(i % side, i / side, 0, random.nextInt(256));
        }
        ImageIO.write(noise, "png", file.toFile());
    }
}
