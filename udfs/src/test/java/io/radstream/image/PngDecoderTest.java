package io.radstream.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PngDecoderTest {
    private static final byte[] NOTHING = new byte[0];

    @ParameterizedTest
    @ValueSource(strings = {"type0_8bit.png", "type3_2bit.png", "type6_16bit_interlaced.png"})
    void refusesEveryCut(String file) {
        byte[] whole = Vectors.image(file);

        for (int length = 0; length < whole.length; length++) {
            Refusal.of(Arrays.copyOf(whole, length))
                    .as("the first %d of %d bytes", length, whole.length)
                    .isUndecodable("");
        }
    }

    @Test
    void refusesEveryFlippedBitOfThePixels() {
        byte[] whole = PngBytes.blank(5, 5);
        int data = 8 + 25;
        int end = whole.length - 12;

        for (int bit = 8 * data; bit < 8 * end; bit++) {
            byte[] flipped = whole.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);

            Refusal.of(flipped).as("bit %d", bit).isNotNull();
        }
    }

    @Test
    void refusesAChunkThatDiffersFromItsChecksum() {
        byte[] png = PngBytes.blank(5, 5);
        png[8 + 8] ^= 1;

        Refusal.ofHeader(png)
                .isUndecodable("damaged: the chunk at byte 8 differs from its checksum");
    }

    @Test
    void refusesFewerRowsThanTheHeaderTells() {
        byte[] png = new PngBytes().header(4, 4, 8, PngHeader.GREY, 0).data(new byte[19]).end();

        Refusal.of(png).isUndecodable("the PNG ends early: its data hold fewer pixels");
    }

    @Test
    void refusesDataThatDoNotInflate() {
        byte[] png =
                new PngBytes()
                        .header(4, 4, 8, PngHeader.GREY, 0)
                        .chunk("IDAT", "no deflated data".getBytes(StandardCharsets.US_ASCII))
                        .end();

        Refusal.of(png).isUndecodable("the PNG is damaged: its data do not inflate");
    }

    /** A zlib header may ask for a dictionary; PNG has none. */
    @Test
    void refusesDataThatNeedADictionary() {
        byte[] png =
                new PngBytes()
                        .header(4, 4, 8, PngHeader.GREY, 0)
                        .chunk("IDAT", new byte[] {0x78, (byte) 0xBB, 0, 0, 0, 1, 0, 0, 0})
                        .end();

        Refusal.of(png).isUndecodable("the PNG ends early");
    }

    @Test
    void refusesAnUnknownRowFilter() {
        byte[] rows = new byte[20];
        rows[10] = 5;
        byte[] png = new PngBytes().header(4, 4, 8, PngHeader.GREY, 0).data(rows).end();

        Refusal.of(png).isUndecodable("expected a row filter of 0 to 4, got 5");
    }

    @Test
    void refusesAnImageWithoutData() {
        byte[] png = new PngBytes().header(4, 4, 8, PngHeader.GREY, 0).end();

        Refusal.of(png).isUndecodable("the PNG ends before its image data");
    }

    @Test
    void refusesAMissingOrMisshapenPalette() {
        Refusal.of(withPalette(NOTHING)).isUndecodable("expected a PNG palette of 3 bytes");
        Refusal.of(withPalette(new byte[4])).isUndecodable("got 4 bytes");
        Refusal.of(withPalette(new byte[771])).isUndecodable("got 771 bytes");
    }

    @Test
    void refusesAPixelOutsideThePalette() {
        Refusal.of(withPalette(new byte[6])).isUndecodable("outside its palette of 2");
    }

    /** One row of the pixels 0, 1, 2. */
    private static byte[] withPalette(byte[] palette) {
        PngBytes png = new PngBytes().header(3, 1, 8, PngHeader.PALETTE, 0);
        return png.chunk("PLTE", palette).data(new byte[] {0, 0, 1, 2}).end();
    }

    @Test
    void refusesAnUnknownCriticalChunk() {
        byte[] png = new PngBytes().chunk("CgBI", new byte[4]).end();

        Refusal.ofHeader(png)
                .isUnsupported("PNG with a critical chunk that is not in the standard");
    }

    @Test
    void refusesAHeaderThatIsNotFirstOrOfAnotherLength() {
        Refusal.ofHeader(new PngBytes().end()).isUndecodable("header chunk of 13 bytes");
        Refusal.ofHeader(new PngBytes().chunk("IHDR", new byte[12]).end())
                .isUndecodable("header chunk of 13 bytes");
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 0", "-1, 1", "1, -2147483648"})
    void refusesImpossibleSizes(int width, int height) {
        Refusal.ofHeader(new PngBytes().header(width, height, 8, PngHeader.GREY, 0).end())
                .isUndecodable("width and height of 1 to 2147483647");
    }

    @ParameterizedTest
    @CsvSource({"0, 3", "0, 0", "0, -128", "1, 8", "2, 4", "3, 16", "4, 4", "5, 8", "6, 2", "7, 8"})
    void refusesDepthsThatTheColourTypeDoesNotAllow(int colourType, int depth) {
        Refusal.ofHeader(new PngBytes().header(1, 1, depth, colourType, 0).end())
                .isUndecodable("got colour type " + colourType + " with " + depth + " bits");
    }

    @ParameterizedTest
    @CsvSource({"1, 0, 0", "0, 1, 0", "0, 0, 2", "0, 0, -1"})
    void namesMethodsOutsideTheStandard(int compression, int filter, int interlace) {
        byte[] png =
                new PngBytes()
                        .header(1, 1, 8, PngHeader.GREY, compression, filter, interlace)
                        .end();

        Refusal.ofHeader(png).isUnsupported("compression 0, filter 0 and interlace 0 or 1");
    }

    /** Text that inflates to gigabytes, broken profiles, transparency: none is looked at. */
    @Test
    void ignoresWhatIsNotPixels() throws Exception {
        byte[] bomb = PngBytes.deflated(new byte[10_000_000]);
        byte[] rows = {0, 1, 2, 0, 3, 4};
        PngBytes png = new PngBytes().header(2, 2, 8, PngHeader.GREY, 0);
        png.chunk(
                "zTXt", JpegBytes.joined("Comment\0\0".getBytes(StandardCharsets.US_ASCII), bomb));
        png.chunk("iCCP", "broken".getBytes(StandardCharsets.US_ASCII)).chunk("tRNS", new byte[1]);
        png.chunk("PLTE", new byte[1]).data(rows).chunk("tEXt", NOTHING);

        assertThat(samples(png.end())).containsExactly(1, 2, 3, 4);
    }

    @Test
    void acceptsEmptyChunksAndBytesBehindTheEnd() throws Exception {
        byte[] data = PngBytes.deflated(new byte[] {0, 7, 8});
        PngBytes png = new PngBytes().header(2, 1, 8, PngHeader.GREY, 0).chunk("IDAT", NOTHING);
        for (byte single : data) {
            png.chunk("IDAT", new byte[] {single}).chunk("IDAT", NOTHING);
        }

        assertThat(samples(Arrays.copyOf(png.end(), 1000))).containsExactly(7, 8);
    }

    @Test
    void roundsSixteenBitsAndStretchesFewer() throws Exception {
        byte[] wide = {0, 0, 0, 0, (byte) 128, 0, (byte) 129, 1, 0, -1, -1};
        byte[] narrow = {0, (byte) 0b00011011};

        assertThat(samples(row(5, 16, wide))).containsExactly(0, 0, 1, 1, 255);
        assertThat(samples(row(4, 2, narrow))).containsExactly(0, 85, 170, 255);
    }

    private static byte[] row(int width, int depth, byte[] row) {
        return new PngBytes().header(width, 1, depth, PngHeader.GREY, 0).data(row).end();
    }

    private static int[] samples(byte[] png) throws UnreadableImageException {
        byte[] samples = ImageDecoder.decode(png, ImageHeader.read(png)).samples();
        int[] unsigned = new int[samples.length];
        Arrays.setAll(unsigned, i -> samples[i] & 0xFF);
        return unsigned;
    }
}
