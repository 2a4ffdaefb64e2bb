package io.radstream.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class JpegSegmentsTest {
    private static final byte[] START = {(byte) 0xFF, (byte) 0xD8};
    private static final byte[] END = {(byte) 0xFF, (byte) 0xD9};

    @Test
    void givesEachSegmentWithItsParameters() throws Exception {
        byte[] tables = JpegBytes.segment(JpegSegments.DQT, new byte[] {1, (byte) 0x80, 3});
        JpegSegments segments = new JpegSegments(JpegBytes.joined(START, tables, END));

        assertThat(segments.next()).isEqualTo(JpegSegments.DQT);
        assertThat(segments.markerAt()).isEqualTo(2);
        assertThat(segments.length()).isEqualTo(3);
        assertThat(segments.parameter(2)).isEqualTo(3);
        assertThat(segments.parameter16(0)).isEqualTo(0x180);
        assertThat(segments.end()).isEqualTo(9);
        assertThat(segments.next()).isEqualTo(JpegSegments.EOI);
        assertThat(segments.end()).isEqualTo(11);
    }

    @Test
    void passesTheDataOfAScan() throws Exception {
        byte[] scan = JpegBytes.segment(JpegSegments.SOS, new byte[6]);
        // Stuffed, restarted, filled up: none of these FF ends the data.
        byte[] data = {7, (byte) 0xFF, 0, (byte) 0xFF, (byte) 0xD3, 9, -1, -1, -1, 0, 8};
        JpegSegments segments = new JpegSegments(JpegBytes.joined(START, scan, data, END));

        assertThat(segments.next()).isEqualTo(JpegSegments.SOS);
        assertThat(segments.next()).isEqualTo(JpegSegments.EOI);
        assertThat(segments.markerAt()).isEqualTo(2 + 10 + data.length);
    }

    @Test
    void doesNotLookForAnEndWithinASegment() throws Exception {
        byte[] thumbnail = JpegBytes.segment(0xE1, JpegBytes.joined(START, END));
        JpegSegments segments = new JpegSegments(JpegBytes.joined(START, thumbnail, END));

        assertThat(segments.next()).isEqualTo(0xE1);
        assertThat(segments.next()).isEqualTo(JpegSegments.EOI);
        assertThat(segments.markerAt()).isEqualTo(10);
    }

    @Test
    void saysWhereTheContentEnds() {
        byte[] scan = JpegBytes.segment(JpegSegments.SOS, new byte[6]);

        assertEndsEarly("before the end-of-image marker, after 2 bytes", START);
        assertEndsEarly(
                "before the end-of-image marker, after 4 bytes",
                JpegBytes.joined(START, new byte[] {-1, -1}));
        assertEndsEarly(
                "within a marker segment, after 5 bytes",
                JpegBytes.joined(START, new byte[] {-1, (byte) 0xE1, 0}));
        assertEndsEarly(
                "within a marker segment, after 6 bytes",
                JpegBytes.joined(START, new byte[] {-1, (byte) 0xE1, 0, 3}));
        assertEndsEarly(
                "within the data of a scan, after 14 bytes",
                JpegBytes.joined(START, scan, new byte[] {1, -1}));
    }

    private static void assertEndsEarly(String where, byte[] jpeg) {
        JpegSegments segments = new JpegSegments(jpeg);
        assertThatThrownBy(
                        () -> {
                            while (segments.next() != JpegSegments.EOI) {
                                assertThat(segments.end()).isLessThanOrEqualTo(jpeg.length);
                            }
                        })
                .isInstanceOf(UnreadableImageException.class)
                .hasMessage("the JPEG ends " + where);
    }
}
