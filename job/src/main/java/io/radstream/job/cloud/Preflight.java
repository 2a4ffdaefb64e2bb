package io.radstream.job.cloud;

import io.radstream.inference.triton.ModelServerPreflight;
import io.radstream.job.connect.iceberg.Explanation;
import io.radstream.job.connect.iceberg.IcebergTables;
import io.radstream.job.connect.iceberg.Tables;
import io.radstream.job.connect.kinesis.KinesisPreflight;
import io.radstream.job.connect.s3.S3Preflight;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.UnsupportedFileSystemSchemeException;

/**
 * Looks at everything that the job will need, before it is submitted: a job that could never work
 * would restart for ever, and tell of it in logs alone.
 */
final class Preflight {

    private static final Pattern BUCKET = Pattern.compile("s3[an]?://([^/]+)");

    private static final String ADVICE_TO_CREATE =
            "; have io.radstream.job.RadStreamTables create run, or set tables.create";

    private final CloudSettings settings;
    private final Clock clock;
    private final Set<String> problems = new LinkedHashSet<>();
    private final List<String> notes = new ArrayList<>();

    private Preflight(CloudSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** Looks once; takes as long as the slowest of those that do not answer. Changes nothing. */
    static Preflight of(CloudSettings settings, Clock clock) {
        Preflight preflight = new Preflight(settings, clock);
        preflight.lookAtStream();
        preflight.lookAtBuckets();
        preflight.lookAtFolder("files.archive", settings.archive());
        preflight.lookAtFolder("files.rejects", settings.rejects());
        preflight.lookAtTables();
        preflight.lookAtKey();
        preflight.lookAtModels();
        return preflight;
    }

    /** One line each: what will not mend itself. */
    List<String> problems() {
        return List.copyOf(problems);
    }

    /** One line each: what the job will wait for. */
    List<String> notes() {
        return notes;
    }

    private void lookAtStream() {
        problems.addAll(
                new KinesisPreflight(settings.source(), clock)
                        .problems(
                                settings.pipeline().stateTtl(),
                                settings.pipeline().orphanPatience()));
    }

    private void lookAtBuckets() {
        Set<String> buckets =
                new TreeSet<>(List.of(settings.imagesBucket(), settings.resultsBucket()));
        bucketOf(settings.archive()).ifPresent(buckets::add);
        bucketOf(settings.rejects()).ifPresent(buckets::add);
        problems.addAll(S3Preflight.problems(settings.s3(), buckets));
        bucketOf(settings.warehouse())
                .filter(bucket -> !buckets.contains(bucket))
                .map(bucket -> S3Preflight.problems(settings.tableFiles(), Set.of(bucket)))
                .ifPresent(problems::addAll);
    }

    private static Optional<String> bucketOf(String location) {
        Matcher bucket = BUCKET.matcher(location);
        return bucket.lookingAt() ? Optional.of(bucket.group(1)) : Optional.empty();
    }

    /** Opens the file system as the sink will, which connects to nothing. */
    private void lookAtFolder(String key, String folder) {
        try {
            new Path(folder).getFileSystem();
        } catch (UnsupportedFileSystemSchemeException e) {
            problems.add(
                    key
                            + ": expected a folder that Flink can open, came "
                            + folder
                            + ": for s3:// put flink-s3-fs-hadoop's jar into Flink's folder"
                            + " plugins/s3-fs-hadoop");
        } catch (IOException | RuntimeException e) {
            problems.add(
                    key
                            + ": expected a folder that Flink can open, came "
                            + folder
                            + ": "
                            + Explanation.of(e));
        }
    }

    private void lookAtTables() {
        boolean complete = !settings.createsTables();
        for (String problem :
                new IcebergTables(settings.catalog().loader())
                        .problems(new Tables(settings.arms()), complete)) {
            problems.add(
                    "tables in "
                            + settings.catalog()
                            + ": "
                            + problem
                            + (complete ? ADVICE_TO_CREATE : ""));
        }
    }

    private void lookAtKey() {
        try {
            settings.keys().read();
        } catch (IllegalArgumentException | IllegalStateException e) {
            problems.add("pseudonym key in " + settings.keys() + ": " + e.getMessage());
        }
    }

    private void lookAtModels() {
        ModelServerPreflight models =
                ModelServerPreflight.of(
                        settings.modelTarget(),
                        settings.modelDeadline(),
                        settings.pipeline().modelNames().all());
        problems.addAll(models.problems());
        models.away()
                .ifPresent(
                        reason ->
                                notes.add(
                                        "the model server "
                                                + settings.modelTarget()
                                                + " is away ("
                                                + reason
                                                + "): the job starts, studies wait for it and none is"
                                                + " rejected"));
    }
}
