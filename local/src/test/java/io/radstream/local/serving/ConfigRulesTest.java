package io.radstream.local.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.TextFormat;
import io.radstream.inference.triton.protocol.ModelConfig;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ConfigRulesTest {

    private static List<String> problems(String text) throws Exception {
        return ConfigRules.problems(TextFormat.parse(text, ModelConfig.class), "m");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "name: 'm' backend: 'onnxruntime' platform: 'onnxruntime_onnx'",
                "max_batch_size: 4 dynamic_batching { preferred_batch_size: [ 1, 4 ] }",
                "max_batch_size: 4 dynamic_batching { preserve_ordering: true }",
                "instance_group { count: 3 kind: KIND_AUTO } instance_group { kind: KIND_CPU }",
                "input { name: 'x' data_type: TYPE_FP16 dims: [ -1, 4 ] }",
                "input { name: 'x' data_type: TYPE_BOOL dims: 1 } output { name: 'x' data_type: TYPE_BOOL dims: 1 }",
                "parameters { key: 'intra_op_thread_count' value { string_value: '2' } }",
                "parameters { key: 'anything' value { string_value: 'x' } }",
                "default_model_filename: 'other.onnx'",
                "version_policy { latest { num_versions: 2 } }"
            })
    void findsNothingWrong(String text) throws Exception {
        assertThat(problems(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "name: 'n' | name: expected the folder's, m, came n",
                "backend: 'python' | backend: expected onnxruntime, came python",
                "platform: 'tensorrt_plan' | platform: expected onnxruntime_onnx, came tensorrt_plan",
                "default_model_filename: '../x' | default_model_filename: expected a file's name, came ../x",
                "default_model_filename: '..' | default_model_filename: expected a file's name, came ..",
                "max_batch_size: -1 | max_batch_size: expected 0 or more, came -1",
                "parameters { key: 'intra_op_thread_count' value { string_value: '-1' } } | parameters intra_op_thread_count: expected a number from 0 to 256, came -1",
                "version_policy { latest { } } | version_policy latest: expected num_versions of at least 1, came none",
                "instance_group { count: -1 } | instance_group count: expected 1 or more, came -1",
                "instance_group { kind: KIND_GPU gpus: [ 0, 1 ] } | instance_group: expected KIND_AUTO or KIND_CPU without gpus (this server computes on the CPU), came KIND_GPU with 2 gpus",
                "max_batch_size: 4 dynamic_batching { preferred_batch_size: 8 } | dynamic_batching preferred_batch_size: expected 1 to max_batch_size, 4, came 8",
                "dynamic_batching { max_queue_delay_microseconds: 18446744073709551615 } | dynamic_batching max_queue_delay_microseconds: expected at most 3600000000, came 18446744073709551615",
                "instance_group { count: 2 } dynamic_batching { preserve_ordering: true } | dynamic_batching preserve_ordering: expected one instance with it, came 2",
                "input { data_type: TYPE_FP32 dims: 1 } | input: expected a name, came none",
                "output { name: 'y' dims: 1 } | output y data_type: expected one that is served, came TYPE_INVALID",
                "output { name: 'y' data_type: TYPE_BF16 dims: 1 } | output y data_type: expected one that is served, came TYPE_BF16",
                "input { name: 'x' data_type: TYPE_FP32 } | input x dims: expected integers >= 1, or -1, came []",
                "input { name: 'x' data_type: TYPE_FP32 dims: [ 3, 0 ] } | input x dims: expected integers >= 1, or -1, came [3,0]",
                "input { name: 'x' data_type: TYPE_FP32 dims: -2 } | input x dims: expected integers >= 1, or -1, came [-2]",
            })
    void tellsWhatIsWrong(String text, String problem) throws Exception {
        assertThat(problems(text)).containsExactly("config.pbtxt: " + problem);
    }

    @Test
    void tellsEverythingAtOnce() throws Exception {
        assertThat(
                        problems(
                                """
                                name: "n"
                                backend: "python"
                                max_batch_size: -1
                                input { name: "x" data_type: TYPE_FP32 dims: 1 }
                                input { name: "x" data_type: TYPE_FP32 dims: 1 }
                                """))
                .hasSize(4)
                .contains("config.pbtxt: input x: expected it once, came twice");
    }
}
