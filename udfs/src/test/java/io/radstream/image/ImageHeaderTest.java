package io.radstream.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageHeaderTest {
    @Test
    void readsAJpegRadiograph() throws Exception {
        ImageHeader header = ImageHeader.read(Vectors.radiograph("person1949_bacteria_4880.jpeg"));

        assertThat(header.format()).isEqualTo(ImageFormat.JPEG);
        assertThat(header.width()).isEqualTo(1416);
        assertThat(header.height()).isEqualTo(944);
        assertThat(header.channels()).isEqualTo(1);
        assertThat(header.bitsPerSample()).isEqualTo(8);
        assertThat(header).hasToString("JPEG, 1416 x 944, 1 channel(s) of 8 bits");
    }

    @Test
    void seesBehindProfilesAndThumbnails() throws Exception {
        ImageHeader header = ImageHeader.read(Vectors.radiograph("NORMAL2-IM-1430-0001.jpeg"));

        assertThat(header.width()).isEqualTo(1272);
        assertThat(header.height()).isEqualTo(1040);
    }

    @ParameterizedTest
    @CsvSource({
        "type0_1bit.png, 1, 1",
        "type0_16bit.png, 1, 16",
        "type2_8bit_interlaced.png, 3, 8",
        "type3_4bit.png, 3, 4",
        "type4_8bit.png, 1, 8",
        "type6_16bit.png, 3, 16",
    })
    void readsPngsAsTheyWillBeDecoded(String file, int channels, int bits) throws Exception {
        ImageHeader header = ImageHeader.read(Vectors.image(file));

        assertThat(header.format()).isEqualTo(ImageFormat.PNG);
        assertThat(header.width()).isEqualTo(19);
        assertThat(header.height()).isEqualTo(13);
        assertThat(header.channels()).isEqualTo(channels);
        assertThat(header.bitsPerSample()).isEqualTo(bits);
    }

    @Test
    void refusesAnEmptyObject() {
        Refusal.ofHeader(new byte[0]).isUndecodable("0 bytes");
    }

    @Test
    void refusesTextWithoutQuotingIt() {
        byte[] text = "patient_id: 4711, not an image".getBytes(StandardCharsets.UTF_8);

        Refusal.ofHeader(text)
                .isUndecodable("30 bytes are of no known image format; expected JPEG or PNG")
                .matches(e -> !e.getMessage().contains("4711"));
    }

    @Test
    void namesDicomAsNotReadYet() {
        byte[] dicom = new byte[200];
        System.arraycopy("DICM".getBytes(StandardCharsets.US_ASCII), 0, dicom, 128, 4);
        Refusal.ofHeader(dicom).isUnsupported("DICOM is not read yet");

        // The preamble may make it look like a TIFF as well.
        System.arraycopy("II*\0".getBytes(StandardCharsets.US_ASCII), 0, dicom, 0, 4);
        Refusal.ofHeader(dicom).isUnsupported("DICOM is not read yet");
    }

    @ParameterizedTest
    @CsvSource({
        "GIF, GIF89a...",
        "TIFF, II*~....",
        "TIFF, MM~*....",
        "BigTIFF, II+~....",
        "WebP, RIFF....WEBPVP8",
        "JPEG 2000, ~~~.jP  ....",
        "JPEG 2000, \u00ffO\u00ffQ..",
        "JPEG XL, ~~~.JXL ....",
        "HEIF or AVIF, ~~~.ftypheic",
        "PDF, %PDF-1.7",
        "BMP, BM....~~~~....",
    })
    void namesOtherFormats(String name, String start) {
        byte[] content = start.replace('~', '\0').getBytes(StandardCharsets.ISO_8859_1);

        Refusal.ofHeader(content).isUnsupported(name + " is not read");
    }

    @Test
    void doesNotTakeATextForABitmap() {
        byte[] text = "BM is how this sentence begins".getBytes(StandardCharsets.UTF_8);

        Refusal.ofHeader(text).isUndecodable("no known image format");
    }

    @Test
    void knowsABombBeforeAnythingIsAllocated() throws Exception {
        ImageHeader png =
                ImageHeader.read(
                        new PngBytes().header(30_000, 30_000, 8, PngHeader.RGB, 0).bytes());
        byte[] jpeg = Vectors.image("colour_progressive.jpg");
        int frame = JpegBytes.find(jpeg, 0xC2);
        byte[] size = {(byte) (30_000 >> 8), (byte) 30_000, (byte) (30_000 >> 8), (byte) 30_000};
        System.arraycopy(size, 0, jpeg, frame + 5, size.length);

        assertThat(png.width()).isEqualTo(30_000);
        assertThat(png.decodedBytes()).isGreaterThan(30_000L * 30_000 * 3);
        // Samples, and coefficients of 2 bytes: chroma at a quarter.
        assertThat(ImageHeader.read(jpeg).decodedBytes()).isGreaterThan(30_000L * 30_000 * 6);
    }

    @Test
    void countsWhatNoLongCanHold() throws Exception {
        byte[] png =
                new PngBytes()
                        .header(Integer.MAX_VALUE, Integer.MAX_VALUE, 16, PngHeader.RGB_ALPHA, 0)
                        .bytes();

        assertThat(ImageHeader.read(png).decodedBytes()).isEqualTo(Long.MAX_VALUE);
        Refusal.of(png).isTooLarge("expected at most 2147483639 samples");
    }

    @Test
    void countsWhatNoArrayCanHold() throws Exception {
        int width = 400_000_000;
        byte[] wide = new PngBytes().header(width, 1, 16, PngHeader.RGB_ALPHA, 0).bytes();
        assertThat(ImageHeader.read(wide).decodedBytes()).isGreaterThan(width * 8L);
        Refusal.of(wide).isTooLarge("expected PNG rows of at most 2147483639 bytes");

        byte[] jpeg = Vectors.image("grey.jpg");
        Arrays.fill(
                jpeg, JpegBytes.find(jpeg, 0xC0) + 5, JpegBytes.find(jpeg, 0xC0) + 9, (byte) -1);
        assertThat(ImageHeader.read(jpeg).decodedBytes()).isGreaterThan(65_535L * 65_535);
        Refusal.of(jpeg).isTooLarge("expected at most 2147483639 samples");
    }

    @Test
    void isBoundToItsContent() throws Exception {
        ImageHeader header = ImageHeader.read(Vectors.image("grey.jpg"));
        byte[] other = Vectors.image("colour_420.jpg");

        assertThatThrownBy(() -> ImageDecoder.decode(other, header))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected the content's own header");
        assertThat(header)
                .isEqualTo(ImageHeader.read(Vectors.image("grey.jpg")))
                .hasSameHashCodeAs(ImageHeader.read(Vectors.image("grey.jpg")))
                .isNotEqualTo(ImageHeader.read(other))
                .isNotEqualTo("grey.jpg");
    }
}
