package io.radstream.bench;

import io.radstream.record.ObjectRef;
import io.radstream.storage.ObjectStore;
import io.radstream.storage.ObjectStores;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import javax.imageio.ImageIO;

/** A bucket that answers at once: the same tiny image for all, and sidecars made from the key. */
final class BenchBucket implements ObjectStore {

    private static final int SIDE = 16;

    private final byte[] image = png();

    private BenchBucket() {}

    static ObjectStores stores() {
        return onRetry -> new BenchBucket();
    }

    @Override
    public CompletableFuture<byte[]> get(ObjectRef object, long maxBytes) {
        return CompletableFuture.completedFuture(
                object.getKey().endsWith(".json") ? sidecar(object.getKey()) : image);
    }

    @Override
    public CompletableFuture<Void> put(String key, byte[] content) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void close() {}

    private static byte[] sidecar(String key) {
        String studyId = key.substring(key.lastIndexOf('/') + 1, key.lastIndexOf('.'));
        String json =
                String.format(
                        "{\"study_id\":\"%s\",\"view\":\"PA\",\"timestamp\":\"2026-03-04T05:06:07Z\","
                                + "\"patient_id\":\"P-%s\",\"modality\":\"X-RAY\",\"body_part\":\"CHEST\"}",
                        studyId, studyId);
        return json.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] png() {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY), "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return png.toByteArray();
    }
}
