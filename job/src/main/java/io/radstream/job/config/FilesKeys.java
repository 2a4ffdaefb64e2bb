package io.radstream.job.config;

import static io.radstream.job.config.ValueTypes.text;

/** Files that Flink writes. */
public final class FilesKeys {

    private static final String NAME = "files";
    private static final String PLUGIN = "Managed Flink brings the S3 file system";

    public static final Key<String> ARCHIVE =
            Key.of(
                            NAME,
                            "archive",
                            folder(),
                            "The folder of the result archive. Where it is not given:"
                                    + " `s3://{s3.results-bucket}/archive`.")
                    .noteOnManagedFlink(PLUGIN);

    public static final Key<String> REJECTS =
            Key.of(
                            NAME,
                            "rejects",
                            folder(),
                            "The folder of the dead letters. Where it is not given:"
                                    + " `s3://{s3.results-bucket}/rejects`.")
                    .noteOnManagedFlink(PLUGIN);

    static final Group GROUP =
            Group.of(
                    NAME,
                    "Archive and rejects, through a file system of Flink's: for `s3://` its plugin"
                            + " `flink-s3-fs-hadoop`, which has settings of its own.",
                    ARCHIVE,
                    REJECTS);

    private FilesKeys() {}

    private static ValueType<String> folder() {
        return text("s3://bucket/folder or file:///folder", "(s3://[^/\\s]+|file://)/\\S+");
    }
}
