package io.radstream.job.connect.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each thing that can be wrong is one line that says what to do. */
final class S3PreflightTest {

    private final CannedS3 s3 = new CannedS3();

    @AfterEach
    void close() {
        s3.close();
    }

    private String problem() {
        List<String> problems = S3Preflight.problems(s3.settings(), List.of("images"));
        assertThat(problems).hasSize(1);
        assertThat(problems.get(0)).doesNotContain("\n");
        return problems.get(0);
    }

    @Test
    void hasNothingToSayOfABucketThatAnswers() {
        assertThat(S3Preflight.problems(s3.settings(), List.of("images", "results"))).isEmpty();
        assertThat(s3.seen()).hasSize(2).allMatch(request -> request.method().equals("HEAD"));
    }

    @Test
    void tellsOfEveryBucket() {
        s3.refuse(404, "NoSuchBucket", "");

        assertThat(S3Preflight.problems(s3.settings(), List.of("results", "images")))
                .containsExactly(
                        "S3 bucket images: expected to find it, came 404: check its name, the"
                                + " endpoint and the account",
                        "S3 bucket results: expected to find it, came 404: check its name, the"
                                + " endpoint and the account");
    }

    @Test
    void tellsOfADenial() {
        s3.refuse(403, "AccessDenied", "");

        assertThat(problem()).startsWith("S3 bucket images: expected access, came 403: let the");
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
                            "S3 bucket images: expected it in region us-east-1, came eu-west-1: set"
                                    + " the region to the bucket's own");
        }
    }

    @Test
    void tellsOfAnyOtherAnswer() {
        s3.refuse(503, "SlowDown", "");

        assertThat(problem()).startsWith("S3 bucket images: expected access, came 503");
    }

    @Test
    void tellsWhereNobodyListens() {
        assertThat(
                        S3Preflight.problems(
                                s3.settings().withEndpoint(URI.create("http://127.0.0.1:1")),
                                List.of("images")))
                .singleElement()
                .asString()
                .startsWith(
                        "S3 bucket images: expected an answer from http://127.0.0.1:1, came none:")
                .contains("Connection refused");
    }

    @Test
    void tellsOfMissingCredentials() {
        try (AwsEnvironment none = new AwsEnvironment()) {
            none.set("aws.region", "us-east-1");
            assertThat(
                            S3Preflight.problems(
                                    s3.settings().withCredentials(S3Credentials.chain()),
                                    List.of("images", "results")))
                    .singleElement()
                    .asString()
                    .startsWith("S3: expected credentials, came none: give the job credentials");
        }
    }

    @Test
    void tellsOfAMissingRegion() {
        try (AwsEnvironment none = new AwsEnvironment()) {
            none.set("aws.profile", "none");
            assertThat(
                            S3Preflight.problems(
                                    s3.settings().withRegion(null), List.of("images", "results")))
                    .containsExactly("S3: expected a region, came none: set it, or AWS_REGION");
        }
    }

    @Test
    void tellsOfABucketNameThatCannotBe() {
        assertThat(S3Preflight.problems(s3.settings(), List.of("")))
                .singleElement()
                .asString()
                .startsWith("S3 bucket : expected");
    }
}
