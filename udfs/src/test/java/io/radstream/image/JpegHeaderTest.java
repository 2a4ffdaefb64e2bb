package io.radstream.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JpegHeaderTest {
    private static final int SOF0 = 0xC0;

    private final byte[] grey = Vectors.image("grey.jpg");
    private final byte[] colour = Vectors.image("colour_444.jpg");

    @Test
    void passesFillBytesAndForeignSegments() throws Exception {
        byte[] fill = new byte[100];
        Arrays.fill(fill, (byte) 0xFF);
        byte[] comment = JpegBytes.segment(0xFE, "\u00ff\u00c0 is not a frame in a comment");
        byte[] longest = JpegBytes.segment(0xE5, new byte[65_533]);
        byte[] restartAndTem = {(byte) 0xFF, (byte) 0xD0, (byte) 0xFF, 0x01};

        byte[] jpeg =
                JpegBytes.afterStart(grey, JpegBytes.joined(fill, comment, longest, restartAndTem));

        assertThat(ImageHeader.read(jpeg).width()).isEqualTo(61);
        assertThat(ImageHeader.read(jpeg).height()).isEqualTo(43);
    }

    @ParameterizedTest
    @CsvSource({
        "C3, lossless JPEG",
        "C5, hierarchical JPEG",
        "C6, hierarchical JPEG",
        "C7, hierarchical JPEG",
        "C9, arithmetic-coded JPEG",
        "CA, arithmetic-coded JPEG",
        "CB, arithmetic-coded JPEG",
        "CD, arithmetic-coded JPEG",
        "CF, arithmetic-coded JPEG",
        "F7, JPEG-LS",
    })
    void namesProcessesThatAreNotRead(String marker, String process) throws Exception {
        int at = JpegBytes.find(grey, SOF0) + 1;

        Refusal.ofHeader(JpegBytes.with(grey, at, Integer.parseInt(marker, 16)))
                .isUnsupported(process + " is not read; expected baseline");
    }

    @Test
    void namesTwelveBitSamples() throws Exception {
        Refusal.ofHeader(JpegBytes.with(grey, JpegBytes.find(grey, SOF0) + 4, 12))
                .isUnsupported("JPEG of 12 bits a sample is not read; expected 8 bits");
    }

    @Test
    void namesFourComponents() {
        Refusal.ofHeader(Vectors.image("cmyk.jpg")).isUnsupported("CMYK or YCCK JPEG is not read");
    }

    @Test
    void namesTwoComponents() throws Exception {
        byte[] two = new byte[] {8, 0, 9, 0, 9, 2, 1, 0x11, 0, 2, 0x11, 0};
        byte[] jpeg =
                JpegBytes.inserted(grey, JpegBytes.find(grey, SOF0), JpegBytes.segment(SOF0, two));

        Refusal.ofHeader(jpeg).isUnsupported("JPEG of 2 components is not read");
    }

    @Test
    void namesAHeightThatComesLater() throws Exception {
        int at = JpegBytes.find(grey, SOF0) + 5;

        Refusal.ofHeader(JpegBytes.with(JpegBytes.with(grey, at, 0), at + 1, 0))
                .isUnsupported("height comes after its first scan");
    }

    @Test
    void refusesAnEmptyWidth() throws Exception {
        int at = JpegBytes.find(grey, SOF0) + 7;

        Refusal.ofHeader(JpegBytes.with(JpegBytes.with(grey, at, 0), at + 1, 0))
                .isUndecodable("expected a JPEG width of 1 or more, got 0");
    }

    @ParameterizedTest
    @CsvSource({"01, UNDECODABLE", "10, UNDECODABLE", "51, UNDECODABLE", "31, UNSUPPORTED"})
    void refusesSamplingThatCannotBe(String factors, UnreadableImageException.Reason reason)
            throws Exception {
        int first = JpegBytes.find(colour, SOF0) + 11;
        byte[] jpeg = JpegBytes.with(colour, first, Integer.parseInt(factors, 16));

        Refusal.ofHeader(JpegBytes.with(jpeg, first + 3, 0x21)).is(reason, "JPEG");
    }

    @Test
    void refusesAFrameHeaderOfTheWrongLength() throws Exception {
        int frame = JpegBytes.find(grey, SOF0);

        Refusal.ofHeader(JpegBytes.with(grey, frame + 9, 3))
                .isUndecodable("frame header of 6 bytes and 3 a component, got 9 bytes for 3");
        Refusal.ofHeader(JpegBytes.with(grey, frame + 9, 0)).isUndecodable("frame header");
        Refusal.ofHeader(JpegBytes.inserted(grey, frame, JpegBytes.segment(SOF0, new byte[2])))
                .isUndecodable("frame header");
    }

    @Test
    void refusesTwoFrames() throws Exception {
        int frame = JpegBytes.find(grey, SOF0);
        byte[] again = Arrays.copyOfRange(grey, frame, frame + 13);

        Refusal.ofHeader(JpegBytes.inserted(grey, frame, again)).isUndecodable("got two");
        int end = JpegBytes.find(grey, JpegSegments.EOI);
        Refusal.of(JpegBytes.inserted(grey, end, again)).isUndecodable("got two");
    }

    @Test
    void refusesAScanOrAnEndBeforeTheFrame() throws Exception {
        int scan = JpegBytes.find(grey, JpegSegments.SOS);
        byte[] onlyScan = Arrays.copyOfRange(grey, scan, grey.length);

        Refusal.ofHeader(JpegBytes.joined(Arrays.copyOf(grey, 2), onlyScan))
                .isUndecodable("expected a JPEG frame header before the first scan");
        Refusal.ofHeader(JpegBytes.cutAndClosed(grey, scan)).isUndecodable("before its first scan");
    }

    @Test
    void refusesWhatIsNoMarker() {
        Refusal.ofHeader(JpegBytes.afterStart(grey, new byte[] {0x12}))
                .isUndecodable("no known image format");
        Refusal.ofHeader(JpegBytes.afterStart(grey, new byte[] {(byte) 0xFF, 0}))
                .isUndecodable("expected a JPEG marker at byte 2, got FF00");
        Refusal.ofHeader(JpegBytes.afterStart(grey, new byte[] {(byte) 0xFF, (byte) 0xD8}))
                .isUndecodable("expected a JPEG marker at byte 2, got FFD8");
        byte[] comment = JpegBytes.segment(0xFE, "");
        Refusal.ofHeader(JpegBytes.afterStart(grey, JpegBytes.joined(comment, new byte[] {0x12})))
                .isUndecodable("expected a JPEG marker at byte 6, got something else");
    }

    @Test
    void refusesASegmentShorterThanItsLength() {
        Refusal.ofHeader(JpegBytes.afterStart(grey, new byte[] {(byte) 0xFF, (byte) 0xE1, 0, 1}))
                .isUndecodable("expected a JPEG segment of at least 2 bytes at byte 4, got 1");
    }

    @Test
    void tellsColoursApartAsLibjpegDoes() throws Exception {
        byte[] bare = withoutJfif(colour);
        byte[] adobeRgb = JpegBytes.segment(0xEE, "Adobe\0d\0\0\0\0\0");
        byte[] adobeYcc = JpegBytes.segment(0xEE, "Adobe\0d\0\0\0\0\1");

        assertThat(luminance(colour)).isTrue();
        assertThat(luminance(bare)).isTrue();
        assertThat(luminance(JpegBytes.afterStart(bare, adobeRgb))).isFalse();
        assertThat(luminance(JpegBytes.afterStart(bare, adobeYcc))).isTrue();
        assertThat(luminance(JpegBytes.afterStart(colour, adobeRgb))).isTrue();
        assertThat(luminance(namedRgb(bare))).isFalse();
        assertThat(luminance(grey)).isFalse();
    }

    private static boolean luminance(byte[] jpeg) throws UnreadableImageException {
        return JpegHeader.read(jpeg).luminanceChrominance();
    }

    private static byte[] withoutJfif(byte[] jpeg) throws UnreadableImageException {
        return JpegBytes.with(jpeg, JpegBytes.find(jpeg, 0xE0) + 1, 0xE9);
    }

    private static byte[] namedRgb(byte[] jpeg) throws UnreadableImageException {
        int frame = JpegBytes.find(jpeg, SOF0);
        byte[] named = JpegBytes.with(jpeg, frame + 10, 'R');
        return JpegBytes.with(JpegBytes.with(named, frame + 13, 'G'), frame + 16, 'B');
    }
}
