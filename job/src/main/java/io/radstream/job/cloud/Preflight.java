package io.radstream.job.cloud;

import io.radstream.inference.ModelNames;
import io.radstream.inference.triton.ModelServerPreflight;
import io.radstream.job.config.FilesKeys;
import io.radstream.job.config.Key;
import io.radstream.job.config.ModelsKeys;
import io.radstream.job.config.PhiKeys;
import io.radstream.job.config.S3Keys;
import io.radstream.job.config.SourceKeys;
import io.radstream.job.config.TablesKeys;
import io.radstream.job.connect.Problem;
import io.radstream.job.connect.Problem.Fault;
import io.radstream.job.connect.iceberg.Explanation;
import io.radstream.job.connect.iceberg.IcebergTables;
import io.radstream.job.connect.iceberg.Tables;
import io.radstream.job.connect.kinesis.KinesisPreflight;
import io.radstream.job.connect.s3.S3Preflight;
import io.radstream.job.connect.secrets.UnreadableSecretException;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
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
        preflight.notes.addAll(settings.notes());
        preflight.lookAtStream();
        preflight.lookAtBuckets();
        preflight.lookAtFolder(FilesKeys.ARCHIVE, settings.archive());
        preflight.lookAtFolder(FilesKeys.REJECTS, settings.rejects());
        preflight.lookAtTables();
        preflight.lookAtKey();
        preflight.lookAtModels();
        return preflight;
    }

    /** One line each: what will not mend itself. */
    List<String> problems() {
        return List.copyOf(problems);
    }

    /** One line each: what the job will wait for, and what holds it up. */
    List<String> notes() {
        return notes;
    }

    private void lookAtStream() {
        problems.addAll(
                new Culprits(SourceKeys.STREAM, SourceKeys.ENDPOINT)
                        .lines(
                                new KinesisPreflight(settings.source(), clock)
                                        .problems(
                                                settings.pipeline().stateTtl(),
                                                settings.pipeline().orphanPatience())));
    }

    private void lookAtBuckets() {
        Map<String, Key<?>> named = new TreeMap<>();
        named.put(settings.imagesBucket(), S3Keys.IMAGES_BUCKET);
        named.putIfAbsent(settings.resultsBucket(), S3Keys.RESULTS_BUCKET);
        bucketOf(settings.archive()).ifPresent(name -> named.putIfAbsent(name, FilesKeys.ARCHIVE));
        bucketOf(settings.rejects()).ifPresent(name -> named.putIfAbsent(name, FilesKeys.REJECTS));
        for (Problem problem : S3Preflight.problems(settings.s3(), named.keySet())) {
            Key<?> name = problem.name().<Key<?>>map(named::get).orElse(S3Keys.IMAGES_BUCKET);
            problems.add(new Culprits(name, S3Keys.ENDPOINT).line(problem));
        }
        Culprits ofTables = new Culprits(TablesKeys.WAREHOUSE, TablesKeys.S3_ENDPOINT);
        bucketOf(settings.warehouse())
                .filter(bucket -> !named.containsKey(bucket))
                .map(bucket -> S3Preflight.problems(settings.tableFiles(), Set.of(bucket)))
                .map(ofTables::lines)
                .ifPresent(problems::addAll);
    }

    private static Optional<String> bucketOf(String location) {
        Matcher bucket = BUCKET.matcher(location);
        return bucket.lookingAt() ? Optional.of(bucket.group(1)) : Optional.empty();
    }

    /** Opens the file system as the sink will, which connects to nothing. */
    private void lookAtFolder(Key<?> key, String folder) {
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
        List<Problem> found =
                new IcebergTables(settings.catalog().loader())
                        .problems(new Tables(settings.arms()), !settings.createsTables());
        for (Problem problem : found) {
            problems.add(
                    settings.catalogCulprits().line(problem)
                            + (problem.fault() == Fault.TABLES_EXIST
                                    ? "; have io.radstream.job.RadStreamTables create run, or set"
                                            + " tables.create to true"
                                    : ""));
        }
    }

    private void lookAtKey() {
        try {
            settings.keys().read();
        } catch (IllegalArgumentException | IllegalStateException e) {
            Fault fault =
                    e instanceof UnreadableSecretException
                            ? ((UnreadableSecretException) e).fault()
                            : Fault.NAME;
            String text = "pseudonym key in " + settings.keys() + ": " + e.getMessage();
            problems.add(
                    new Culprits(PhiKeys.KEY, PhiKeys.SECRETS_ENDPOINT)
                            .line(Problem.of(fault, text)));
        }
    }

    private void lookAtModels() {
        String target = settings.modelTarget();
        ModelNames names = settings.pipeline().modelNames();
        ModelServerPreflight models =
                ModelServerPreflight.of(target, settings.modelDeadline(), names.all());
        for (String model : models.missing()) {
            problems.add(
                    keyOf(model, names)
                            + ": expected a model that exists at "
                            + target
                            + ", came "
                            + model
                            + ": load it there, or correct its name");
        }
        if (models.isAnotherServer()) {
            problems.add(
                    ModelsKeys.TARGET
                            + ": expected a server that speaks KServe v2 over gRPC, came "
                            + target
                            + ": is this its HTTP port?");
        }
        models.away()
                .ifPresent(
                        reason ->
                                notes.add(
                                        "the model server "
                                                + target
                                                + " is away ("
                                                + reason
                                                + "): the job starts, studies wait for it and none is"
                                                + " rejected"));
    }

    private static Key<String> keyOf(String model, ModelNames names) {
        if (model.equals(names.classifier())) {
            return ModelsKeys.CLASSIFIER;
        }
        return model.equals(names.detector()) ? ModelsKeys.DETECTOR : ModelsKeys.ENCODER;
    }
}
