package io.radstream.job.cloud;

import io.radstream.inference.triton.TritonClients;
import io.radstream.job.PipelineSettings;
import io.radstream.job.config.FilesKeys;
import io.radstream.job.config.Key;
import io.radstream.job.config.ModelsKeys;
import io.radstream.job.config.PhiKeys;
import io.radstream.job.config.S3Keys;
import io.radstream.job.config.Settings;
import io.radstream.job.config.SourceKeys;
import io.radstream.job.config.TablesKeys;
import io.radstream.job.connect.iceberg.Arms;
import io.radstream.job.connect.iceberg.CatalogSettings;
import io.radstream.job.connect.kinesis.KinesisSettings;
import io.radstream.job.connect.s3.S3ObjectStores;
import io.radstream.job.connect.s3.S3Settings;
import io.radstream.sidecar.PseudonymKeys;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The settings in the terms of those who use them. */
final class CloudSettings {

    private final List<String> notes = new ArrayList<>();
    private KinesisSettings source;
    private boolean acceptGap;
    private String imagesBucket;
    private String resultsBucket;
    private S3Settings s3;
    private S3ObjectStores images;
    private S3ObjectStores results;
    private String archive;
    private String rejects;
    private CatalogSettings catalog;
    private Culprits catalogCulprits;
    private String warehouse;
    private S3Settings tableFiles;
    private boolean createsTables;
    private Arms arms;
    private String modelTarget;
    private Duration modelDeadline;
    private TritonClients models;
    private PseudonymKeys keys;
    private PipelineSettings pipeline;

    private CloudSettings() {}

    /**
     * Maps all settings.
     *
     * @param environment of this process
     * @param version of RadStream
     * @throws io.radstream.job.config.StartRefusedException with everything that is wrong
     */
    static CloudSettings of(Settings settings, Map<String, String> environment, String version) {
        CloudSettings cloud = new CloudSettings();
        attempt(settings, SourceKeys.START_AT, () -> cloud.mapSource(settings, environment));
        attempt(settings, S3Keys.RESULTS_BUCKET, () -> cloud.mapStore(settings, environment));
        attempt(settings, FilesKeys.ARCHIVE, () -> cloud.mapFiles(settings));
        attempt(settings, TablesKeys.KIND, () -> cloud.mapTables(settings, environment));
        attempt(settings, ModelsKeys.TARGET, () -> cloud.mapModels(settings));
        attempt(settings, PhiKeys.KEY, () -> cloud.keys = PhiMapping.of(settings, environment));
        attempt(
                settings,
                PhiKeys.ALLOWED_FIELDS,
                () -> cloud.pipeline = PipelineMapping.of(settings, version));
        settings.mistakes().refuseIfAny();
        return cloud;
    }

    private static void attempt(Settings settings, Key<?> blamed, Runnable mapping) {
        settings.mistakes()
                .attempt(
                        blamed,
                        () -> {
                            mapping.run();
                            return blamed;
                        });
    }

    private void mapSource(Settings settings, Map<String, String> environment) {
        acceptGap = settings.get(SourceKeys.ACCEPT_GAP);
        source = SourceMapping.of(settings, environment);
    }

    private void mapStore(Settings settings, Map<String, String> environment) {
        imagesBucket = settings.get(S3Keys.IMAGES_BUCKET);
        resultsBucket = settings.get(S3Keys.RESULTS_BUCKET);
        s3 = StoreMapping.images(settings, environment);
        StoreMapping.note(settings).ifPresent(notes::add);
        images = new S3ObjectStores(s3, imagesBucket);
        results = new S3ObjectStores(StoreMapping.results(settings, environment), resultsBucket);
    }

    private void mapFiles(Settings settings) {
        archive = folder(settings.find(FilesKeys.ARCHIVE).orElse(null), settings, "archive");
        rejects = folder(settings.find(FilesKeys.REJECTS).orElse(null), settings, "rejects");
    }

    private static String folder(String given, Settings settings, String name) {
        return given != null ? given : "s3://" + settings.get(S3Keys.RESULTS_BUCKET) + "/" + name;
    }

    private void mapTables(Settings settings, Map<String, String> environment) {
        createsTables = settings.get(TablesKeys.CREATE);
        arms = TableMapping.arms(settings);
        catalog = TableMapping.catalog(settings, environment);
        catalogCulprits = TableMapping.culprits(settings);
        warehouse = settings.find(TablesKeys.WAREHOUSE).orElse("");
        tableFiles = StoreMapping.tableFiles(settings, environment);
    }

    private void mapModels(Settings settings) {
        modelTarget = settings.get(ModelsKeys.TARGET);
        modelDeadline = settings.get(ModelsKeys.DEADLINE);
        models = new TritonClients(modelTarget, modelDeadline, settings.get(ModelsKeys.ATTEMPTS));
    }

    KinesisSettings source() {
        return source;
    }

    boolean acceptGap() {
        return acceptGap;
    }

    String imagesBucket() {
        return imagesBucket;
    }

    String resultsBucket() {
        return resultsBucket;
    }

    /** One line each: what works, and is hardly meant. */
    List<String> notes() {
        return notes;
    }

    S3Settings s3() {
        return s3;
    }

    S3ObjectStores images() {
        return images;
    }

    S3ObjectStores results() {
        return results;
    }

    String archive() {
        return archive;
    }

    String rejects() {
        return rejects;
    }

    CatalogSettings catalog() {
        return catalog;
    }

    /** What is at fault where the catalog, or a table in it, is not as expected. */
    Culprits catalogCulprits() {
        return catalogCulprits;
    }

    /** Where the tables' files go; a REST catalog may give it a name instead. */
    String warehouse() {
        return warehouse;
    }

    /** How the warehouse's bucket is reached. */
    S3Settings tableFiles() {
        return tableFiles;
    }

    boolean createsTables() {
        return createsTables;
    }

    Arms arms() {
        return arms;
    }

    String modelTarget() {
        return modelTarget;
    }

    Duration modelDeadline() {
        return modelDeadline;
    }

    TritonClients models() {
        return models;
    }

    PseudonymKeys keys() {
        return keys;
    }

    PipelineSettings pipeline() {
        return pipeline;
    }
}
