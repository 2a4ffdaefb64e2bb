package io.radstream.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The estimate that admission reserves memory by: never below what decoding takes, nor far above.
 */
class DecodedBytesTest {
    static Stream<String> images() {
        return Vectors.table("vectors.csv").stream().map(row -> row[0]);
    }

    static List<String> radiographs() {
        return Vectors.table("radiographs.csv").stream().map(row -> row[0]).distinct().toList();
    }

    @ParameterizedTest
    @MethodSource("images")
    void coversWhatDecodingAllocates(String file) throws Exception {
        covers(Vectors.image(file));
    }

    @ParameterizedTest
    @MethodSource("radiographs")
    void coversWhatDecodingARadiographAllocates(String file) throws Exception {
        byte[] content = Vectors.radiograph(file);

        covers(content);

        ImageHeader header = ImageHeader.read(content);
        long pixels = (long) header.width() * header.height();
        assertThat(header.decodedBytes()).isLessThan(2 * pixels + content.length);
    }

    @ParameterizedTest
    @CsvSource({"16, 0, 0, 2", "16, 6, 1, 8", "8, 2, 0, 3"})
    void coversLargePngs(int depth, int colourType, int interlace, int bytesPerPixel)
            throws Exception {
        byte[] content =
                new PngBytes()
                        .header(1500, 1500, depth, colourType, interlace)
                        .data(new byte[1500 * (1500 * bytesPerPixel + 1) + 5000])
                        .end();

        covers(content);
    }

    private static void covers(byte[] content) throws UnreadableImageException {
        ImageHeader header = ImageHeader.read(content);
        // Once before: classes are loaded and linked outside the measurement.
        ImageDecoder.decode(content, header);

        long before = Allocations.ofThisThread();
        ImageDecoder.decode(content, header);
        long taken = Allocations.ofThisThread() - before;

        assertThat(taken).isLessThanOrEqualTo(header.decodedBytes());
    }
}
