package io.radstream.job.connect.kinesis;

import io.radstream.job.connect.Problem;
import io.radstream.job.connect.Problem.Fault;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.kinesis.model.ConsumerDescription;

/** What must be true of a fan-out consumer, and what is to be done where it is not. */
final class ConsumerRules {

    private static final String ALLOW =
            "allow the role kinesis:DescribeStreamConsumer and SubscribeToShard on the stream and its"
                    + " consumers, and RegisterStreamConsumer where the job is to register it";

    private ConsumerRules() {}

    /**
     * What keeps the consumer from being used, if anything.
     *
     * @param found what Kinesis tells of the stream's consumer of that name; empty if it has none
     * @param streamArn the ARN of the stream that is read
     */
    static Optional<Problem> problem(
            FanOut fanOut, Optional<ConsumerDescription> found, String streamArn) {
        Optional<String> arn = fanOut.consumerArn();
        if (arn.isEmpty() && found.isEmpty()) {
            return Optional.empty();
        }
        if (arn.isPresent() && !found.map(ConsumerDescription::consumerARN).equals(arn)) {
            return wrong(
                    "expected a fan-out consumer that "
                            + streamArn
                            + " has, came "
                            + fanOut
                            + ": register it, correct its ARN, or give a name and the job registers"
                            + " it");
        }
        String status = found.get().consumerStatusAsString();
        // The connector waits for a consumer to become active where it registers it.
        boolean usable = status.equals("ACTIVE") || (arn.isEmpty() && status.equals("CREATING"));
        return usable
                ? Optional.empty()
                : wrong(
                        "expected a fan-out consumer that is ACTIVE, came "
                                + fanOut
                                + ", which is "
                                + status
                                + ": wait until that has ended, or name another");
    }

    /** Kinesis refuses to tell of the consumer. */
    static Problem refused(FanOut fanOut, AwsServiceException refusal) {
        String code =
                refusal.awsErrorDetails() == null ? "" : refusal.awsErrorDetails().errorCode();
        if (String.valueOf(code).startsWith("AccessDenied")) {
            return Problem.of(
                    Fault.CONSUMER,
                    "expected a fan-out consumer that the job may use, came "
                            + fanOut
                            + " ("
                            + code
                            + "): "
                            + ALLOW);
        }
        return Problem.of(
                Fault.CONSUMER,
                "expected Kinesis to tell of fan-out consumer "
                        + fanOut
                        + ", came "
                        + refusal.statusCode()
                        + " "
                        + code
                        + ": correct it, or try again when Kinesis works");
    }

    /**
     * The consumer could not be registered.
     *
     * @param reason in one line
     */
    static Problem notRegistered(FanOut fanOut, String reason) {
        return Problem.of(
                Fault.CONSUMER,
                "expected a fan-out consumer that can be registered, came "
                        + fanOut
                        + " ("
                        + reason
                        + "): "
                        + ALLOW
                        + "; or register it beforehand and give its ARN");
    }

    private static Optional<Problem> wrong(String text) {
        return Optional.of(Problem.of(Fault.CONSUMER, text));
    }
}
