package io.radstream.job.cloud;

import io.radstream.job.config.Mistakes;
import io.radstream.job.config.PipelineKeys;
import io.radstream.job.config.S3Keys;
import io.radstream.job.config.Settings;
import io.radstream.job.config.TablesKeys;
import io.radstream.job.connect.s3.S3Checksums;
import io.radstream.job.connect.s3.S3Credentials;
import io.radstream.job.connect.s3.S3Encryption;
import io.radstream.job.connect.s3.S3Settings;
import java.util.Map;
import java.util.Optional;

/** How objects are read and written. */
final class StoreMapping {

    private StoreMapping() {}

    /**
     * For reading.
     *
     * @throws io.radstream.job.config.StartRefusedException where the settings contradict each
     *     other
     */
    static S3Settings images(Settings settings, Map<String, String> environment) {
        return signed(
                any(settings, environment)
                        .withEndpoint(settings.find(S3Keys.ENDPOINT).orElse(null))
                        .withPathStyle(settings.get(S3Keys.PATH_STYLE)),
                Emulator.isMeant(settings, S3Keys.ENDPOINT));
    }

    /** For a look at the bucket of the tables' files, which Iceberg alone reads and writes. */
    static S3Settings tableFiles(Settings settings, Map<String, String> environment) {
        return signed(
                any(settings, environment)
                        .withEndpoint(settings.find(TablesKeys.S3_ENDPOINT).orElse(null))
                        .withPathStyle(settings.get(TablesKeys.S3_PATH_STYLE)),
                Emulator.isMeant(settings));
    }

    /** Each study in inference reads one object at a time. */
    private static int connections(Settings settings) {
        return settings.find(S3Keys.MAX_CONNECTIONS)
                .orElse(
                        Math.max(
                                S3Settings.DEFAULT_CONNECTIONS,
                                settings.get(PipelineKeys.STUDIES_IN_FLIGHT)));
    }

    /** What is worth a warning: studies that are let into inference, and cannot read. */
    static Optional<String> note(Settings settings) {
        int studies = settings.get(PipelineKeys.STUDIES_IN_FLIGHT);
        int connections = connections(settings);
        return connections >= studies
                ? Optional.empty()
                : Optional.of(
                        S3Keys.MAX_CONNECTIONS
                                + ": expected at least "
                                + studies
                                + ", as "
                                + PipelineKeys.STUDIES_IN_FLIGHT
                                + " has it, came "
                                + connections
                                + ": studies in inference wait for each other's connections; leave"
                                + " it out, or lower the other");
    }

    private static S3Settings any(Settings settings, Map<String, String> environment) {
        return timed(settings)
                .withRegion(RegionMapping.of(settings, environment).orElse(null))
                .withMaxConnections(connections(settings))
                .withGiveUpWritingAfter(settings.get(S3Keys.GIVE_UP_WRITING_AFTER))
                .withChecksums(S3Checksums.valueOf(settings.get(S3Keys.CHECKSUMS).name()));
    }

    private static S3Settings timed(Settings settings) {
        return Mistakes.blaming(
                S3Keys.CONNECT_TIMEOUT,
                () ->
                        S3Settings.defaults()
                                .withTimeouts(
                                        settings.get(S3Keys.CONNECT_TIMEOUT),
                                        settings.get(S3Keys.READ_TIMEOUT),
                                        settings.get(S3Keys.ATTEMPT_TIMEOUT),
                                        settings.get(S3Keys.CALL_TIMEOUT)));
    }

    private static S3Settings signed(S3Settings s3, boolean byEmulator) {
        return byEmulator
                ? s3.withCredentials(S3Credentials.ofEmulator(Emulator.KEY, Emulator.KEY))
                : s3;
    }

    /** The same, for writing. */
    static S3Settings results(Settings settings, Map<String, String> environment) {
        S3Encryption encryption =
                settings.find(S3Keys.KMS_KEY)
                        .map(key -> S3Encryption.kms(key, settings.get(S3Keys.KMS_BUCKET_KEY)))
                        .orElse(S3Encryption.ofBucket());
        S3Settings s3 = images(settings, environment).withEncryption(encryption);
        return Mistakes.blaming(
                S3Keys.STORAGE_CLASS,
                () -> s3.withStorageClass(settings.find(S3Keys.STORAGE_CLASS).orElse(null)));
    }
}
