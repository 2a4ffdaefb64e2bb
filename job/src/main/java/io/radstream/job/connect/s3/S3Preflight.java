package io.radstream.job.connect.s3;

import io.radstream.job.connect.MissingCredentials;
import io.radstream.job.connect.Problem;
import io.radstream.job.connect.Problem.Fault;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.flink.util.ExceptionUtils;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3AsyncClient;

/** Looks, before the job starts, whether its buckets can be used. */
public final class S3Preflight {

    private static final String REGION_HEADER = "x-amz-bucket-region";

    private S3Preflight() {}

    /**
     * Each thing that is wrong; none where every bucket answers. Takes at most one call's time a
     * bucket.
     */
    public static List<Problem> problems(S3Settings settings, Collection<String> buckets) {
        List<Problem> problems = new ArrayList<>();
        try (S3Connection connection = S3Connection.open(settings)) {
            connection.credentials().resolveCredentials();
            for (String bucket : new TreeSet<>(buckets)) {
                problem(connection.client(), settings, bucket).ifPresent(problems::add);
            }
        } catch (SdkException e) {
            problems.add(ofSetup(e));
        }
        return problems;
    }

    private static Problem ofSetup(SdkException failure) {
        if (MissingCredentials.caused(failure)) {
            return Problem.of(
                    Fault.CREDENTIALS,
                    "expected credentials for S3, came none: "
                            + S3Advice.on(failure).orElse(MissingCredentials.ADVICE));
        }
        return String.valueOf(failure.getMessage()).contains("region")
                ? Problem.of(Fault.REGION, "expected a region, came none: set it, or AWS_REGION")
                : Problem.of(
                        Fault.CREDENTIALS,
                        "expected credentials for S3, came " + S3Failures.textOf(failure));
    }

    private static Optional<Problem> problem(
            S3AsyncClient client, S3Settings settings, String bucket) {
        try {
            client.headBucket(request -> request.bucket(bucket)).join();
            return Optional.empty();
        } catch (RuntimeException e) {
            Throwable failure = S3Failures.unwrapped(e);
            return Optional.of(
                    failure instanceof AwsServiceException
                            ? ofAnswer(client, bucket, (AwsServiceException) failure)
                            : ofSilence(client, settings, failure));
        }
    }

    private static Problem ofSilence(S3AsyncClient client, S3Settings settings, Throwable failure) {
        if (settings.endpoint() == null
                && ExceptionUtils.findThrowable(failure, UnknownHostException.class).isPresent()) {
            return Problem.of(
                    Fault.REGION,
                    "expected a region of AWS, came "
                            + client.serviceClientConfiguration().region().id()
                            + ", where the host of S3 is not known: correct it");
        }
        return Problem.of(
                Fault.ENDPOINT,
                "expected an answer from "
                        + (settings.endpoint() == null ? "S3" : settings.endpoint())
                        + ", came none: "
                        + S3Failures.textOf(failure));
    }

    /** HeadBucket's answers have no body: status and region are all there is. */
    private static Problem ofAnswer(
            S3AsyncClient client, String bucket, AwsServiceException answer) {
        String region = client.serviceClientConfiguration().region().id();
        Optional<String> home = regionOf(answer).filter(name -> !name.equals(region));
        switch (answer.statusCode()) {
            case 404:
                return Problem.ofName(
                        bucket,
                        "expected a bucket that exists, came "
                                + bucket
                                + " (404): create it, or check its name, the endpoint and the"
                                + " account");
            case 403:
                return Problem.ofName(
                        bucket,
                        "expected a bucket that the job may use, came "
                                + bucket
                                + " (403): let the job's role have s3:ListBucket on it (without it"
                                + " S3 says 403 of an object that does not exist), and check the"
                                + " account and that the credentials have not expired");
            default:
                return home.map(
                                name ->
                                        Problem.of(
                                                Fault.REGION,
                                                "expected "
                                                        + name
                                                        + ", where bucket "
                                                        + bucket
                                                        + " is, came "
                                                        + region
                                                        + ": set the region to the bucket's own"))
                        .orElseGet(
                                () ->
                                        Problem.ofName(
                                                bucket,
                                                "expected a bucket that answers, came "
                                                        + bucket
                                                        + ": "
                                                        + S3Failures.textOf(answer)));
        }
    }

    private static Optional<String> regionOf(AwsServiceException answer) {
        return answer.awsErrorDetails() == null
                        || answer.awsErrorDetails().sdkHttpResponse() == null
                ? Optional.empty()
                : answer.awsErrorDetails().sdkHttpResponse().firstMatchingHeader(REGION_HEADER);
    }
}
