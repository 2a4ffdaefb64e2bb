package io.radstream.job.connect.files;

import io.radstream.record.PublishedResult;
import io.radstream.record.Reject;
import io.radstream.result.RejectDocument;
import io.radstream.result.ResultDocument;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.functions.sink.filesystem.OutputFileConfig;
import org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies.OnCheckpointRollingPolicy;

/**
 * The archive of results and the dead letters: gzipped lines of JSON in folders that Hive-style
 * readers know as partitions. A file appears, whole, when the checkpoint that it belongs to is
 * complete: each record once.
 */
public final class FileSinks {

    private static final String ENDING = ".jsonl.gz";

    private FileSinks() {}

    /** {@code dt=yyyy-MM-dd/hour=HH/} by the time a result was stored, UTC. */
    public static FileSink<PublishedResult> archive(Path folder, ResultDocument document) {
        return sink(
                folder,
                "result",
                published -> document.bytes(published.getResult()),
                published -> format("'dt='uuuu-MM-dd'/hour='HH", published.getStoredAt()));
    }

    /** {@code reason={code}/dt=yyyy-MM-dd/} by the time of the reject, UTC. */
    public static FileSink<Reject> rejects(Path folder) {
        return sink(
                folder,
                "reject",
                RejectDocument::bytes,
                reject ->
                        "reason=" + reject.getCode() + format("'/dt='uuuu-MM-dd", reject.getAt()));
    }

    private static <T> FileSink<T> sink(
            Path folder,
            String prefix,
            JsonLinesWriter.Line<T> line,
            Partitions.Partition<T> partition) {
        return FileSink.<T>forBulkFormat(folder, out -> new JsonLinesWriter<>(out, line))
                .withBucketAssigner(new Partitions<>(partition))
                .withRollingPolicy(OnCheckpointRollingPolicy.build())
                .withOutputFileConfig(
                        OutputFileConfig.builder()
                                .withPartPrefix(prefix)
                                .withPartSuffix(ENDING)
                                .build())
                .build();
    }

    private static String format(String pattern, Instant at) {
        return DateTimeFormatter.ofPattern(pattern).withZone(ZoneOffset.UTC).format(at);
    }
}
