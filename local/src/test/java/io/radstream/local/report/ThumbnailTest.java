package io.radstream.local.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThumbnailTest {

    private static final long BUDGET_BYTES = 64 << 20;

    @TempDir private Path folder;

    @Test
    void isTheImageInSmall() throws IOException {
        Path file = write("png", 1000, 500, BufferedImage.TYPE_BYTE_GRAY);

        BufferedImage small = decoded(Thumbnail.of(file, 1000, 500, BUDGET_BYTES));

        assertThat(small.getWidth()).isEqualTo(320);
        assertThat(small.getHeight()).isEqualTo(160);
        assertThat(small.getRaster().getSample(20, 80, 0)).isLessThan(10);
        assertThat(small.getRaster().getSample(300, 80, 0)).isGreaterThan(245);
    }

    @Test
    void keepsColours() throws IOException {
        Path file = folder.resolve("red.png");
        BufferedImage red = new BufferedImage(40, 40, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 1600; i++) {
            red.setRGB(i % 40, i / 40, 0xFF2000);
        }
        ImageIO.write(red, "png", file.toFile());

        int rgb = decoded(Thumbnail.of(file, 40, 40, BUDGET_BYTES)).getRGB(20, 20);

        assertThat(rgb >> 16 & 0xFF).isGreaterThan(240);
        assertThat(rgb & 0xFF).isLessThan(20);
    }

    @Test
    void neverEnlarges() throws IOException {
        Path file = write("jpg", 50, 30, BufferedImage.TYPE_BYTE_GRAY);

        assertThat(decoded(Thumbnail.of(file, 50, 30, BUDGET_BYTES)).getWidth()).isEqualTo(50);
    }

    @Test
    void saysWhyThereIsNone() throws IOException {
        Path text = Files.writeString(folder.resolve("text.jpg"), "no image");
        Path changed = write("png", 60, 60, BufferedImage.TYPE_BYTE_GRAY);

        assertThat(Thumbnail.of(folder.resolve("gone.png"), 1, 1, BUDGET_BYTES))
                .isEqualTo(new Thumbnail("", "the image is no longer there"));
        assertThat(Thumbnail.of(folder, 1, 1, BUDGET_BYTES).missing())
                .isEqualTo("the image is no longer there");
        assertThat(Thumbnail.of(text, 1, 1, BUDGET_BYTES).missing())
                .isEqualTo("the image can no longer be read");
        assertThat(Thumbnail.of(changed, 50, 60, BUDGET_BYTES).missing())
                .isEqualTo("the image has changed since");
    }

    @Test
    void neverDecodesMoreThanItsBudget() throws IOException {
        Path bomb = Files.write(folder.resolve("bomb.png"), headerOf(30_000, 30_000));
        Path fine = write("png", 1000, 500, BufferedImage.TYPE_BYTE_GRAY);

        assertThat(Thumbnail.of(bomb, 30_000, 30_000, BUDGET_BYTES).missing())
                .isEqualTo("the image is too large to be shown");
        assertThat(Thumbnail.of(fine, 1000, 500, 100_000).missing())
                .isEqualTo("the image is too large to be shown");
    }

    private static BufferedImage decoded(Thumbnail thumbnail) throws IOException {
        assertThat(thumbnail.missing()).isEmpty();
        assertThat(thumbnail.uri()).startsWith("data:image/jpeg;base64,");
        byte[] bytes =
                Base64.getDecoder()
                        .decode(thumbnail.uri().substring(thumbnail.uri().indexOf(',') + 1));
        return ImageIO.read(new ByteArrayInputStream(bytes));
    }

    /** Black on the left, white on the right. */
    private Path write(String format, int width, int height, int type) throws IOException {
        BufferedImage image = new BufferedImage(width, height, type);
        for (int y = 0; y < height; y++) {
            for (int x = width / 2; x < width; x++) {
                image.getRaster().setSample(x, y, 0, 255);
            }
        }
        Path file = folder.resolve("image." + format);
        assertThat(ImageIO.write(image, format, file.toFile())).isTrue();
        return file;
    }

    /** A PNG that claims a size and holds nothing. */
    private static byte[] headerOf(int width, int height) {
        ByteBuffer png = ByteBuffer.allocate(200);
        png.put("\u0089PNG\r\n\u001a\n".getBytes(StandardCharsets.ISO_8859_1));
        ByteBuffer header = ByteBuffer.allocate(13);
        header.putInt(width).putInt(height).put(new byte[] {8, 0, 0, 0, 0});
        chunk(png, "IHDR", header.array());
        chunk(png, "IDAT", new byte[20]);
        chunk(png, "IEND", new byte[0]);
        byte[] bytes = new byte[png.position()];
        png.flip().get(bytes);
        return bytes;
    }

    private static void chunk(ByteBuffer png, String type, byte[] content) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(content);
        png.putInt(content.length).put(name).put(content).putInt((int) crc.getValue());
    }
}
