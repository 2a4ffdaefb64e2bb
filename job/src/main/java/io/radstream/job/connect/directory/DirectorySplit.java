package io.radstream.job.connect.directory;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** The whole folder, with the versions of its files that have been handed on. */
final class DirectorySplit implements SourceSplit {

    private final CountedVersions counted;

    DirectorySplit(CountedVersions counted) {
        this.counted = counted;
    }

    /** The versions that have been handed on. */
    CountedVersions counted() {
        return counted;
    }

    @Override
    public String splitId() {
        return "directory";
    }

    /** Nothing but the versions. */
    static final class Serializer implements SimpleVersionedSerializer<DirectorySplit> {

        @Override
        public int getVersion() {
            return 1;
        }

        @Override
        public byte[] serialize(DirectorySplit split) throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            split.counted.write(new DataOutputStream(bytes));
            return bytes.toByteArray();
        }

        @Override
        public DirectorySplit deserialize(int version, byte[] serialized) throws IOException {
            return new DirectorySplit(
                    CountedVersions.read(
                            new DataInputStream(new ByteArrayInputStream(serialized))));
        }
    }
}
