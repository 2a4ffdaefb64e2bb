package io.radstream.job.connect.iceberg.maintenance;

import io.airlift.slice.Slices;
import io.airlift.slice.XxHash64;
import java.util.Arrays;

/**
 * The paths of files, in eight bytes each, so that a table of millions of files fits into a small
 * heap. Two paths of the same hash count as one: a file may be taken for known that is not, which
 * keeps an orphan, but never the other way round.
 */
final class PathSet {

    private static final int FIRST_CAPACITY = 1024;

    private long[] hashes = new long[FIRST_CAPACITY];
    private int size;
    private boolean sorted = true;

    void add(String location) {
        if (size == hashes.length) {
            sort();
            if (size > hashes.length / 2) {
                hashes = Arrays.copyOf(hashes, Math.multiplyExact(hashes.length, 2));
            }
        }
        hashes[size++] = hash(location);
        sorted = false;
    }

    boolean contains(String location) {
        if (!sorted) {
            sort();
        }
        return Arrays.binarySearch(hashes, 0, size, hash(location)) >= 0;
    }

    int size() {
        sort();
        return size;
    }

    private void sort() {
        Arrays.sort(hashes, 0, size);
        int distinct = 0;
        for (int i = 0; i < size; i++) {
            if (i == 0 || hashes[i] != hashes[i - 1]) {
                hashes[distinct++] = hashes[i];
            }
        }
        size = distinct;
        sorted = true;
    }

    private static long hash(String location) {
        return XxHash64.hash(Slices.utf8Slice(path(location)));
    }

    /**
     * Without scheme and host: the same file is {@code s3://b/k} to one and {@code s3a://b/k} to
     * another, or {@code file:/f} and {@code file:///f}.
     */
    static String path(String location) {
        int colon = location.indexOf(':');
        int slash = location.indexOf('/');
        if (colon < 0 || slash < colon) {
            return location;
        }
        String rest = location.substring(colon + 1);
        if (!rest.startsWith("//")) {
            return rest;
        }
        int path = rest.indexOf('/', 2);
        return path < 0 ? "" : rest.substring(path);
    }
}
