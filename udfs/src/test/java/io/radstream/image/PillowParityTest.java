package io.radstream.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bit for bit what Pillow and NumPy make of the same bytes; see ci/parity/make_vectors.py. */
class PillowParityTest {
    static List<String[]> vectors() {
        return Vectors.table("vectors.csv");
    }

    static List<String[]> radiographs() {
        return Vectors.table("radiographs.csv");
    }

    static List<String[]> resizes() {
        return Vectors.table("resize.csv");
    }

    static List<String[]> tensors() {
        return Vectors.table("tensors.csv");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("vectors")
    void decodesEveryKindOfJpegAndPng(
            String file, int width, int height, int channels, String sha256) throws Exception {
        byte[] content = Vectors.image(file);

        Pixels pixels = ImageDecoder.decode(content, ImageHeader.read(content));

        assertThat(pixels.width()).isEqualTo(width);
        assertThat(pixels.height()).isEqualTo(height);
        assertThat(pixels.channels()).isEqualTo(channels);
        assertThat(Vectors.sha256(pixels.samples())).isEqualTo(sha256);
    }

    @ParameterizedTest(name = "{0} at {1} x {2}")
    @MethodSource("radiographs")
    void decodesAndResizesRadiographs(String file, int width, int height, String sha256)
            throws Exception {
        byte[] content = Vectors.radiograph(file);

        Pixels pixels =
                Lanczos.resize(
                        ImageDecoder.decode(content, ImageHeader.read(content)), width, height);

        assertThat(pixels.channels()).isEqualTo(1);
        assertThat(Vectors.sha256(pixels.samples())).isEqualTo(sha256);
    }

    @ParameterizedTest(name = "{0} x {1} of {2} to {3} x {4}")
    @MethodSource("resizes")
    void resizesUpAndDown(
            int width, int height, int channels, int toWidth, int toHeight, String sha256) {
        Pixels resized =
                Lanczos.resize(Vectors.pattern(width, height, channels), toWidth, toHeight);

        assertThat(resized.width()).isEqualTo(toWidth);
        assertThat(resized.height()).isEqualTo(toHeight);
        assertThat(Vectors.sha256(resized.samples())).isEqualTo(sha256);
    }

    @ParameterizedTest(name = "{0} channel(s), {1}, {2}")
    @MethodSource("tensors")
    void laysTensorsOut(int channels, TensorType type, String profile, String sha256) {
        PlanarTensor tensor =
                PlanarTensor.of(Vectors.pattern(64, 48, channels), type, Preprocessing.of(profile));

        assertThat(Vectors.sha256(tensor.bytes())).isEqualTo(sha256);
    }
}
