package io.radstream.local.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.TextFormat;
import io.radstream.inference.triton.protocol.ModelConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ModelRepositoryTest {

    @TempDir private Path repository;
    private List<LoadedModel> models = List.of();

    @AfterEach
    void free() {
        models.forEach(model -> model.session().close());
    }

    private LoadedModel loadOne() throws Exception {
        models = ModelRepository.load(repository, 1);
        assertThat(models).hasSize(1);
        return models.get(0);
    }

    private List<String> problems() {
        return catchThrowableOfType(
                        InvalidRepositoryException.class, () -> ModelRepository.load(repository, 1))
                .problems();
    }

    /** What is wrong with a copy of a model under its own name, and this configuration. */
    private List<String> problems(String model, String config) throws Exception {
        TestRepository.copy(model, repository, model, config);
        return problems();
    }

    @Test
    void loadsEveryModelInEveryVersionOfItsPolicy() throws Exception {
        models = ModelRepository.load(TestRepository.folder(), 1);

        assertThat(models)
                .extracting(LoadedModel::title)
                .containsExactly(
                        "affine version 1",
                        "affine version 2",
                        "boxes version 1",
                        "lookup version 1",
                        "ragged version 1",
                        "shout version 1",
                        "total version 1",
                        "types version 1");
    }

    @Test
    void loadsTheLatestVersionOnlyWhereThereIsNoPolicy() throws Exception {
        TestRepository.copy("affine", repository, "m", "max_batch_size: 8");

        assertThat(loadOne().version()).isEqualTo(2);
    }

    @Test
    void takesTensorsFromTheFileWhereTheConfigurationHasNone() throws Exception {
        TestRepository.copy("affine", repository, "m", "max_batch_size: 8");

        LoadedModel model = loadOne();

        assertThat(model.form().inputs())
                .containsExactly(new TensorForm("x", TensorType.FP32, Shape.of(-1, 4)));
        assertThat(model.form().outputs())
                .containsExactly(new TensorForm("y", TensorType.FP32, Shape.of(-1, 4)));
        assertThat(model.config())
                .isEqualTo(
                        TextFormat.parse(
                                """
                                name: "m"
                                platform: "onnxruntime_onnx"
                                backend: "onnxruntime"
                                default_model_filename: "model.onnx"
                                max_batch_size: 8
                                version_policy { latest { num_versions: 1 } }
                                instance_group { name: "m_0" count: 1 kind: KIND_CPU }
                                input { name: "x" data_type: TYPE_FP32 dims: 4 }
                                output { name: "y" data_type: TYPE_FP32 dims: 4 }
                                """,
                                ModelConfig.class));
    }

    @Test
    void withoutABatchDimensionAllDimensionsAreTheModels() throws Exception {
        TestRepository.copy("affine", repository, "m", "");

        LoadedModel model = loadOne();

        assertThat(model.form().batching()).isFalse();
        assertThat(model.config().getInput(0).getDimsList()).containsExactly(-1L, 4L);
    }

    @Test
    void servesOnlyTheOutputsThatAreConfigured() throws Exception {
        TestRepository.copy(
                "boxes",
                repository,
                "boxes",
                "output { name: 'scores' data_type: TYPE_FP32 dims: -1 }");

        assertThat(loadOne().form().outputs())
                .containsExactly(new TensorForm("scores", TensorType.FP32, Shape.of(-1)));
    }

    @Test
    void aConfigurationMayNarrowTheFilesDimensions() throws Exception {
        TestRepository.copy(
                "total",
                repository,
                "total",
                "input { name: 'values' data_type: TYPE_FP32 dims: 5 }");

        assertThat(loadOne().form().inputs().get(0).shape()).isEqualTo(Shape.of(5));
    }

    @Test
    void loadsAFileOfAnotherName() throws Exception {
        Path model =
                TestRepository.copy(
                        "total", repository, "total", "default_model_filename: 'sum.onnx'");
        Files.move(model.resolve("1/model.onnx"), model.resolve("1/sum.onnx"));

        assertThat(loadOne().title()).isEqualTo("total version 1");
    }

    @Test
    void filesAndHiddenFoldersAreNoModels() throws Exception {
        TestRepository.copy("total", repository, "total");
        Files.writeString(repository.resolve("README.md"), "");
        Files.createDirectory(repository.resolve(".cache"));

        assertThat(loadOne().name()).isEqualTo("total");
    }

    @Test
    void tellsEverythingThatIsWrongWithAnyModelAtOnce() throws Exception {
        TestRepository.copy("total", repository, "a-good-one", "");
        TestRepository.copy("total", repository, "b", "name: 'c'\nmax_batch_size: -1");
        Files.createDirectory(repository.resolve("d"));
        Files.createDirectories(repository.resolve("e"));
        Files.writeString(repository.resolve("e/config.pbtxt"), "oops: 1");
        Files.createDirectories(repository.resolve("f/1"));
        Files.writeString(repository.resolve("f/config.pbtxt"), "");
        Files.createDirectories(repository.resolve("g/1"));
        Files.writeString(repository.resolve("g/config.pbtxt"), "");
        Files.writeString(repository.resolve("g/1/model.onnx"), "no model");
        Files.createDirectories(repository.resolve("h"));
        Files.writeString(repository.resolve("h/config.pbtxt"), "name: 'i'");

        InvalidRepositoryException failure =
                catchThrowableOfType(
                        InvalidRepositoryException.class,
                        () -> ModelRepository.load(repository, 1));

        assertThat(failure.problems())
                .satisfiesExactly(
                        b ->
                                assertThat(b)
                                        .isEqualTo(
                                                "b: config.pbtxt: name: expected the folder's, b, came c"),
                        b ->
                                assertThat(b)
                                        .isEqualTo(
                                                "b: config.pbtxt: max_batch_size: expected 0 or more, came -1"),
                        d ->
                                assertThat(d)
                                        .startsWith(
                                                "d: expected a readable UTF-8 file config.pbtxt"),
                        e ->
                                assertThat(e)
                                        .isEqualTo(
                                                "e: config.pbtxt:1: expected fields that this server knows, came ModelConfig.oops"),
                        f ->
                                assertThat(f)
                                        .isEqualTo(
                                                "f: 1/model.onnx: expected an ONNX file, came none"),
                        g ->
                                assertThat(g)
                                        .startsWith(
                                                "g: 1/model.onnx: expected an ONNX file that can be computed, came "),
                        h ->
                                assertThat(h)
                                        .isEqualTo(
                                                "h: config.pbtxt: name: expected the folder's, h, came i"),
                        h ->
                                assertThat(h)
                                        .isEqualTo(
                                                "h: expected a version folder such as 1/, came none"));
        assertThat(failure.getMessage()).contains(failure.problems());
    }

    @Test
    void refusesTensorsThatAreNotInTheFile() throws Exception {
        assertThat(
                        problems(
                                "total",
                                """
                                input { name: 'numbers' data_type: TYPE_FP32 dims: -1 }
                                output { name: 'mean' data_type: TYPE_FP32 dims: 1 }
                                """))
                .containsExactly(
                        "total: 1/model.onnx: input numbers: expected one of the ONNX file, [values], came another",
                        "total: 1/model.onnx: expected all inputs of the ONNX file in the configuration, missing [values]",
                        "total: 1/model.onnx: output mean: expected one of the ONNX file, [sum], came another");
    }

    @Test
    void refusesAnotherType() throws Exception {
        assertThat(problems("total", "input { name: 'values' data_type: TYPE_INT32 dims: -1 }"))
                .containsExactly(
                        "total: 1/model.onnx: input values: expected the type in the ONNX file, TYPE_FP32, came data_type TYPE_INT32");
    }

    @Test
    void refusesOtherDimensions() throws Exception {
        assertThat(
                        problems(
                                "affine",
                                "max_batch_size: 8 input { name: 'x' data_type: TYPE_FP32 dims: [ 5 ] }"))
                .containsExactly(
                        "affine: 2/model.onnx: input x: expected the dims in the ONNX file, [-1,4], came [-1,5] with the batch in front");
    }

    @Test
    void refusesToLeaveOpenWhatTheFileFixes() throws Exception {
        assertThat(problems("total", "output { name: 'sum' data_type: TYPE_FP32 dims: -1 }"))
                .containsExactly(
                        "total: 1/model.onnx: output sum: expected the dims in the ONNX file, [1], came [-1]");
    }

    @Test
    void refusesBatchesOfAModelThatTakesNone() throws Exception {
        assertThat(problems("total", "max_batch_size: 4"))
                .containsExactly(
                        "total: 1/model.onnx: output sum: expected -1, the batch, as first dimension, came [1]");
    }

    @Test
    void refusesAFolderWithoutModels() {
        assertThat(problems()).containsExactly("no folder of a model");
        assertThatThrownBy(() -> ModelRepository.load(repository.resolve("nowhere"), 1))
                .isInstanceOf(InvalidRepositoryException.class)
                .hasMessageContaining("no folder that can be listed: java.nio.file.NoSuchFile");
    }
}
