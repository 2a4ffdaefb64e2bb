package io.radstream.job.connect.directory;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which files count: those whose size and time of modification have stood still for a while, each
 * version once. Pure: is told what each scan found, and when.
 */
final class DirectoryWatch {

    /** A file that has stood still for so long is taken to be written. */
    static final Duration STANDSTILL = Duration.ofMillis(200);

    private final CountedVersions counted;
    private Map<FileState, Instant> unsettled = new HashMap<>();
    private Instant readUpTo = Instant.EPOCH;

    /**
     * @param counted the versions that have counted already
     */
    DirectoryWatch(CountedVersions counted) {
        this.counted = counted.copy();
    }

    /**
     * Takes in a scan and gives the versions that count now, in its order.
     *
     * @param startedAt when the scan began
     */
    List<FileState> settled(List<FileState> scan, Instant startedAt) {
        Map<FileState, Instant> stillUnsettled = new HashMap<>();
        List<FileState> settled = new ArrayList<>();
        Set<Long> present = new HashSet<>();
        for (FileState file : scan) {
            present.add(file.keyFingerprint());
            if (counted.contains(file)) {
                continue;
            }
            Instant since = unsettled.getOrDefault(file, startedAt);
            boolean old = !file.modified().isAfter(startedAt.minus(STANDSTILL));
            if (old || !since.isAfter(startedAt.minus(STANDSTILL))) {
                settled.add(counted.inOrder(file));
            } else {
                stillUnsettled.put(file, since);
            }
        }
        counted.retain(present);
        unsettled = stillUnsettled;
        readUpTo = unsettled.values().stream().min(Instant::compareTo).orElse(startedAt);
        return settled;
    }

    /** This version has been handed on. */
    void count(FileState file) {
        counted.add(file);
    }

    /** Whether the latest scan found files that may still be being written. */
    boolean isUnsettled() {
        return !unsettled.isEmpty();
    }

    /** What landed before this time has been found. */
    Instant readUpTo() {
        return readUpTo;
    }

    /** The versions that have counted; those whose files are gone are forgotten. */
    CountedVersions counted() {
        return counted.copy();
    }
}
