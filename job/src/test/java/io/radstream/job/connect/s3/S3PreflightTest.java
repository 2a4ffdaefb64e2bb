package io.radstream.job.connect.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.radstream.job.connect.Problem;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each thing that can be wrong is one line that says what to do. */
final class S3PreflightTest {

    private final CannedS3 s3 = new CannedS3();

    @AfterEach
    void close() {
        s3.close();
    }

    private static List<String> problems(S3Settings settings, String... buckets) {
        return S3Preflight.problems(settings, List.of(buckets)).stream()
                .map(Problem::toString)
                .toList();
    }

    private String problem() {
        List<String> problems = problems(s3.settings(), "images");
        assertThat(problems).hasSize(1);
        assertThat(problems.get(0)).doesNotContain("\n");
        return problems.get(0);
    }

    @Test
    void hasNothingToSayOfABucketThatAnswers() {
        assertThat(problems(s3.settings(), "images", "results")).isEmpty();
        assertThat(s3.seen()).hasSize(2).allMatch(request -> request.method().equals("HEAD"));
    }

    @Test
    void tellsOfEveryBucket() {
        s3.refuse(404, "NoSuchBucket", "");

        assertThat(problems(s3.settings(), "results", "images"))
                .containsExactly(
                        "NAME: expected a bucket that exists, came images (404): create it, or"
                                + " check its name, the endpoint and the account",
                        "NAME: expected a bucket that exists, came results (404): create it, or"
                                + " check its name, the endpoint and the account");
        assertThat(S3Preflight.problems(s3.settings(), List.of("results")))
                .singleElement()
                .returns(Optional.of("results"), Problem::name);
    }

    @Test
    void tellsOfADenial() {
        s3.refuse(403, "AccessDenied", "");

        assertThat(problem())
                .startsWith("NAME: expected a bucket that the job may use, came images (403): let");
    }

    @Test
    void tellsOfAnotherRegion() {
        for (int status : new int[] {301, 400}) {
            s3.answer(
                    exchange -> {
                        exchange.getResponseHeaders().set("x-amz-bucket-region", "eu-west-1");
                        CannedS3.send(exchange, status, "");
                    });

            assertThat(problem())
                    .isEqualTo(
                            "REGION: expected eu-west-1, where bucket images is, came us-east-1: set"
                                    + " the region to the bucket's own");
        }
    }

    @Test
    void tellsOfAnyOtherAnswer() {
        s3.refuse(503, "SlowDown", "");

        assertThat(problem()).startsWith("NAME: expected a bucket that answers, came images: 503");
    }

    @Test
    void tellsWhereNobodyListens() {
        assertThat(problems(s3.settings().withEndpoint(URI.create("http://127.0.0.1:1")), "images"))
                .singleElement()
                .asString()
                .startsWith("ENDPOINT: expected an answer from http://127.0.0.1:1, came none:")
                .contains("Connection refused");
    }

    @Test
    void tellsOfMissingCredentials() {
        try (AwsEnvironment none = new AwsEnvironment()) {
            none.set("aws.region", "us-east-1");
            assertThat(
                            problems(
                                    s3.settings().withCredentials(S3Credentials.chain()),
                                    "images",
                                    "results"))
                    .singleElement()
                    .asString()
                    .startsWith(
                            "CREDENTIALS: expected credentials for S3, came none: give the job");
        }
    }

    @Test
    void tellsOfAMissingRegion() {
        try (AwsEnvironment none = new AwsEnvironment()) {
            none.set("aws.profile", "none");
            assertThat(problems(s3.settings().withRegion(null), "images", "results"))
                    .containsExactly("REGION: expected a region, came none: set it, or AWS_REGION");
        }
    }

    @Test
    void tellsOfABucketNameThatCannotBe() {
        assertThat(problems(s3.settings(), ""))
                .singleElement()
                .asString()
                .startsWith("ENDPOINT: expected");
    }
}
