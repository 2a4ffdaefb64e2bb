package io.radstream.job.connect.directory;

import io.radstream.record.RawEvent;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * A folder, as if it were a bucket whose events come through EventBridge and Kinesis: an envelope
 * for every file, and one more whenever a file is overwritten. To be read by one subtask. Its
 * position is checkpointed.
 */
public final class DirectorySource
        implements Source<RawEvent, DirectorySplit, Boolean>, ResultTypeQueryable<RawEvent> {

    private static final long serialVersionUID = 1L;

    private final String root;
    private final String bucket;
    private final EndOfRun once;
    private final Instant runBegan;
    private final double eventsPerSecond;
    private final Clock clock;

    /**
     * A source over this folder.
     *
     * @param root the folder of {@code {study_id}/…}; its keys begin with {@code images/}
     * @param bucket the bucket's name in the envelopes
     * @param once where it is to end: when all files that are there have been emitted, and all that
     *     came of them has ended
     * @param runBegan when the run began that this is a part of, however often it was resumed:
     *     files that were there before land on its day
     * @param eventsPerSecond the most events a second; 0 for as many as there are
     * @param clock serializable
     */
    public DirectorySource(
            Path root,
            String bucket,
            Optional<EndOfRun> once,
            Instant runBegan,
            double eventsPerSecond,
            Clock clock) {
        this.root = root.toString();
        this.bucket = bucket;
        this.once = once.orElse(null);
        this.runBegan = runBegan;
        this.eventsPerSecond = eventsPerSecond;
        this.clock = clock;
    }

    @Override
    public Boundedness getBoundedness() {
        return once != null ? Boundedness.BOUNDED : Boundedness.CONTINUOUS_UNBOUNDED;
    }

    @Override
    public SourceReader<RawEvent, DirectorySplit> createReader(SourceReaderContext context) {
        return new DirectoryReader(
                new DirectoryScan(Path.of(root)),
                new DirectoryEvents(bucket, runBegan),
                Optional.ofNullable(once),
                eventsPerSecond,
                clock);
    }

    @Override
    public SplitEnumerator<DirectorySplit, Boolean> createEnumerator(
            SplitEnumeratorContext<DirectorySplit> context) {
        return new DirectoryEnumerator(context, false);
    }

    @Override
    public SplitEnumerator<DirectorySplit, Boolean> restoreEnumerator(
            SplitEnumeratorContext<DirectorySplit> context, Boolean assigned) {
        return new DirectoryEnumerator(context, assigned);
    }

    @Override
    public SimpleVersionedSerializer<DirectorySplit> getSplitSerializer() {
        return new DirectorySplit.Serializer();
    }

    @Override
    public SimpleVersionedSerializer<Boolean> getEnumeratorCheckpointSerializer() {
        return new DirectoryEnumerator.StateSerializer();
    }

    @Override
    public TypeInformation<RawEvent> getProducedType() {
        return TypeInformation.of(RawEvent.class);
    }
}
