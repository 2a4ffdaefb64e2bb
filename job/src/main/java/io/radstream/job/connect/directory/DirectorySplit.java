package io.radstream.job.connect.directory;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** The whole folder, with the versions of its files that have been handed on. */
final class DirectorySplit implements SourceSplit {

    private final Set<Long> seen;

    DirectorySplit(Set<Long> seen) {
        this.seen = seen;
    }

    /** Fingerprints of the versions that have been handed on. */
    Set<Long> seen() {
        return seen;
    }

    @Override
    public String splitId() {
        return "directory";
    }

    /** A count, and so many fingerprints: eight bytes a file. */
    static final class Serializer implements SimpleVersionedSerializer<DirectorySplit> {

        @Override
        public int getVersion() {
            return 1;
        }

        @Override
        public byte[] serialize(DirectorySplit split) throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(bytes);
            out.writeInt(split.seen.size());
            for (long fingerprint : split.seen) {
                out.writeLong(fingerprint);
            }
            return bytes.toByteArray();
        }

        @Override
        public DirectorySplit deserialize(int version, byte[] serialized) throws IOException {
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(serialized));
            int count = in.readInt();
            Set<Long> seen = new HashSet<>();
            for (int i = 0; i < count; i++) {
                seen.add(in.readLong());
            }
            return new DirectorySplit(seen);
        }
    }
}
