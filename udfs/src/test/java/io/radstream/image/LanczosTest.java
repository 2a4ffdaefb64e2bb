package io.radstream.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/**
 * What holds for any size; the values themselves are held to Pillow's by {@link PillowParityTest}.
 */
class LanczosTest {
    @Property(tries = 300)
    void aConstantImageStaysConstant(
            @ForAll @IntRange(min = 1, max = 120) int width,
            @ForAll @IntRange(min = 1, max = 120) int height,
            @ForAll @IntRange(min = 1, max = 120) int toWidth,
            @ForAll @IntRange(min = 1, max = 120) int toHeight,
            @ForAll boolean colour,
            @ForAll byte sample) {
        int channels = colour ? 3 : 1;
        byte[] samples = new byte[width * height * channels];
        Arrays.fill(samples, sample);

        Pixels resized =
                Lanczos.resize(new Pixels(width, height, channels, samples), toWidth, toHeight);

        assertThat(resized.width()).isEqualTo(toWidth);
        assertThat(resized.height()).isEqualTo(toHeight);
        assertThat(resized.samples()).containsOnly(sample).hasSize(toWidth * toHeight * channels);
    }

    @Property(tries = 100)
    void theSameSizeIsTheSameImage(
            @ForAll @Size(60) byte[] samples,
            @ForAll @IntRange(min = 1, max = 5) int width,
            @ForAll @IntRange(min = 1, max = 4) int height) {
        Pixels pixels = new Pixels(width, height, 3, Arrays.copyOf(samples, width * height * 3));

        assertThat(Lanczos.resize(pixels, width, height).samples()).isEqualTo(pixels.samples());
    }

    /** One axis alone is resized; along the other the weights are those of no change. */
    @Property(tries = 100)
    void anAxisOfTheSameSizeIsLeftAlone(
            @ForAll @Size(40) byte[] row, @ForAll @IntRange(min = 1, max = 90) int toHeight) {
        Pixels resized = Lanczos.resize(new Pixels(40, 1, 1, row), 40, toHeight);

        for (int y = 0; y < toHeight; y++) {
            assertThat(Arrays.copyOfRange(resized.samples(), 40 * y, 40 * y + 40)).isEqualTo(row);
        }
    }

    @Property(tries = 100)
    void channelsDoNotMix(
            @ForAll @Size(77) byte[] grey,
            @ForAll @IntRange(min = 1, max = 30) int toWidth,
            @ForAll @IntRange(min = 1, max = 30) int toHeight) {
        byte[] colour = new byte[3 * grey.length];
        for (int i = 0; i < grey.length; i++) {
            colour[3 * i + 1] = grey[i];
            colour[3 * i + 2] = (byte) 0xFF;
        }

        byte[] one = Lanczos.resize(new Pixels(11, 7, 1, grey), toWidth, toHeight).samples();
        byte[] three = Lanczos.resize(new Pixels(11, 7, 3, colour), toWidth, toHeight).samples();

        for (int i = 0; i < one.length; i++) {
            assertThat(three[3 * i]).isZero();
            assertThat(three[3 * i + 1]).isEqualTo(one[i]);
            assertThat(three[3 * i + 2]).isEqualTo((byte) 0xFF);
        }
    }

    /** Beyond 0 and 255 the filter rings; the ringing is clipped, not wrapped. */
    @Test
    void clipsAtTheEdgesOfTheRange() {
        byte[] edge = new byte[16];
        Arrays.fill(edge, 8, 16, (byte) 0xFF);

        byte[] resized = Lanczos.resize(new Pixels(16, 1, 1, edge), 64, 1).samples();

        for (int i = 0; i < 24; i++) {
            assertThat(resized[i] & 0xFF).isLessThan(32);
            assertThat(resized[63 - i] & 0xFF).isGreaterThan(223);
        }
    }

    @Test
    void refusesAnEmptySize() {
        Pixels pixels = new Pixels(1, 1, 1, new byte[1]);

        assertThatThrownBy(() -> Lanczos.resize(pixels, 0, 5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected a size of at least 1 x 1, got 0 x 5");
        assertThatThrownBy(() -> Lanczos.resize(pixels, 5, -1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
