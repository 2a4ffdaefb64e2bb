package io.radstream.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is not the whole image is refused; what stands beside the image does not matter. */
class JpegDecoderTest {
    private final byte[] grey = Vectors.image("grey.jpg");

    @ParameterizedTest
    @ValueSource(strings = {"grey.jpg", "grey_progressive.jpg", "colour_restart.jpg"})
    void refusesEveryCut(String file) {
        byte[] whole = Vectors.image(file);

        for (int length = 0; length < whole.length; length++) {
            Refusal.of(Arrays.copyOf(whole, length))
                    .as("the first %d of %d bytes", length, whole.length)
                    .isUndecodable("");
        }
    }

    /** Some tools close a file that they received in part; libjpeg then fills up with grey. */
    @ParameterizedTest
    @ValueSource(strings = {"grey.jpg", "grey_restart.jpg", "colour_420.jpg"})
    void refusesEveryCutInTheScanThatWasClosedAgain(String file) throws Exception {
        byte[] whole = Vectors.image(file);
        int scan = JpegBytes.find(whole, JpegSegments.SOS);

        // A cut in the last two bytes of the data may take nothing but padding bits.
        for (int length = scan + 14; length < whole.length - 4; length++) {
            Refusal.of(JpegBytes.cutAndClosed(whole, length))
                    .as("the first %d of %d bytes", length, whole.length)
                    .isUndecodable("");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"grey_progressive.jpg", "colour_progressive.jpg"})
    void refusesAProgressiveImageThatLacksScans(String file) throws Exception {
        byte[] whole = Vectors.image(file);
        List<Integer> scans = scans(whole);

        assertThat(scans).hasSizeGreaterThan(4);
        for (int scan : scans.subList(1, scans.size())) {
            Refusal.of(JpegBytes.cutAndClosed(whole, scan)).isUndecodable("ends early");
        }
    }

    @Test
    void refusesAScanThatRepeatsAnother() throws Exception {
        byte[] whole = Vectors.image("grey_progressive.jpg");
        List<Integer> scans = scans(whole);
        byte[] first = Arrays.copyOfRange(whole, scans.get(0), scans.get(1));

        Refusal.of(JpegBytes.inserted(whole, scans.get(1), first))
                .isUndecodable("repeats or skips");
    }

    @Test
    void refusesMoreScansThanAnEncoderWrites() throws Exception {
        byte[] whole = Vectors.image("grey_progressive.jpg");
        byte[] head = Arrays.copyOf(whole, scans(whole).get(0));
        byte[] single = {1, 1, 0, 0, 0, 0};
        byte[] jpeg = JpegBytes.joined(head, JpegBytes.segment(JpegSegments.SOS, single));
        for (int k = 1; k < 64; k++) {
            single[3] = (byte) k;
            single[4] = (byte) k;
            single[5] = 1;
            jpeg = JpegBytes.joined(jpeg, JpegBytes.segment(JpegSegments.SOS, single));
        }
        single[5] = 0x10;
        jpeg = JpegBytes.joined(jpeg, JpegBytes.segment(JpegSegments.SOS, single));

        Refusal.of(JpegBytes.cutAndClosed(jpeg, jpeg.length))
                .isUnsupported("JPEG of more than 64 scans is not read");
    }

    @Test
    void refusesScanHeadersThatCannotBe() throws Exception {
        byte[] whole = Vectors.image("grey_progressive.jpg");
        int scan = scans(whole).get(0);

        Refusal.of(JpegBytes.with(whole, scan + 4, 0)).isUndecodable("scan header");
        Refusal.of(JpegBytes.with(whole, scan + 4, 2)).isUndecodable("scan header");
        Refusal.of(JpegBytes.with(whole, scan + 5, 9)).isUndecodable("does not have");
        Refusal.of(JpegBytes.with(whole, scan + 7, 64)).isUndecodable("contradict");
        Refusal.of(JpegBytes.with(whole, scan + 8, 64)).isUndecodable("contradict");
        Refusal.of(JpegBytes.with(whole, scan + 9, 0x31)).isUndecodable("contradict");
    }

    @Test
    void refusesDataThatLibjpegWarnsAbout() throws Exception {
        int end = JpegBytes.find(grey, JpegSegments.EOI);

        Refusal.of(JpegBytes.inserted(grey, end, new byte[40]))
                .isUndecodable("the JPEG is damaged: Corrupt JPEG data");
    }

    @Test
    void refusesTablesThatLibjpegRefuses() throws Exception {
        int table = JpegBytes.find(grey, JpegSegments.DHT);
        byte[] overfull = grey.clone();
        Arrays.fill(overfull, table + 5, table + 21, (byte) 0xFF);

        Refusal.of(overfull).isUndecodable("the JPEG is damaged: ");
    }

    @Test
    void refusesAMissingTable() throws Exception {
        int table = JpegBytes.find(grey, JpegSegments.DQT);

        Refusal.of(JpegBytes.with(grey, table + 1, 0xFE)).isUndecodable("the JPEG is damaged: ");
    }

    @Test
    void acceptsPaddingBehindTheEnd() throws Exception {
        byte[] padded = Arrays.copyOf(grey, grey.length + 1000);
        byte[] followed = JpegBytes.joined(grey, Vectors.image("colour_420.jpg"));

        assertThat(samples(padded)).isEqualTo(samples(grey));
        assertThat(samples(followed)).isEqualTo(samples(grey));
    }

    @Test
    void acceptsFillBytesBeforeEveryMarker() throws Exception {
        int end = JpegBytes.find(grey, JpegSegments.EOI);
        int scan = JpegBytes.find(grey, JpegSegments.SOS);
        byte[] fill = {(byte) 0xFF, (byte) 0xFF, (byte) 0xFF};

        assertThat(samples(JpegBytes.inserted(JpegBytes.inserted(grey, end, fill), scan, fill)))
                .isEqualTo(samples(grey));
    }

    /** Profiles, comments and thumbnails, sound or broken, never reach the decoder. */
    @Test
    void ignoresWhatIsNotPixels() throws Exception {
        byte[] brokenProfile = JpegBytes.segment(0xE2, "ICC_PROFILE\0\7\2 not a profile at all");
        byte[] brokenExif = JpegBytes.segment(0xE1, "Exif\0\0II*\0\u00ff\u00ff\u00ff\u00ff");
        byte[] thumbnail = JpegBytes.segment(0xE1, Arrays.copyOf(grey, 500));
        byte[] comment = JpegBytes.segment(0xFE, "a comment");
        byte[] beside = JpegBytes.joined(brokenProfile, brokenExif, thumbnail, comment);

        assertThat(samples(JpegBytes.afterStart(grey, beside))).isEqualTo(samples(grey));
        byte[] colour = Vectors.image("colour_420.jpg");
        assertThat(samples(JpegBytes.afterStart(colour, beside))).isEqualTo(samples(colour));
    }

    private static byte[] samples(byte[] jpeg) throws UnreadableImageException {
        return ImageDecoder.decode(jpeg, ImageHeader.read(jpeg)).samples();
    }

    /** Where each scan header starts. */
    private static List<Integer> scans(byte[] jpeg) throws UnreadableImageException {
        List<Integer> scans = new ArrayList<>();
        JpegSegments segments = new JpegSegments(jpeg);
        while (segments.next() != JpegSegments.EOI) {
            if (segments.marker() == JpegSegments.SOS) {
                scans.add(segments.markerAt());
            }
        }
        return scans;
    }
}
