package io.radstream.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;

class PlanarTensorTest {
    /** Two rows of three pixels; red counts up from 0, green from 100, blue from 200. */
    private static Pixels colour() {
        byte[] samples = new byte[18];
        for (int i = 0; i < 6; i++) {
            samples[3 * i] = (byte) i;
            samples[3 * i + 1] = (byte) (100 + i);
            samples[3 * i + 2] = (byte) (200 + i);
        }
        return new Pixels(3, 2, 3, samples);
    }

    @Test
    void separatesThePlanes() {
        PlanarTensor tensor = PlanarTensor.of(colour(), TensorType.FP32, Preprocessing.PLAIN);
        FloatBuffer values = floats(tensor);

        assertThat(tensor.type()).isEqualTo(TensorType.FP32);
        assertThat(tensor.shape()).containsExactly(3, 2, 3);
        assertThat(values.remaining()).isEqualTo(18);
        for (int i = 0; i < 6; i++) {
            assertThat(values.get(i)).isEqualTo(i / 255f);
            assertThat(values.get(6 + i)).isEqualTo((100 + i) / 255f);
            assertThat(values.get(12 + i)).isEqualTo((200 + i) / 255f);
        }
    }

    @Test
    void repeatsGreyInThreePlanes() {
        Pixels grey = new Pixels(2, 1, 1, new byte[] {51, (byte) 255});

        assertThat(bytes(grey, TensorType.UINT8)).containsExactly(51, -1, 51, -1, 51, -1);
        assertThat(floats(PlanarTensor.of(grey, TensorType.FP32, Preprocessing.PLAIN)).get(4))
                .isEqualTo(0.2f);
    }

    @Test
    void isLittleEndian() {
        Pixels white = new Pixels(1, 1, 1, new byte[] {-1});

        assertThat(bytes(white, TensorType.FP32))
                .containsExactly(0, 0, 0x80, 0x3F, 0, 0, 0x80, 0x3F, 0, 0, 0x80, 0x3F);
        assertThat(bytes(white, TensorType.FP16)).containsExactly(0, 0x3C, 0, 0x3C, 0, 0x3C);
    }

    @Test
    void windowsTheLungAsOnComputedTomography() {
        byte[] samples = {0, 26, 73, 74, (byte) 255};
        FloatBuffer values =
                floats(
                        PlanarTensor.of(
                                new Pixels(5, 1, 1, samples),
                                TensorType.FP32,
                                Preprocessing.LUNG_CT_WINDOW));

        // -1024 lies 326 above the window's lower end of -1350.
        assertThat(values.get(0)).isEqualTo(326f / 1500);
        // 26 / 255 * 4095 - 1024 is about -606.5, a little below the level.
        assertThat(values.get(1)).isCloseTo(0.4957f, within(1e-4f));
        // The upper end of 150 lies between 73 and 74.
        assertThat(values.get(2)).isCloseTo(0.9989f, within(1e-4f));
        assertThat(values.get(3)).isEqualTo(1f);
        assertThat(values.get(4)).isEqualTo(1f);
    }

    @Test
    void namesProfilesAsConfigured() {
        assertThat(Preprocessing.of("plain")).isEqualTo(Preprocessing.PLAIN);
        assertThat(Preprocessing.of("lung_ct_window")).isEqualTo(Preprocessing.LUNG_CT_WINDOW);
        assertThatThrownBy(() -> Preprocessing.of("bone"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected a preprocessing profile of plain, lung_ct_window, got bone");
    }

    @Test
    void refusesPixelsThatAreNoImage() {
        assertThatThrownBy(() -> new Pixels(2, 2, 1, new byte[5]))
                .hasMessage("expected 4 samples, got 5");
        assertThatThrownBy(() -> new Pixels(65_536, 65_536, 1, new byte[0]))
                .hasMessage("expected 4294967296 samples, got 0");
        assertThatThrownBy(() -> new Pixels(2, 0, 1, new byte[0]))
                .hasMessageContaining("got 2 x 0 of 1");
        assertThatThrownBy(() -> new Pixels(1, 1, 2, new byte[2]))
                .hasMessageContaining("1 or 3 channels");
    }

    private static byte[] bytes(Pixels pixels, TensorType type) {
        return PlanarTensor.of(pixels, type, Preprocessing.PLAIN).bytes();
    }

    private static FloatBuffer floats(PlanarTensor tensor) {
        return ByteBuffer.wrap(tensor.bytes()).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    }
}
