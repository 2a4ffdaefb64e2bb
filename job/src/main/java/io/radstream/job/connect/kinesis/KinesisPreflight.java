package io.radstream.job.connect.kinesis;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;

/** Looks at the stream before the job is submitted, and says in one line each what is wrong. */
public final class KinesisPreflight {

    /** Reading goes on while a stream is resharded. */
    private static final Set<String> READABLE = Set.of("ACTIVE", "UPDATING");

    /** What Pod Identity sets, and IRSA does not. */
    private static final String POD_IDENTITY = "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE";

    private static final String WEB_IDENTITY = "AWS_WEB_IDENTITY_TOKEN_FILE";

    private final KinesisSettings settings;
    private final Supplier<StreamDescription> lookup;
    private final Map<String, String> environment;
    private final Clock clock;

    /** Looks at the real stream, once, for 15 s at most. */
    public KinesisPreflight(KinesisSettings settings, Clock clock) {
        this(settings, new StreamLookup(settings)::describe, System.getenv(), clock);
    }

    KinesisPreflight(
            KinesisSettings settings,
            Supplier<StreamDescription> lookup,
            Map<String, String> environment,
            Clock clock) {
        this.settings = settings;
        this.lookup = lookup;
        this.environment = environment;
        this.clock = clock;
    }

    /**
     * All that keeps the stream from being read without loss; empty if nothing does.
     *
     * @param stateTtl how long a study is remembered
     * @param orphanPatience how long a half may wait for the other
     */
    public List<String> problems(Duration stateTtl, Duration orphanPatience) {
        List<String> problems = new ArrayList<>();
        Instant now = clock.instant();
        settings.start()
                .from(now)
                .filter(now::isBefore)
                .ifPresent(
                        start ->
                                problems.add(
                                        "expected to start at a time that has come, came "
                                                + start));
        if (settings.accessKey().isEmpty()
                && environment.containsKey(POD_IDENTITY)
                && !environment.containsKey(WEB_IDENTITY)) {
            problems.add(
                    "expected a role for the service account (IRSA, "
                            + WEB_IDENTITY
                            + "), came EKS Pod Identity: the Kinesis connector's AWS SDK of 2023 does"
                            + " not know it; annotate the service account with"
                            + " eks.amazonaws.com/role-arn");
        }
        try {
            StreamDescription stream = lookup.get();
            examine(stream, problems);
            settings.start()
                    .from(now)
                    .flatMap(start -> RetentionRules.startTooEarly(start, now, stream.retention()))
                    .ifPresent(problems::add);
            RetentionRules.stateTtlTooShort(stateTtl, orphanPatience, stream.retention())
                    .ifPresent(problems::add);
        } catch (SdkException e) {
            problems.add(explain(e));
        }
        return problems;
    }

    private void examine(StreamDescription stream, List<String> problems) {
        if (!READABLE.contains(stream.status())) {
            problems.add(
                    "expected "
                            + where()
                            + " to be ACTIVE, came "
                            + stream.status()
                            + ": wait until it is, or name another");
        }
        if (!settings.streamArn().orElse(stream.arn()).equals(stream.arn())) {
            problems.add(
                    "expected "
                            + settings.streamArn().get()
                            + ", came "
                            + stream.arn()
                            + ": the credentials belong to another account, and the connector reads"
                            + " only streams of its own");
        }
    }

    private String explain(SdkException e) {
        if (e instanceof ResourceNotFoundException) {
            return where() + " does not exist: create it, or correct its name or the region";
        }
        if (e instanceof AwsServiceException) {
            return explainRefusal((AwsServiceException) e);
        }
        if (hasCause(e, UnknownHostException.class)) {
            return where()
                    + " cannot be reached, since its host is not known: correct the region or the"
                    + " endpoint";
        }
        if (hasCause(e, ConnectException.class)) {
            return where() + " cannot be reached: nobody listens there, or a firewall refuses";
        }
        if (String.valueOf(e.getMessage()).contains("Unable to load credentials")) {
            return "no AWS credentials were found for "
                    + where()
                    + ": give the job a role (on EKS by IRSA), or set AWS_PROFILE, or"
                    + " AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY";
        }
        return where() + " cannot be reached: " + firstLine(e.getMessage());
    }

    private String explainRefusal(AwsServiceException e) {
        String code = e.awsErrorDetails() == null ? "" : e.awsErrorDetails().errorCode();
        if (String.valueOf(code).startsWith("AccessDenied")) {
            return "access to "
                    + where()
                    + " is denied: allow the role kinesis:DescribeStreamSummary, DescribeStream,"
                    + " ListShards, GetShardIterator and GetRecords on it";
        }
        if (e.statusCode() == 400 || e.statusCode() == 403) {
            return "Kinesis refuses the request for "
                    + where()
                    + " ("
                    + code
                    + "): the credentials may be wrong or have expired";
        }
        return "Kinesis answers "
                + e.statusCode()
                + " for "
                + where()
                + ": try again when it works";
    }

    private String where() {
        return "stream "
                + settings.stream()
                + " in "
                + settings.region()
                + settings.endpoint().map(endpoint -> " at " + endpoint).orElse("");
    }

    private static boolean hasCause(Throwable e, Class<? extends Throwable> type) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    private static String firstLine(String message) {
        return String.valueOf(message).lines().findFirst().orElse("no reason given");
    }
}
