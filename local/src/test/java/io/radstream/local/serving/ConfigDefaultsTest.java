package io.radstream.local.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.TextFormat;
import io.radstream.inference.triton.protocol.ModelConfig;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class ConfigDefaultsTest {

    private static ModelConfig filled(String text) throws Exception {
        return ConfigDefaults.fill(TextFormat.parse(text, ModelConfig.class), "m");
    }

    @Test
    void fillsInWhatTritonDoes() throws Exception {
        assertThat(filled("max_batch_size: 4 dynamic_batching { } instance_group { count: 2 }"))
                .isEqualTo(
                        TextFormat.parse(
                                """
                                name: "m"
                                platform: "onnxruntime_onnx"
                                backend: "onnxruntime"
                                default_model_filename: "model.onnx"
                                max_batch_size: 4
                                version_policy { latest { num_versions: 1 } }
                                dynamic_batching { preferred_batch_size: 4 }
                                instance_group { name: "m_0" count: 2 kind: KIND_CPU }
                                """,
                                ModelConfig.class));
    }

    @Test
    void keepsWhatIsThere() throws Exception {
        String text =
                """
                name: "m"
                platform: "onnxruntime_onnx"
                backend: "onnxruntime"
                default_model_filename: "x.onnx"
                version_policy { all { } }
                instance_group { name: "g" count: 2 kind: KIND_CPU }
                """;

        assertThat(filled(text)).isEqualTo(TextFormat.parse(text, ModelConfig.class));
    }

    @Test
    void isTheRuleOfBatching() throws Exception {
        assertThat(
                        BatchRule.of(
                                filled(
                                        """
                                        max_batch_size: 4
                                        dynamic_batching {
                                          max_queue_delay_microseconds: 10
                                          default_queue_policy { max_queue_size: 7 }
                                        }
                                        """),
                                100))
                .isEqualTo(new BatchRule(true, 4, Set.of(4), TimeUnit.MICROSECONDS.toNanos(10), 7));
        assertThat(BatchRule.of(filled("max_batch_size: 4"), 100))
                .isEqualTo(new BatchRule(false, 4, Set.of(), 0, 100));
        assertThat(BatchRule.of(filled("dynamic_batching { }"), 100))
                .as("without a batch dimension there is nothing to join")
                .isEqualTo(new BatchRule(false, 1, Set.of(), 0, 100));
    }
}
