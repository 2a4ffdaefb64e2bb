package io.radstream.job.connect.directory;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** Gives the one split, the folder, to the one reader. */
final class DirectoryEnumerator implements SplitEnumerator<DirectorySplit, Boolean> {

    private final SplitEnumeratorContext<DirectorySplit> context;
    private final Deque<DirectorySplit> unassigned = new ArrayDeque<>();

    /**
     * @param assigned whether a reader has the split already, and brings it back with its own state
     */
    DirectoryEnumerator(SplitEnumeratorContext<DirectorySplit> context, boolean assigned) {
        this.context = context;
        if (!assigned) {
            unassigned.add(new DirectorySplit(new CountedVersions()));
        }
    }

    @Override
    public void start() {}

    @Override
    public void handleSplitRequest(int subtask, String host) {}

    @Override
    public void addSplitsBack(List<DirectorySplit> splits, int subtask) {
        unassigned.addAll(splits);
        if (context.registeredReaders().containsKey(subtask)) {
            addReader(subtask);
        }
    }

    @Override
    public void addReader(int subtask) {
        while (!unassigned.isEmpty()) {
            context.assignSplit(unassigned.poll(), subtask);
        }
    }

    @Override
    public Boolean snapshotState(long checkpointId) {
        return unassigned.isEmpty();
    }

    @Override
    public void close() throws IOException {}

    /** One byte. */
    static final class StateSerializer implements SimpleVersionedSerializer<Boolean> {

        @Override
        public int getVersion() {
            return 1;
        }

        @Override
        public byte[] serialize(Boolean assigned) {
            return new byte[] {(byte) (assigned ? 1 : 0)};
        }

        @Override
        public Boolean deserialize(int version, byte[] serialized) {
            return serialized[0] == 1;
        }
    }
}
