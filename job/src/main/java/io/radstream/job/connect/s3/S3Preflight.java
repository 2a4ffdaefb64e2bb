package io.radstream.job.connect.s3;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3AsyncClient;

/** Looks, before the job starts, whether its buckets can be used. */
public final class S3Preflight {

    private static final String REGION_HEADER = "x-amz-bucket-region";

    private S3Preflight() {}

    /**
     * One line for each thing that is wrong; none where every bucket answers. Takes at most one
     * call's time a bucket.
     */
    public static List<String> problems(S3Settings settings, Collection<String> buckets) {
        List<String> problems = new ArrayList<>();
        try (S3Connection connection = S3Connection.open(settings)) {
            connection.credentials().resolveCredentials();
            for (String bucket : new TreeSet<>(buckets)) {
                problem(connection.client(), settings, bucket).ifPresent(problems::add);
            }
        } catch (SdkException e) {
            problems.add("S3: " + ofSetup(e));
        }
        return problems;
    }

    private static String ofSetup(SdkException failure) {
        if (S3Advice.isNoCredentials(failure)) {
            return "expected credentials, came none: " + S3Advice.on(failure).orElseThrow();
        }
        return String.valueOf(failure.getMessage()).contains("region")
                ? "expected a region, came none: set it, or AWS_REGION"
                : S3Failures.textOf(failure);
    }

    private static Optional<String> problem(
            S3AsyncClient client, S3Settings settings, String bucket) {
        try {
            client.headBucket(request -> request.bucket(bucket)).join();
            return Optional.empty();
        } catch (RuntimeException e) {
            Throwable failure = S3Failures.unwrapped(e);
            String meaning =
                    failure instanceof AwsServiceException
                            ? ofAnswer(client, (AwsServiceException) failure)
                            : "expected an answer from "
                                    + (settings.endpoint() == null ? "S3" : settings.endpoint())
                                    + ", came none: "
                                    + S3Failures.textOf(failure);
            return Optional.of("S3 bucket " + bucket + ": " + meaning);
        }
    }

    /** HeadBucket's answers have no body: status and region are all there is. */
    private static String ofAnswer(S3AsyncClient client, AwsServiceException answer) {
        String region = client.serviceClientConfiguration().region().id();
        Optional<String> home = regionOf(answer).filter(name -> !name.equals(region));
        switch (answer.statusCode()) {
            case 404:
                return "expected to find it, came 404: check its name, the endpoint and the account";
            case 403:
                return "expected access, came 403: let the job's role have s3:ListBucket on it"
                        + " (without it S3 says 403 of an object that does not exist), and check"
                        + " the account and that the credentials have not expired";
            default:
                return home.map(
                                name ->
                                        "expected it in region "
                                                + region
                                                + ", came "
                                                + name
                                                + ": set the region to the bucket's own")
                        .orElse("expected access, came " + S3Failures.textOf(answer));
        }
    }

    private static Optional<String> regionOf(AwsServiceException answer) {
        return answer.awsErrorDetails() == null
                        || answer.awsErrorDetails().sdkHttpResponse() == null
                ? Optional.empty()
                : answer.awsErrorDetails().sdkHttpResponse().firstMatchingHeader(REGION_HEADER);
    }
}
