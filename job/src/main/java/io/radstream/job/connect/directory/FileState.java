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
 * A file at one moment. Another size or another time of modification make another version of it;
 * versions of one file come in the order in which they are found.
 */
final class FileState {

    private final String key;
    private final long modifiedNs;
    private final long sizeBytes;
    private final long order;

    FileState(String key, FileTime modified, long sizeBytes) {
        this(key, modified.to(TimeUnit.NANOSECONDS), sizeBytes, 0);
    }

    private FileState(String key, long modifiedNs, long sizeBytes, long leastOrder) {
        this.key = key;
        this.modifiedNs = modifiedNs;
        this.sizeBytes = sizeBytes;
        this.order = Math.max(leastOrder, modifiedNs);
    }

    static FileState of(String key, BasicFileAttributes attributes) {
        return new FileState(key, attributes.lastModifiedTime(), attributes.size());
    }

    /**
     * The same, found after a version of this order. The time of modification alone would not tell:
     * a copy that keeps the time of its original is older than what it overwrites.
     */
    FileState foundAfter(long olderOrder) {
        return new FileState(key, modifiedNs, sizeBytes, olderOrder + 1);
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

    /** Orders the versions of one file: the time of modification, where that does not go back. */
    long order() {
        return order;
    }

    /** Plays the part of S3's sequencer: tells the order in hex. */
    String sequencer() {
        return String.format(
                Locale.ROOT, "%016X%010X%04X", order, sizeBytes, key.hashCode() & 0xffff);
    }

    /** Tells this file from all others, in 64 bits. */
    long keyFingerprint() {
        return fingerprint(key);
    }

    /** Tells this version from all others, in 64 bits. */
    long fingerprint() {
        return fingerprint(key + '\n' + etag());
    }

    private static long fingerprint(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8))
                .getMostSignificantBits();
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
