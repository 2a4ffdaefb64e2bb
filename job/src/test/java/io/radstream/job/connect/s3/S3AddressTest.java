package io.radstream.job.connect.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.radstream.record.ObjectRef;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.SdkHttpRequest;

/** Where requests go: told by the bucket's name, the region and the endpoint. */
final class S3AddressTest {

    private static final String EXPRESS = "radstream-images--use1-az4--x-s3";
    private static final S3Settings AWS =
            S3Settings.defaults()
                    .withRegion("us-east-1")
                    .withCredentials(S3Credentials.ofEmulator("key", "secret"));

    private static final String SESSION =
            "<CreateSessionResult><Credentials><SessionToken>session</SessionToken>"
                    + "<SecretAccessKey>s</SecretAccessKey><AccessKeyId>a</AccessKeyId>"
                    + "<Expiration>2099-01-01T00:00:00Z</Expiration></Credentials>"
                    + "</CreateSessionResult>";

    private final RecordingHttp http =
            new RecordingHttp(request -> isSession(request) ? SESSION : "content");

    @Test
    void putsTheBucketBeforeTheHost() throws Exception {
        assertThat(get(AWS, "images"))
                .isEqualTo("https://images.s3.us-east-1.amazonaws.com/images/S1/S1.png");
    }

    @Test
    void putsTheBucketIntoThePathForAnEmulator() throws Exception {
        S3Settings emulator =
                AWS.withEndpoint(URI.create("http://127.0.0.1:5000")).withPathStyle(true);

        assertThat(get(emulator, "images"))
                .isEqualTo("http://127.0.0.1:5000/images/images/S1/S1.png");
    }

    @Test
    void opensASessionForADirectoryBucketInItsZone() throws Exception {
        assertThat(get(AWS, EXPRESS))
                .isEqualTo(
                        "https://"
                                + EXPRESS
                                + ".s3express-use1-az4.us-east-1.amazonaws.com"
                                + "/images/S1/S1.png");
        assertThat(isSession(http.requests().get(0))).isTrue();
        SdkHttpRequest read = http.requests().get(1);
        assertThat(read.firstMatchingHeader("x-amz-s3session-token")).hasValue("session");
        assertThat(read.firstMatchingHeader("Authorization").orElseThrow())
                .contains("/s3express/aws4_request");
    }

    /** Path style is for emulators; a directory bucket knows none. */
    @Test
    void keepsADirectoryBucketsAddressWithPathStyle() throws Exception {
        assertThat(get(AWS.withPathStyle(true), EXPRESS))
                .startsWith("https://" + EXPRESS + ".s3express-use1-az4.us-east-1.amazonaws.com/");
    }

    @Test
    void keepsAnOverriddenEndpointForADirectoryBucket() throws Exception {
        S3Settings endpoint =
                AWS.withEndpoint(URI.create("https://gateway.example")).withPathStyle(true);

        assertThat(get(endpoint, EXPRESS))
                .isEqualTo("https://" + EXPRESS + ".gateway.example/images/S1/S1.png");
    }

    private String get(S3Settings settings, String bucket) throws Exception {
        try (S3ObjectStore store =
                new S3ObjectStore(settings, bucket, new S3Connection(settings, http, () -> {}))) {
            ObjectRef object =
                    ObjectRef.newBuilder()
                            .setBucket(bucket)
                            .setKey("images/S1/S1.png")
                            .setEtag("tag")
                            .build();
            assertThat(store.get(object, 100).get(30, TimeUnit.SECONDS))
                    .isEqualTo("content".getBytes(StandardCharsets.UTF_8));
        }
        List<SdkHttpRequest> requests = http.requests();
        SdkHttpRequest read = requests.get(requests.size() - 1);
        assertThat(read.firstMatchingHeader("If-Match")).hasValue("\"tag\"");
        return read.getUri().toString();
    }

    private static boolean isSession(SdkHttpRequest request) {
        return request.rawQueryParameters().containsKey("session");
    }
}
