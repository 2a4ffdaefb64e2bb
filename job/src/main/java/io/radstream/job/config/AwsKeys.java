package io.radstream.job.config;

import static io.radstream.job.config.ValueTypes.oneOf;
import static io.radstream.job.config.ValueTypes.text;

/** AWS, as all its services see the job. */
public final class AwsKeys {

    private static final String NAME = "aws";

    /** Where the credentials come from. */
    public enum Credentials {
        /** The SDKs' own search: environment, web identity, profile, container, instance. */
        CHAIN,
        /** Fixed keys that are no secret. */
        EMULATOR
    }

    public static final Key<String> REGION =
            Key.of(
                            NAME,
                            "region",
                            text("a region such as eu-central-1", "[a-z]{2}(-[a-z]+)+-[0-9]"),
                            "The region of the stream, the buckets and the catalog. Where it is not"
                                    + " given: that of a stream named by its ARN, or AWS_REGION.")
                    .noteOnManagedFlink("give it, or name the stream by its ARN");

    public static final Key<Credentials> CREDENTIALS =
            Key.of(
                            NAME,
                            "credentials",
                            oneOf(Credentials.class),
                            "`chain`: what the AWS SDK finds, such as the role of the pod or the"
                                    + " machine. `emulator`: the keys test and test, refused for a"
                                    + " service without an endpoint of its own.")
                    .withDefault("chain")
                    .noteOnManagedFlink("leave it: the application's role");

    static final Group GROUP =
            Group.of(NAME, "AWS, as all its services see the job.", REGION, CREDENTIALS);

    private AwsKeys() {}
}
