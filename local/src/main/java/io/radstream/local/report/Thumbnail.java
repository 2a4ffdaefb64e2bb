package io.radstream.local.report;

import io.radstream.image.ImageDecoder;
import io.radstream.image.ImageHeader;
import io.radstream.image.Lanczos;
import io.radstream.image.Pixels;
import io.radstream.image.UnreadableImageException;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * A study's image, small, as a data URI; or why there is none.
 *
 * @param uri empty where there is none
 * @param missing why; empty where there is one
 */
record Thumbnail(String uri, String missing) {

    /** The longer side, pixels. */
    static final int SIDE = 320;

    private static final float QUALITY = 0.8f;

    boolean isThere() {
        return !uri.isEmpty();
    }

    private static Thumbnail missing(String why) {
        return new Thumbnail("", why);
    }

    /**
     * Decodes with the job's own decoder: what could be decoded there can be decoded here.
     *
     * @param width of the image that the result is about, pixels
     * @param height of the image that the result is about, pixels
     * @param budgetBytes what reading and decoding may take
     */
    static Thumbnail of(Path file, int width, int height, long budgetBytes) {
        try {
            if (!Files.isRegularFile(file)) {
                return missing("the image is no longer there");
            }
            if (Files.size(file) > budgetBytes / 2) {
                return missing("the image is too large to be shown");
            }
            byte[] content = Files.readAllBytes(file);
            ImageHeader header = ImageHeader.read(content);
            if (header.decodedBytes() > budgetBytes - content.length) {
                return missing("the image is too large to be shown");
            }
            if (header.width() != width || header.height() != height) {
                return missing("the image has changed since");
            }
            return new Thumbnail(uri(small(ImageDecoder.decode(content, header))), "");
        } catch (IOException | UnreadableImageException e) {
            return missing("the image can no longer be read");
        }
    }

    private static Pixels small(Pixels pixels) {
        double scale = (double) SIDE / Math.max(pixels.width(), pixels.height());
        return scale >= 1
                ? pixels
                : Lanczos.resize(
                        pixels,
                        Math.max(1, (int) Math.round(scale * pixels.width())),
                        Math.max(1, (int) Math.round(scale * pixels.height())));
    }

    private static String uri(Pixels pixels) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam parameters = writer.getDefaultWriteParam();
            parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            parameters.setCompressionQuality(QUALITY);
            writer.setOutput(out);
            writer.write(null, new IIOImage(picture(pixels), null, null), parameters);
        } finally {
            writer.dispose();
        }
        return "data:image/jpeg;base64," + Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    private static BufferedImage picture(Pixels pixels) {
        boolean grey = pixels.channels() == 1;
        BufferedImage picture =
                new BufferedImage(
                        pixels.width(),
                        pixels.height(),
                        grey ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_3BYTE_BGR);
        byte[] target = ((DataBufferByte) picture.getRaster().getDataBuffer()).getData();
        byte[] source = pixels.samples();
        if (grey) {
            System.arraycopy(source, 0, target, 0, source.length);
            return picture;
        }
        for (int i = 0; i < source.length; i += 3) {
            target[i] = source[i + 2];
            target[i + 1] = source[i + 1];
            target[i + 2] = source[i];
        }
        return picture;
    }
}
