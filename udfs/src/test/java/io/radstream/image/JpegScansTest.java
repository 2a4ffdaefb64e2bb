package io.radstream.image;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which sets of scans make a whole image. */
class JpegScansTest {
    private static final int[] ALL = {1, 2, 3};

    /** The progression that libjpeg writes for colour. */
    private static List<byte[]> progression() {
        return new ArrayList<>(
                List.of(
                        scan(0, 0, 0, 1, ALL),
                        scan(1, 5, 0, 2, 1),
                        scan(1, 63, 0, 1, 3),
                        scan(1, 63, 0, 1, 2),
                        scan(6, 63, 0, 2, 1),
                        scan(1, 63, 2, 1, 1),
                        scan(0, 0, 1, 0, ALL),
                        scan(1, 63, 1, 0, 3),
                        scan(1, 63, 1, 0, 2),
                        scan(1, 63, 1, 0, 1)));
    }

    @Test
    void takesTheUsualProgression() {
        assertThatCode(() -> account("colour_progressive.jpg", progression()))
                .doesNotThrowAnyException();
    }

    @Test
    void missesEachScanOfTheProgression() {
        for (int missing = 0; missing < progression().size(); missing++) {
            List<byte[]> scans = progression();
            scans.remove(missing);

            assertThatThrownBy(() -> account("colour_progressive.jpg", scans))
                    .as("without scan %d", missing)
                    .isInstanceOf(UnreadableImageException.class);
        }
    }

    @Test
    void refusesEachScanOfTheProgressionTwice() {
        for (int repeated = 0; repeated < progression().size(); repeated++) {
            List<byte[]> scans = progression();
            scans.add(scans.get(repeated));

            assertThatThrownBy(() -> account("colour_progressive.jpg", scans))
                    .as("scan %d again", repeated)
                    .hasMessageContaining("repeats or skips");
        }
    }

    @Test
    void refusesARefinementThatSkipsABit() {
        List<byte[]> scans = List.of(scan(0, 0, 0, 3, ALL), scan(0, 0, 2, 1, ALL));

        assertThatThrownBy(() -> account("colour_progressive.jpg", scans))
                .hasMessageContaining("repeats or skips");
    }

    @Test
    void takesComponentsTogetherOrOneByOne() {
        List<byte[]> together = List.of(scan(0, 63, 0, 0, ALL));
        List<byte[]> apart =
                List.of(scan(0, 63, 0, 0, 3), scan(0, 63, 0, 0, 1), scan(0, 63, 0, 0, 2));

        assertThatCode(() -> account("colour_444.jpg", together)).doesNotThrowAnyException();
        assertThatCode(() -> account("colour_444.jpg", apart)).doesNotThrowAnyException();
        assertThatThrownBy(() -> account("colour_444.jpg", apart.subList(0, 2)))
                .hasMessage("the JPEG ends early: its 2 scan(s) do not bring the whole image");
    }

    @Test
    void refusesAComponentTwiceInOneScan() {
        assertThatThrownBy(() -> account("colour_444.jpg", List.of(scan(0, 63, 0, 0, 1, 1, 2))))
                .hasMessageContaining("repeats or skips");
    }

    private static void account(String file, List<byte[]> scans) throws UnreadableImageException {
        JpegScans account = new JpegScans(JpegHeader.read(Vectors.image(file)).frame());
        for (byte[] scan : scans) {
            JpegSegments segments =
                    new JpegSegments(
                            JpegBytes.joined(
                                    new byte[] {(byte) 0xFF, (byte) 0xD8},
                                    JpegBytes.segment(JpegSegments.SOS, scan)));
            segments.next();
            account.add(segments);
        }
        account.requireComplete();
    }

    /** Parameters of a scan header: coefficients from, to; bit before, bit now; components. */
    private static byte[] scan(int from, int to, int before, int now, int... components) {
        byte[] scan = new byte[4 + 2 * components.length];
        scan[0] = (byte) components.length;
        for (int i = 0; i < components.length; i++) {
            scan[1 + 2 * i] = (byte) components[i];
        }
        scan[scan.length - 3] = (byte) from;
        scan[scan.length - 2] = (byte) to;
        scan[scan.length - 1] = (byte) (before << 4 | now);
        return scan;
    }
}
