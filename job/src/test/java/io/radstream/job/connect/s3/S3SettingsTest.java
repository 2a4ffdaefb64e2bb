package io.radstream.job.connect.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.radstream.storage.ObjectStore;
import java.net.URI;
import java.time.Duration;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;

final class S3SettingsTest {

    private static final String EXPRESS = "results--use1-az4--x-s3";
    private static final S3Settings DEFAULTS = S3Settings.defaults();
    private static final S3Settings EMULATOR =
            DEFAULTS.withRegion("us-east-1")
                    .withEndpoint(URI.create("http://127.0.0.1:5000"))
                    .withPathStyle(true)
                    .withCredentials(S3Credentials.ofEmulator("key", "secret"));

    @Test
    void leadsToS3ByDefault() {
        assertThat(DEFAULTS.region()).isNull();
        assertThat(DEFAULTS.endpoint()).isNull();
        assertThat(DEFAULTS.pathStyle()).isFalse();
        assertThat(DEFAULTS.credentials()).hasToString("the default chain's");
        assertThat(DEFAULTS.maxConnections()).isEqualTo(64);
        assertThat(DEFAULTS.connectTimeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(DEFAULTS.readTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(DEFAULTS.attemptTimeout()).isEqualTo(Duration.ofSeconds(60));
        assertThat(DEFAULTS.callTimeout()).isEqualTo(Duration.ofSeconds(75));
        assertThat(DEFAULTS.giveUpWritingAfter()).isEqualTo(Duration.ofMinutes(5));
        assertThat(DEFAULTS.checksums()).isEqualTo(S3Checksums.WHEN_SUPPORTED);
        assertThat(DEFAULTS.encryption().isAsked()).isFalse();
        assertThat(DEFAULTS.storageClass()).isNull();
    }

    @Test
    void changesACopy() {
        Duration second = Duration.ofSeconds(1);
        S3Settings changed =
                EMULATOR.withMaxConnections(3)
                        .withTimeouts(second, second, second, second)
                        .withGiveUpWritingAfter(second)
                        .withChecksums(S3Checksums.WHEN_REQUIRED)
                        .withEncryption(S3Encryption.kms("key", true))
                        .withStorageClass("STANDARD_IA");

        assertThat(changed.region()).isEqualTo("us-east-1");
        assertThat(changed.endpoint()).isEqualTo(URI.create("http://127.0.0.1:5000"));
        assertThat(changed.pathStyle()).isTrue();
        assertThat(changed.maxConnections()).isEqualTo(3);
        assertThat(changed.connectTimeout()).isEqualTo(second);
        assertThat(changed.readTimeout()).isEqualTo(second);
        assertThat(changed.attemptTimeout()).isEqualTo(second);
        assertThat(changed.callTimeout()).isEqualTo(second);
        assertThat(changed.giveUpWritingAfter()).isEqualTo(second);
        assertThat(changed.checksums()).isEqualTo(S3Checksums.WHEN_REQUIRED);
        assertThat(changed.encryption().isAsked()).isTrue();
        assertThat(changed.storageClass()).isEqualTo("STANDARD_IA");
        assertThat(EMULATOR.maxConnections()).isEqualTo(64);
    }

    @Test
    void refusesWhatCannotBe() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DEFAULTS.withMaxConnections(0))
                .withMessage("expected at least 1 connection, came 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DEFAULTS.withEndpoint(URI.create("localhost:5000")))
                .withMessageContaining(
                        "expected an endpoint such as https://host:port, came localhost:5000");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DEFAULTS.withStorageClass("COLD"))
                .withMessageContaining("INTELLIGENT_TIERING")
                .withMessageContaining("came COLD");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> S3Encryption.kms(" ", true))
                .withMessageContaining("came nothing");
        Duration second = Duration.ofSeconds(1);
        Duration minute = Duration.ofMinutes(1);
        for (Duration[] timeouts :
                new Duration[][] {
                    {Duration.ZERO, second, second, second},
                    {minute, second, minute, minute},
                    {second, minute, second, minute},
                    {second, second, minute, second}
                }) {
            assertThatIllegalArgumentException()
                    .isThrownBy(
                            () ->
                                    DEFAULTS.withTimeouts(
                                            timeouts[0], timeouts[1], timeouts[2], timeouts[3]))
                    .withMessageContaining("connect <= read <= attempt <= call, came");
        }
    }

    /** They would travel with the job graph. */
    @Test
    void refusesFixedKeysForAws() {
        S3Settings keysForAws = EMULATOR.withEndpoint(null);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new S3ObjectStores(keysForAws, "results"))
                .withMessageContaining("came no endpoint")
                .withMessageNotContaining("secret");
    }

    @Test
    void refusesWhatADirectoryBucketDoesNotTake() {
        assertThatNoException().isThrownBy(() -> new S3ObjectStores(EMULATOR, EXPRESS));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new S3ObjectStores(EMULATOR.withStorageClass("STANDARD_IA"), EXPRESS))
                .withMessageContaining(EXPRESS);
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                new S3ObjectStores(
                                        EMULATOR.withEncryption(S3Encryption.kms("key", true)),
                                        EXPRESS))
                .withMessageContaining("set its encryption on the bucket");
    }

    @Test
    void printsNoKeys() {
        assertThat(EMULATOR.credentials().toString())
                .doesNotContain("key")
                .doesNotContain("secret");
    }

    @Test
    void travelsWithTheJobGraph() throws Exception {
        S3ObjectStores stores =
                InstantiationUtil.clone(
                        new S3ObjectStores(
                                EMULATOR.withEncryption(S3Encryption.kms("key", true)), "results"));

        try (ObjectStore store = stores.open(() -> {})) {
            assertThat(store).isNotNull();
        }
    }
}
