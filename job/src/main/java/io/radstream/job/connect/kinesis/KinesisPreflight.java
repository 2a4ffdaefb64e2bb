package io.radstream.job.connect.kinesis;

import io.radstream.job.connect.MissingCredentials;
import io.radstream.job.connect.Problem;
import io.radstream.job.connect.Problem.Fault;
import io.radstream.job.connect.RefusedCredentials;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.apache.flink.util.ExceptionUtils;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesis.model.ConsumerDescription;
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
    private final BiFunction<FanOut, String, Optional<ConsumerDescription>> consumers;
    private final Map<String, String> environment;
    private final Clock clock;

    /** Looks at the real stream and its consumer, once, for 15 s each at most. */
    public KinesisPreflight(KinesisSettings settings, Clock clock) {
        this(settings, new StreamLookup(settings), clock);
    }

    private KinesisPreflight(KinesisSettings settings, StreamLookup lookup, Clock clock) {
        this(settings, lookup::describe, lookup::find, System.getenv(), clock);
    }

    KinesisPreflight(
            KinesisSettings settings,
            Supplier<StreamDescription> lookup,
            BiFunction<FanOut, String, Optional<ConsumerDescription>> consumers,
            Map<String, String> environment,
            Clock clock) {
        this.settings = settings;
        this.lookup = lookup;
        this.consumers = consumers;
        this.environment = environment;
        this.clock = clock;
    }

    /**
     * All that keeps the stream from being read without loss; empty if nothing does.
     *
     * @param stateTtl how long a study is remembered
     * @param orphanPatience how long a half may wait for the other
     */
    public List<Problem> problems(Duration stateTtl, Duration orphanPatience) {
        List<Problem> problems = new ArrayList<>();
        Instant now = clock.instant();
        settings.start()
                .from(now)
                .filter(now::isBefore)
                .map(start -> "expected a time that has come, came " + start)
                .ifPresent(text -> problems.add(Problem.of(Fault.START, text)));
        if (settings.accessKey().isEmpty()
                && environment.containsKey(POD_IDENTITY)
                && !environment.containsKey(WEB_IDENTITY)) {
            problems.add(
                    Problem.of(
                            Fault.CREDENTIALS,
                            "expected a role for the service account (IRSA, "
                                    + WEB_IDENTITY
                                    + "), came EKS Pod Identity: the Kinesis connector's AWS SDK of"
                                    + " 2023 does not know it; annotate the service account with"
                                    + " eks.amazonaws.com/role-arn"));
        }
        try {
            StreamDescription stream = lookup.get();
            examine(stream, problems);
            settings.start()
                    .from(now)
                    .flatMap(start -> RetentionRules.startTooEarly(start, now, stream.retention()))
                    .ifPresent(text -> problems.add(Problem.of(Fault.START, text)));
            RetentionRules.stateTtlTooShort(stateTtl, orphanPatience, stream.retention())
                    .ifPresent(text -> problems.add(Problem.of(Fault.STATE_TTL, text)));
            settings.fanOut().flatMap(fanOut -> look(fanOut, stream)).ifPresent(problems::add);
        } catch (SdkException e) {
            problems.add(explain(e));
        }
        return problems;
    }

    private Optional<Problem> look(FanOut fanOut, StreamDescription stream) {
        try {
            return ConsumerRules.problem(
                    fanOut, consumers.apply(fanOut, stream.arn()), stream.arn());
        } catch (AwsServiceException e) {
            return Optional.of(ConsumerRules.refused(fanOut, e));
        }
    }

    private void examine(StreamDescription stream, List<Problem> problems) {
        if (!READABLE.contains(stream.status())) {
            problems.add(
                    Problem.of(
                            Fault.NAME,
                            "expected a stream that is ACTIVE, came "
                                    + where()
                                    + ", which is "
                                    + stream.status()
                                    + ": wait until it is, or name another"));
        }
        if (!settings.streamArn().orElse(stream.arn()).equals(stream.arn())) {
            problems.add(
                    Problem.of(
                            Fault.NAME,
                            "expected "
                                    + stream.arn()
                                    + ", came "
                                    + settings.streamArn().get()
                                    + ": the credentials belong to another account, and the"
                                    + " connector reads only streams of its own"));
        }
    }

    private Problem explain(SdkException e) {
        if (e instanceof ResourceNotFoundException) {
            return Problem.of(
                    Fault.NAME,
                    "expected a stream that exists, came "
                            + where()
                            + ": create it, or correct its name or the region");
        }
        if (e instanceof AwsServiceException) {
            return explainRefusal((AwsServiceException) e);
        }
        if (ExceptionUtils.findThrowable(e, UnknownHostException.class).isPresent()) {
            return settings.endpoint().isPresent()
                    ? noAnswer("none, since its host is not known: correct it")
                    : Problem.of(
                            Fault.REGION,
                            "expected a region of AWS, came "
                                    + settings.region()
                                    + ", where the host of Kinesis is not known: correct it");
        }
        if (ExceptionUtils.findThrowable(e, ConnectException.class).isPresent()) {
            return noAnswer("none: nobody listens there, or a firewall refuses");
        }
        if (MissingCredentials.caused(e)) {
            return Problem.of(
                    Fault.CREDENTIALS,
                    "expected credentials for "
                            + where()
                            + ", came none: give the job a role (on EKS by IRSA), or set"
                            + " AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY");
        }
        return noAnswer("none: " + firstLine(e.getMessage()));
    }

    private Problem explainRefusal(AwsServiceException e) {
        String code = e.awsErrorDetails() == null ? "" : e.awsErrorDetails().errorCode();
        if (String.valueOf(code).startsWith("AccessDenied")) {
            return Problem.of(
                    Fault.NAME,
                    "expected a stream that the job may read, came "
                            + where()
                            + " ("
                            + code
                            + "): allow the role kinesis:DescribeStreamSummary, DescribeStream,"
                            + " ListShards, GetShardIterator and GetRecords on it");
        }
        if (RefusedCredentials.caused(e)) {
            return Problem.of(
                    Fault.CREDENTIALS,
                    "expected credentials that Kinesis takes, came "
                            + code
                            + " of "
                            + where()
                            + ": they may be wrong or have expired");
        }
        return noAnswer(e.statusCode() + " " + code + ": try again when it works");
    }

    private Problem noAnswer(String came) {
        return Problem.of(
                Fault.ENDPOINT, "expected Kinesis to tell of " + where() + ", came " + came);
    }

    private String where() {
        return "stream "
                + settings.stream()
                + " in "
                + settings.region()
                + settings.endpoint().map(endpoint -> " at " + endpoint).orElse("");
    }

    private static String firstLine(String message) {
        return String.valueOf(message).lines().findFirst().orElse("no reason given");
    }
}
