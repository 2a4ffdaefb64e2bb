package io.radstream.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/**
 * Against the definition (ISO/IEC 15948, table 9.1): a filter takes a prediction off, undoing adds
 * it again.
 */
class PngFilterTest {
    @Property
    void restoresWhatTheFilterChanged(
            @ForAll @Size(max = 40) byte[] row,
            @ForAll @Size(40) byte[] prior,
            @ForAll @IntRange(min = 0, max = 4) int type,
            @ForAll @IntRange(min = 1, max = 8) int pixelBytes)
            throws Exception {
        byte[] filtered = filtered(type, row, prior, pixelBytes);

        PngFilter.undo(type, filtered, prior, row.length, pixelBytes);

        assertThat(filtered).isEqualTo(row);
    }

    /** The last pass of an interlaced image has rows shorter than the buffers. */
    @Property
    void leavesBytesBehindTheRowAlone(
            @ForAll @Size(40) byte[] row,
            @ForAll @Size(40) byte[] prior,
            @ForAll @IntRange(min = 0, max = 4) int type,
            @ForAll @IntRange(min = 0, max = 40) int length)
            throws Exception {
        byte[] restored = row.clone();

        PngFilter.undo(type, restored, prior, length, 3);

        assertThat(Arrays.copyOfRange(restored, length, 40))
                .isEqualTo(Arrays.copyOfRange(row, length, 40));
    }

    private static byte[] filtered(int type, byte[] row, byte[] prior, int pixelBytes) {
        byte[] filtered = new byte[row.length];
        for (int i = 0; i < row.length; i++) {
            int left = i < pixelBytes ? 0 : row[i - pixelBytes] & 0xFF;
            int corner = i < pixelBytes ? 0 : prior[i - pixelBytes] & 0xFF;
            filtered[i] = (byte) (row[i] - predicted(type, left, prior[i] & 0xFF, corner));
        }
        return filtered;
    }

    private static int predicted(int type, int left, int above, int corner) {
        return switch (type) {
            case 0 -> 0;
            case 1 -> left;
            case 2 -> above;
            case 3 -> (left + above) / 2;
            default -> paeth(left, above, corner);
        };
    }

    private static int paeth(int left, int above, int corner) {
        int estimate = left + above - corner;
        int best = left;
        for (int candidate : new int[] {above, corner}) {
            if (Math.abs(estimate - candidate) < Math.abs(estimate - best)) {
                best = candidate;
            }
        }
        return best;
    }
}
