package io.radstream.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Whatever the bytes: pixels, or {@link UnreadableImageException}, and memory within the estimate.
 * Errors of the Java machine and every other exception fail the test by escaping.
 */
class HostileBytesTest {
    /** What the job would admit; beyond it an image is refused by its header alone. */
    private static final long BUDGET = 64L << 20;

    /** Of header reading and of messages, whatever an image claims. */
    private static final long SMALL = 1 << 20;

    private static final List<byte[]> IMAGES =
            Vectors.table("vectors.csv").stream().map(row -> Vectors.image(row[0])).toList();

    private static final List<byte[]> STARTS =
            List.of(
                    new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF},
                    Arrays.copyOf(PngBytes.blank(1, 1), 8),
                    Arrays.copyOf(PngBytes.blank(9, 9), 33),
                    Arrays.copyOf(Vectors.image("grey.jpg"), 200),
                    Arrays.copyOf(Vectors.image("colour_progressive.jpg"), 400));

    @Property(tries = 2000)
    void anyBytes(@ForAll byte[] content) {
        survives(content);
    }

    @Property(tries = 2000)
    void anyBytesBehindTheStartOfAnImage(@ForAll("starts") byte[] start, @ForAll byte[] rest) {
        survives(JpegBytes.joined(start, rest));
    }

    @Property(tries = 5000)
    void imagesWithBytesChanged(@ForAll("images") byte[] image, @ForAll long seed) {
        Random random = new Random(seed);
        byte[] changed = image.clone();
        for (int i = random.nextInt(4); i >= 0; i--) {
            changed[random.nextInt(changed.length)] = interesting(random);
        }
        survives(changed);
    }

    /** Mistakes of writers rather than of wires: the checksums are right again. */
    @Property(tries = 3000)
    void pngsWithBytesChangedUnderTheirChecksums(@ForAll("images") byte[] image, @ForAll long seed)
            throws Exception {
        Random random = new Random(seed);
        if (ImageFormat.of(image) != ImageFormat.PNG) {
            return;
        }
        byte[] changed = image.clone();
        changed[16 + random.nextInt(13)] = interesting(random);
        changed[33 + random.nextInt(changed.length - 33 - 12)] = interesting(random);
        survives(PngBytes.withChecksums(changed));
    }

    @Property(tries = 2000)
    void imagesWithParts(@ForAll("images") byte[] image, @ForAll long seed) {
        Random random = new Random(seed);
        int from = random.nextInt(image.length);
        int to = from + random.nextInt(image.length - from);
        byte[] head = Arrays.copyOf(image, random.nextInt(image.length));
        survives(JpegBytes.joined(head, Arrays.copyOfRange(image, from, to), image));
        survives(
                JpegBytes.joined(
                        Arrays.copyOf(image, from), Arrays.copyOfRange(image, to, image.length)));
    }

    private static void survives(byte[] content) {
        long before = Allocations.ofThisThread();
        long admitted = 0;
        try {
            ImageHeader header = ImageHeader.read(content);
            assertThat(Allocations.ofThisThread() - before).isLessThan(SMALL);
            if (header.decodedBytes() > BUDGET) {
                return;
            }
            admitted = header.decodedBytes();
            Pixels pixels = ImageDecoder.decode(content, header);
            assertThat(pixels.width()).isEqualTo(header.width());
            assertThat(pixels.height()).isEqualTo(header.height());
            assertThat(pixels.channels()).isEqualTo(header.channels());
        } catch (UnreadableImageException e) {
            assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(300);
        }
        assertThat(Allocations.ofThisThread() - before).isLessThan(admitted + SMALL);
    }

    private static byte interesting(Random random) {
        byte[] edges = {0, 1, 2, 3, 4, 8, 16, 127, -128, -1, (byte) 0xD8, (byte) 0xD9, (byte) 0xDA};
        return random.nextBoolean()
                ? edges[random.nextInt(edges.length)]
                : (byte) random.nextInt(256);
    }

    @Provide
    static Arbitrary<byte[]> images() {
        return Arbitraries.of(IMAGES);
    }

    @Provide
    static Arbitrary<byte[]> starts() {
        return Arbitraries.of(STARTS);
    }
}
