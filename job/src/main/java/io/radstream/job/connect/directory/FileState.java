package io.radstream.job.connect.directory;

import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * A file at one moment. Another size or another time of modification make another version of it.
 */
final class FileState {

    private final String key;
    private final long modifiedNs;
    private final long sizeBytes;

    FileState(String key, FileTime modified, long sizeBytes) {
        this.key = key;
        this.modifiedNs = modified.to(TimeUnit.NANOSECONDS);
        this.sizeBytes = sizeBytes;
    }

    static FileState of(String key, BasicFileAttributes attributes) {
        return new FileState(key, attributes.lastModifiedTime(), attributes.size());
    }

    /** The object key, from {@code images/} on. */
    String key() {
        return key;
    }

    long sizeBytes() {
        return sizeBytes;
    }

    Instant modified() {
        return Instant.EPOCH.plusNanos(modifiedNs);
    }

    /** Plays the part of S3's entity tag: pins a fetch to this version. */
    String etag() {
        return String.format(Locale.ROOT, "%016x-%x", modifiedNs, sizeBytes);
    }

    /**
     * Plays the part of S3's sequencer: orders the versions of one file by the time of their
     * modification.
     */
    String sequencer() {
        return String.format(
                Locale.ROOT, "%016X%010X%04X", modifiedNs, sizeBytes, key.hashCode() & 0xffff);
    }

    /** Tells this version from all others, in 64 bits. */
    long fingerprint() {
        byte[] name = (key + '\n' + etag()).getBytes(StandardCharsets.UTF_8);
        return UUID.nameUUIDFromBytes(name).getMostSignificantBits();
    }

    @Override
    public boolean equals(Object other) {
        if (!(other instanceof FileState)) {
            return false;
        }
        FileState that = (FileState) other;
        return key.equals(that.key) && modifiedNs == that.modifiedNs && sizeBytes == that.sizeBytes;
    }

    @Override
    public int hashCode() {
        return Objects.hash(key, modifiedNs, sizeBytes);
    }
}
