package io.radstream.job.config;

import static io.radstream.job.config.ValueTypes.text;

/** What the job's rows are compared by. */
public final class ArmsKeys {

    private static final String NAME = "arms";

    public static final Key<String> DEPLOYMENT =
            arm("deployment", "Such as eks or managed-flink.").withDefault("cluster");

    public static final Key<String> STORAGE_CLASS =
            arm("storage-class", "Such as standard or express.").withDefault("standard");

    public static final Key<String> SCALING_MODE =
            arm("scaling-mode", "Such as fixed or autoscaled.").withDefault("fixed");

    public static final Key<String> SECURITY_MODE =
            arm("security-mode", "Such as plain or tls.").withDefault("plain");

    static final Group GROUP =
            Group.of(
                    NAME,
                    "What rows are compared by, in the words of whoever compares. They change"
                            + " nothing else.",
                    DEPLOYMENT,
                    STORAGE_CLASS,
                    SCALING_MODE,
                    SECURITY_MODE);

    private ArmsKeys() {}

    private static Key<String> arm(String name, String description) {
        return Key.of(
                NAME,
                name,
                text("1 to 64 of A-Z a-z 0-9 _ . -", "[A-Za-z0-9_.-]{1,64}"),
                description);
    }
}
