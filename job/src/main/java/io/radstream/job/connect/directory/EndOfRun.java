package io.radstream.job.connect.directory;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * How a source that reads its folder once learns that all it has read has ended, so that it ends no
 * sooner. Flink makes no checkpoint while an async step waits at the end of its input: had the
 * source ended with studies still waiting, none would be made until the last of them has its
 * result, nothing would show until then, and a kill would cost all of it.
 *
 * <p>The source sends the last watermark instead, which passes an async step behind everything that
 * waits there, and leaves checkpoints alone. Once it has come behind the last step, and a
 * checkpoint behind it is complete, a file is made, for which the source looks. The checkpoint is
 * for the tables: rows that Iceberg's sink commits at the very end of its input, and not with a
 * checkpoint before it, are lost where the process dies between the last checkpoint and their
 * commit. So the file is never to be found too early: the source removes one that an earlier
 * attempt has made before it reads anything.
 */
public final class EndOfRun implements Serializable {

    private static final long serialVersionUID = 1L;

    private final String file;

    /**
     * Needs a place that source and sinks share.
     *
     * @param file made when all has ended; its folder must exist then
     */
    public EndOfRun(Path file) {
        this.file = file.toString();
    }

    /**
     * Watches the results of a run that is about to begin. Also of one that is not to end: a
     * checkpoint of the one must fit the other.
     */
    public void watch(DataStream<?> results, String uid) {
        begin();
        addTo(results, uid);
    }

    /** Forgets an end that has come before, of another run or of an attempt that has failed. */
    void begin() {
        try {
            Files.deleteIfExists(Path.of(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean hasCome() {
        return Files.exists(Path.of(file));
    }

    private <T> void addTo(DataStream<T> results, String uid) {
        results.transform("end of run", Types.VOID, new LastWatermark<T>(file))
                .uid(uid)
                .setParallelism(1);
    }

    /** Makes the file behind the last watermark; what comes before it passes by. */
    static final class LastWatermark<T> extends AbstractStreamOperator<Void>
            implements OneInputStreamOperator<T, Void> {

        private static final long serialVersionUID = 1L;
        private static final long NONE = Long.MAX_VALUE;

        private final String file;
        private transient boolean behindAll;
        private transient long firstBehindAll;

        LastWatermark(String file) {
            this.file = file;
        }

        @Override
        public void open() throws Exception {
            super.open();
            firstBehindAll = NONE;
        }

        @Override
        public void processElement(StreamRecord<T> result) {}

        @Override
        public void processWatermark(Watermark watermark) throws Exception {
            super.processWatermark(watermark);
            behindAll = watermark.equals(Watermark.MAX_WATERMARK);
        }

        @Override
        public void snapshotState(StateSnapshotContext context) {
            if (behindAll) {
                firstBehindAll = Math.min(firstBehindAll, context.getCheckpointId());
            }
        }

        @Override
        public void notifyCheckpointComplete(long checkpointId) throws Exception {
            super.notifyCheckpointComplete(checkpointId);
            if (checkpointId >= firstBehindAll) {
                Files.write(Path.of(file), new byte[0]);
            }
        }
    }
}
