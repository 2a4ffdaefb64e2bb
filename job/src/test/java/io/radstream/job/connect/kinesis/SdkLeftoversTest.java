package io.radstream.job.connect.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.radstream.fixture.AbandonedLoader;
import io.radstream.job.server.EmulatorCredentials;
import org.apache.flink.kinesis.shaded.com.amazonaws.SdkClientException;
import org.apache.flink.kinesis.shaded.com.amazonaws.auth.AWSStaticCredentialsProvider;
import org.apache.flink.kinesis.shaded.com.amazonaws.auth.BasicAWSCredentials;
import org.apache.flink.kinesis.shaded.com.amazonaws.client.builder.AwsClientBuilder.EndpointConfiguration;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.AmazonKinesis;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.AmazonKinesisClientBuilder;
import org.junit.jupiter.api.Test;

class SdkLeftoversTest {

    @Test
    void withoutThemTheClassLoaderIsFree() throws Exception {
        assertThat(AbandonedLoader.isFreeAfter(ReadingAndTidying.class)).isTrue();
    }

    @Test
    void withThemItIsKept() throws Exception {
        assertThat(AbandonedLoader.isFreeAfter(Reading.class)).isFalse();
    }

    /** With the connector's client, which is never closed; nobody answers it. */
    public static class Reading implements Runnable {
        @Override
        public void run() {
            AmazonKinesis client =
                    AmazonKinesisClientBuilder.standard()
                            .withEndpointConfiguration(
                                    new EndpointConfiguration("http://127.0.0.1:1", "us-east-1"))
                            .withCredentials(
                                    new AWSStaticCredentialsProvider(
                                            new BasicAWSCredentials(
                                                    EmulatorCredentials.KEY,
                                                    EmulatorCredentials.KEY)))
                            .build();
            try {
                client.listStreams();
            } catch (SdkClientException e) {
                return;
            }
            throw new IllegalStateException("expected a client that is not answered");
        }
    }

    /** As a job's last task that ends. */
    public static final class ReadingAndTidying implements Runnable {
        @Override
        public void run() {
            new Reading().run();
            new SdkLeftovers().run();
        }
    }
}
