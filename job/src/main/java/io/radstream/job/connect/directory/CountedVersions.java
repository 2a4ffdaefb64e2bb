package io.radstream.job.connect.directory;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The version of each file that has counted, in 24 bytes a file. Names are kept as fingerprints.
 */
final class CountedVersions {

    private final Map<Long, Version> byFile;

    CountedVersions() {
        this(new HashMap<>());
    }

    private CountedVersions(Map<Long, Version> byFile) {
        this.byFile = byFile;
    }

    private static final class Version {

        private final long fingerprint;
        private final long order;

        Version(long fingerprint, long order) {
            this.fingerprint = fingerprint;
            this.order = order;
        }
    }

    CountedVersions copy() {
        return new CountedVersions(new HashMap<>(byFile));
    }

    boolean contains(FileState file) {
        Version version = byFile.get(file.keyFingerprint());
        return version != null && version.fingerprint == file.fingerprint();
    }

    /** The file as a version that is newer than the one that has counted, where one has. */
    FileState inOrder(FileState file) {
        Version older = byFile.get(file.keyFingerprint());
        return older == null ? file : file.foundAfter(older.order);
    }

    void add(FileState file) {
        byFile.put(file.keyFingerprint(), new Version(file.fingerprint(), file.order()));
    }

    /**
     * Forgets all files but these.
     *
     * @param files their fingerprints
     */
    void retain(Set<Long> files) {
        byFile.keySet().retainAll(files);
    }

    int size() {
        return byFile.size();
    }

    void write(DataOutputStream out) throws IOException {
        out.writeInt(byFile.size());
        for (Map.Entry<Long, Version> entry : byFile.entrySet()) {
            out.writeLong(entry.getKey());
            out.writeLong(entry.getValue().fingerprint);
            out.writeLong(entry.getValue().order);
        }
    }

    static CountedVersions read(DataInputStream in) throws IOException {
        int count = in.readInt();
        Map<Long, Version> byFile = new HashMap<>();
        for (int i = 0; i < count; i++) {
            byFile.put(in.readLong(), new Version(in.readLong(), in.readLong()));
        }
        return new CountedVersions(byFile);
    }
}
