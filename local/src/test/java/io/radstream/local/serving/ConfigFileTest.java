package io.radstream.local.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.radstream.inference.triton.protocol.DataType;
import io.radstream.inference.triton.protocol.ModelConfig;
import io.radstream.inference.triton.protocol.ModelInstanceGroup;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConfigFileTest {

    @TempDir private Path folder;

    private ModelConfig read(String text) throws Exception {
        Files.writeString(folder.resolve("config.pbtxt"), text);
        return ConfigFile.read(folder);
    }

    private List<String> problems(String text) {
        return catchThrowableOfType(InvalidModelException.class, () -> read(text)).problems();
    }

    @Test
    void readsTritonsSyntax() throws Exception {
        ModelConfig config =
                read(
                        """
                        # a comment
                        name: "m"
                        backend: 'onnxruntime'
                        max_batch_size: 8
                        input [ { name: "x" data_type: TYPE_FP32 dims: [ 3, 224, 224 ] } ]
                        input { name: "t", data_type: TYPE_STRING, dims: 1 }
                        output [ { name: "y"; data_type: TYPE_INT32; dims: [ -1, 4 ] } ]
                        dynamic_batching {
                          preferred_batch_size: [ 4, 8 ]
                          max_queue_delay_microseconds: 10000
                          default_queue_policy { max_queue_size: 16 }
                        }
                        instance_group [ { count: 2 kind: KIND_CPU } ]
                        version_policy: { specific: { versions: [ 1, 3 ] } }
                        parameters [ { key: "digest" value: { string_value: "sha256:00" } } ]
                        parameters: { key: "labels", value: { string_value: "a,b" } }
                        """);

        assertThat(config.getInputList()).hasSize(2);
        assertThat(config.getInput(0).getDimsList()).containsExactly(3L, 224L, 224L);
        assertThat(config.getInput(1).getDataType()).isEqualTo(DataType.TYPE_STRING);
        assertThat(config.getOutput(0).getDimsList()).containsExactly(-1L, 4L);
        assertThat(config.getDynamicBatching().getPreferredBatchSizeList()).containsExactly(4, 8);
        assertThat(config.getDynamicBatching().getDefaultQueuePolicy().getMaxQueueSize())
                .isEqualTo(16);
        assertThat(config.getInstanceGroup(0).getKind())
                .isEqualTo(ModelInstanceGroup.Kind.KIND_CPU);
        assertThat(config.getVersionPolicy().getSpecific().getVersionsList())
                .containsExactly(1L, 3L);
        assertThat(config.getParametersMap()).containsOnlyKeys("digest", "labels");
    }

    @Test
    void anEmptyFileIsAConfiguration() throws Exception {
        assertThat(read("")).isEqualTo(ModelConfig.getDefaultInstance());
    }

    @Test
    void namesEveryUnknownFieldWithItsLine() {
        assertThat(
                        problems(
                                """
                                name: "m"
                                optimization { graph { level: 1 } }
                                input { name: "x"
                                  reshape { shape: [ ] } }
                                """))
                .containsExactly(
                        "config.pbtxt:2: expected fields that this server knows, came ModelConfig.optimization",
                        "config.pbtxt:4: expected fields that this server knows, came ModelInput.reshape");
    }

    @Test
    void namesTheLineOfWhateverElseIsWrong() {
        assertThat(problems("name: \"m\"\ninput { data_type: TYPE_FLOAT }"))
                .containsExactly(
                        "config.pbtxt:2: Enum type \"inference.DataType\" has no value named \"TYPE_FLOAT\".");
        assertThat(problems("name: \"m\"\n\n}"))
                .containsExactly("config.pbtxt:3: Expected identifier. Found '}'");
        assertThat(problems("name: \"m\"\nname: \"n\"").get(0))
                .startsWith("config.pbtxt:2: Non-repeated field");
    }

    @Test
    void tellsThatThereIsNone() {
        assertThat(catchThrowableOfType(InvalidModelException.class, () -> ConfigFile.read(folder)))
                .hasMessageContaining("expected a readable UTF-8 file config.pbtxt, came")
                .hasMessageContaining("NoSuchFile");
    }

    @Test
    void tellsThatItIsNoText() throws Exception {
        Files.write(
                folder.resolve("config.pbtxt"),
                "name: \"é\"".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(catchThrowableOfType(InvalidModelException.class, () -> ConfigFile.read(folder)))
                .hasMessageContaining("expected a readable UTF-8 file config.pbtxt, came");
    }
}
