package io.radstream.job.config;

import static io.radstream.job.config.ValueTypes.duration;
import static io.radstream.job.config.ValueTypes.text;
import static io.radstream.job.config.ValueTypes.whole;

import java.time.Duration;

/** The model server. */
public final class ModelsKeys {

    private static final String NAME = "models";

    public static final Key<String> TARGET =
            Key.of(
                            NAME,
                            "target",
                            text("host:port", "[A-Za-z0-9._-]{1,253}:[0-9]{1,5}"),
                            "A server, or several behind one name, that speak KServe v2 over gRPC,"
                                    + " such as Triton. One that is away is waited for; a model that"
                                    + " a server does not have is refused at start.")
                    .require()
                    .noteOnManagedFlink("must be reached from the application's VPC");

    public static final Key<Duration> DEADLINE =
            Key.of(NAME, "deadline", duration("1ms"), "Of each call.").withDefault("10s");

    public static final Key<Integer> ATTEMPTS =
            Key.of(
                            NAME,
                            "attempts",
                            whole(4, 1000),
                            "Failures of one study's call that end the study as `inference_failed`;"
                                    + " those of an outage are not counted.")
                    .withDefault("5");

    public static final Key<String> CLASSIFIER =
            model("classifier", "radstream_classifier", "The classifier's name.");

    public static final Key<String> DETECTOR =
            model("detector", "radstream_detector", "The detector's name.");

    public static final Key<String> ENCODER =
            model("encoder", "radstream_encoder", "The encoder's name.");

    static final Group GROUP =
            Group.of(
                    NAME,
                    "The model server and its models.",
                    TARGET,
                    DEADLINE,
                    ATTEMPTS,
                    CLASSIFIER,
                    DETECTOR,
                    ENCODER);

    private ModelsKeys() {}

    private static Key<String> model(String name, String shipped, String description) {
        return Key.of(
                        NAME,
                        name,
                        text("1 to 128 of A-Z a-z 0-9 _ . -", "[A-Za-z0-9_.-]{1,128}"),
                        description)
                .withDefault(shipped);
    }
}
