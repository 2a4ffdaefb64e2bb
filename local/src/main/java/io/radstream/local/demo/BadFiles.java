package io.radstream.local.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Files that a hospital would rather not have sent, each kind once. */
final class BadFiles {

    private static final int LONGEST_STUDY_ID = 64;

    private final Path images;
    private final byte[] jpeg;
    private final List<BadInput> written = new ArrayList<>();

    /**
     * @param images the folder to write to
     * @param jpeg a good image
     */
    BadFiles(Path images, byte[] jpeg) {
        this.images = images;
        this.jpeg = jpeg.clone();
    }

    /** Writes them all. */
    List<BadInput> write() throws IOException {
        keys();
        sidecars();
        images();
        halves();
        return List.copyOf(written);
    }

    private void keys() throws IOException {
        write("bad-layout/notes.txt", "not an image".getBytes(StandardCharsets.UTF_8));
        note("", "a key of unknown layout", "key_unrecognised");
        write("bad/slash/slash.jpg", jpeg);
        note("", "a study_id with a slash", "key_unrecognised");
        String longId = "x".repeat(LONGEST_STUDY_ID + 1);
        write(longId + "/" + longId + ".jpg", jpeg);
        note("", "a study_id of 65 characters", "key_unrecognised");
    }

    private void sidecars() throws IOException {
        sidecar("bad-sidecar-empty", "a sidecar of 0 bytes", new byte[0], "sidecar_malformed");
        sidecar(
                "bad-sidecar-huge",
                "a sidecar of 10 MB",
                filled(10 << 20, ' '),
                "sidecar_malformed");
        sidecar(
                "bad-sidecar-nested",
                "a sidecar of 60,000 nested brackets",
                filled(60_000, '['),
                "sidecar_malformed");
        sidecar(
                "bad-sidecar-twice",
                "a sidecar with a field twice",
                "{\"study_id\":\"bad-sidecar-twice\",\"view\":\"PA\",\"view\":\"AP\"}"
                        .getBytes(StandardCharsets.UTF_8),
                "sidecar_malformed");
        sidecar(
                "bad-sidecar-all-wrong",
                "a sidecar with every field wrong",
                bytes(allWrong()),
                "sidecar_invalid");
        sidecar(
                "bad-sidecar-other-study",
                "a sidecar that names another study",
                bytes(Sidecars.of("another-study", "PA")),
                "sidecar_invalid");
        sidecar(
                "bad-sidecar-future",
                "a sidecar from the far future",
                bytes(
                        Sidecars.of("bad-sidecar-future", "PA")
                                .put(
                                        "timestamp",
                                        Instant.now().plus(3650, ChronoUnit.DAYS).toString())),
                "sidecar_invalid");
    }

    private void images() throws IOException {
        image("bad-image-empty", "an image of 0 bytes", new byte[0], "image_undecodable");
        image(
                "bad-image-truncated",
                "a truncated image",
                Arrays.copyOf(jpeg, jpeg.length / 2),
                "image_undecodable");
        image(
                "bad-image-text",
                "text named .jpg",
                "this is not an image".getBytes(StandardCharsets.UTF_8),
                "image_undecodable");
        image("bad-image-cmyk", "a CMYK image", cmyk(), "image_unsupported");
        image(
                "bad-image-bomb",
                "a PNG that claims 30,000 x 30,000 pixels",
                pngHeader(30_000, 30_000),
                "image_too_large");
        image("odd-image-png-named-jpg", "a PNG named .jpg", greyPng(false), BadInput.RESULT);
        image("odd-image-16-bit", "a PNG of 16 bits", greyPng(true), BadInput.RESULT);
    }

    private void halves() throws IOException {
        write("bad-no-sidecar/bad-no-sidecar.jpg", jpeg);
        note("bad-no-sidecar", "an image without a sidecar", "sidecar_missing");
        write("bad-no-image/bad-no-image.json", bytes(Sidecars.of("bad-no-image", "PA")));
        note("bad-no-image", "a sidecar without an image", "image_missing");
        String gone = "bad-image-gone";
        Path link = folder(gone).resolve(gone + ".jpg");
        Files.createSymbolicLink(link, Path.of("deleted"));
        write(gone + "/" + gone + ".json", bytes(Sidecars.of(gone, "PA")));
        note(gone, "an image that is deleted before it is fetched", "object_gone");
    }

    private void sidecar(String studyId, String what, byte[] content, String end)
            throws IOException {
        write(studyId + "/" + studyId + ".jpg", jpeg);
        write(studyId + "/" + studyId + ".json", content);
        note(studyId, what, end);
    }

    private void image(String studyId, String what, byte[] content, String end) throws IOException {
        write(studyId + "/" + studyId + ".jpg", content);
        write(studyId + "/" + studyId + ".json", bytes(Sidecars.of(studyId, "PA")));
        note(studyId, what, end);
    }

    private void note(String studyId, String what, String end) {
        written.add(new BadInput(studyId, what, end));
    }

    private void write(String key, byte[] content) throws IOException {
        Path file = images.resolve(key);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }

    private Path folder(String studyId) throws IOException {
        return Files.createDirectories(images.resolve(studyId));
    }

    private static byte[] bytes(ObjectNode sidecar) {
        return sidecar.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] filled(int length, char character) {
        byte[] content = new byte[length];
        Arrays.fill(content, (byte) character);
        return content;
    }

    private static ObjectNode allWrong() {
        ObjectNode sidecar = Sidecars.of("bad-sidecar-all-wrong", "PA");
        sidecar.put("study_id", 7).put("view", "UPSIDE-DOWN").put("timestamp", "yesterday");
        sidecar.put("patient_id", true).put("study_date", "20260230").put("modality", 1);
        sidecar.put("body_part", "x".repeat(65)).put("image_size", "large");
        sidecar.put("priority", "asap").put("annotations", "none").put("test_data", "yes");
        return sidecar;
    }

    /** Four bands are written as they are, as cyan, magenta, yellow and black. */
    private static byte[] cmyk() throws IOException {
        WritableRaster raster = Raster.createInterleavedRaster(0, 64, 64, 4, null);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(raster, null, null), null);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private static byte[] greyPng(boolean sixteenBits) throws IOException {
        BufferedImage image =
                new BufferedImage(
                        256,
                        256,
                        sixteenBits
                                ? BufferedImage.TYPE_USHORT_GRAY
                                : BufferedImage.TYPE_BYTE_GRAY);
        int most = sixteenBits ? 65_535 : 255;
        for (int y = 0; y < 256; y++) {
            for (int x = 0; x < 256; x++) {
                image.getRaster().setSample(x, y, 0, most * (x + y) / 510);
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return bytes.toByteArray();
    }

    /** Signature and IHDR chunk, with nothing behind them (W3C PNG, sections 5 and 11.2.1). */
    private static byte[] pngHeader(int width, int height) {
        byte[] signature = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
        byte sixteenBits = 16;
        byte rgb = 2;
        ByteBuffer chunk = ByteBuffer.allocate(17);
        chunk.put("IHDR".getBytes(StandardCharsets.US_ASCII)).putInt(width).putInt(height);
        chunk.put(sixteenBits).put(rgb).put(new byte[3]);
        CRC32 crc = new CRC32();
        crc.update(chunk.array());
        return ByteBuffer.allocate(signature.length + 4 + chunk.capacity() + 4)
                .put(signature)
                .putInt(chunk.capacity() - 4)
                .put(chunk.array())
                .putInt((int) crc.getValue())
                .array();
    }
}
