package io.radstream.local.phantom;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferUShort;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** A phantom as the files of a study: its image and its sidecar. */
public final class PhantomFiles {

    private static final float JPEG_QUALITY = 0.92f;

    private PhantomFiles() {}

    /**
     * Writes {@code DIR/{study_id}/{study_id}.jpg} or {@code .png}, and {@code .json} beside it.
     *
     * @param studyId 1 to 64 of A-Z a-z 0-9 - _
     * @return the image
     */
    public static Path write(Path directory, String studyId, Phantom phantom) throws IOException {
        if (!studyId.matches("[A-Za-z0-9_-]{1,64}")) {
            throw new IllegalArgumentException(
                    "expected a study_id of 1 to 64 of A-Z a-z 0-9 - _, came " + studyId);
        }
        Path folder = Files.createDirectories(directory.resolve(studyId));
        Path image = folder.resolve(studyId + '.' + phantom.format().extension());
        Files.write(image, encode(phantom));
        Files.writeString(folder.resolve(studyId + ".json"), PhantomSidecar.of(studyId, phantom));
        return image;
    }

    private static byte[] encode(Phantom phantom) throws IOException {
        boolean jpeg = phantom.format() == FileFormat.JPEG;
        BufferedImage picture =
                phantom.format() == FileFormat.PNG_16_BIT
                        ? sixteenBits(phantom)
                        : eightBits(phantom);
        ImageWriter writer = ImageIO.getImageWritersByFormatName(jpeg ? "jpeg" : "png").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam how = writer.getDefaultWriteParam();
            how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            // A PNG's is not its quality but how much time is saved at packing it.
            how.setCompressionQuality(jpeg ? JPEG_QUALITY : 0.8f);
            writer.setOutput(stream);
            writer.write(null, new IIOImage(picture, null, null), how);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private static BufferedImage eightBits(Phantom phantom) {
        int width = phantom.width();
        BufferedImage picture =
                new BufferedImage(width, phantom.height(), BufferedImage.TYPE_BYTE_GRAY);
        byte[] pixels = ((DataBufferByte) picture.getRaster().getDataBuffer()).getData();
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) phantom.grey8(i % width, i / width);
        }
        return picture;
    }

    private static BufferedImage sixteenBits(Phantom phantom) {
        int width = phantom.width();
        BufferedImage picture =
                new BufferedImage(width, phantom.height(), BufferedImage.TYPE_USHORT_GRAY);
        short[] pixels = ((DataBufferUShort) picture.getRaster().getDataBuffer()).getData();
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (short) phantom.grey16(i % width, i / width);
        }
        return picture;
    }
}
