package io.radstream.local.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.protobuf.ByteString;
import io.grpc.CallOptions;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ClientCalls;
import io.radstream.inference.triton.protocol.InferBatchStatistics;
import io.radstream.inference.triton.protocol.InferTensorContents;
import io.radstream.inference.triton.protocol.ModelConfig;
import io.radstream.inference.triton.protocol.ModelConfigRequest;
import io.radstream.inference.triton.protocol.ModelInferRequest;
import io.radstream.inference.triton.protocol.ModelInferRequest.InferInputTensor;
import io.radstream.inference.triton.protocol.ModelInferRequest.InferRequestedOutputTensor;
import io.radstream.inference.triton.protocol.ModelInferResponse;
import io.radstream.inference.triton.protocol.ModelMetadataRequest;
import io.radstream.inference.triton.protocol.ModelMetadataResponse;
import io.radstream.inference.triton.protocol.ModelReadyRequest;
import io.radstream.inference.triton.protocol.ModelStatistics;
import io.radstream.inference.triton.protocol.ModelStatisticsRequest;
import io.radstream.inference.triton.protocol.RepositoryIndexRequest;
import io.radstream.inference.triton.protocol.ServerLiveRequest;
import io.radstream.inference.triton.protocol.ServerMetadataRequest;
import io.radstream.inference.triton.protocol.ServerReadyRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The server with real models, by the generated stubs, over loopback. */
@Timeout(60)
final class ModelServerTest {

    private static ModelServer server;
    private static TestClient client;

    @BeforeAll
    static void start() throws Exception {
        server = ModelServer.start(TestRepository.folder(), "127.0.0.1", 0);
        client = new TestClient(server);
    }

    @AfterAll
    static void stop() {
        client.close();
        server.close();
    }

    private static ModelInferRequest.Builder affine(float... values) {
        return TestClient.request("affine", "x", Shape.of(values.length / 4, 4), values);
    }

    private static void assertRefused(ModelInferRequest.Builder request, String refusal) {
        assertThatThrownBy(() -> client.infer(request))
                .isInstanceOf(StatusRuntimeException.class)
                .hasMessageStartingWith(refusal);
    }

    @Test
    void isAliveAndReady() {
        assertThat(client.stub().serverLive(ServerLiveRequest.getDefaultInstance()).getLive())
                .isTrue();
        assertThat(client.stub().serverReady(ServerReadyRequest.getDefaultInstance()).getReady())
                .isTrue();
        assertThat(modelReady("affine", "")).isTrue();
        assertThat(modelReady("affine", "1")).isTrue();
        assertThat(modelReady("affine", "3")).isFalse();
        assertThat(modelReady("other", "")).isFalse();
    }

    private static boolean modelReady(String name, String version) {
        return client.stub()
                .modelReady(
                        ModelReadyRequest.newBuilder().setName(name).setVersion(version).build())
                .getReady();
    }

    @Test
    void tellsWhatItServes() {
        assertThat(server.models())
                .contains(
                        new ServedModel("affine", List.of("1", "2"), 8),
                        new ServedModel("total", List.of("1"), 0));
        assertThat(server.models().get(0)).hasToString("affine, version 1 and 2, batches of 8");
        assertThat(
                        client.stub()
                                .repositoryIndex(RepositoryIndexRequest.getDefaultInstance())
                                .getModelsList())
                .hasSize(8)
                .allSatisfy(model -> assertThat(model.getState()).isEqualTo("READY"));
        assertThat(
                        client.stub()
                                .serverMetadata(ServerMetadataRequest.getDefaultInstance())
                                .getName())
                .isEqualTo("radstream-onnxruntime");
    }

    @Test
    void describesAModel() {
        ModelMetadataResponse metadata =
                client.stub()
                        .modelMetadata(ModelMetadataRequest.newBuilder().setName("affine").build());

        assertThat(metadata.getVersionsList()).containsExactly("1", "2");
        assertThat(metadata.getPlatform()).isEqualTo("onnxruntime_onnx");
        assertThat(metadata.getInputs(0).getName()).isEqualTo("x");
        assertThat(metadata.getInputs(0).getDatatype()).isEqualTo("FP32");
        assertThat(metadata.getInputs(0).getShapeList()).containsExactly(-1L, 4L);
        assertThat(metadata.getOutputs(0).getShapeList()).containsExactly(-1L, 4L);
        assertThat(
                        client.stub()
                                .modelMetadata(
                                        ModelMetadataRequest.newBuilder()
                                                .setName("affine")
                                                .setVersion("1")
                                                .build())
                                .getVersionsList())
                .containsExactly("1");
    }

    @Test
    void tellsAModelsConfiguration() {
        ModelConfig config =
                client.stub()
                        .modelConfig(ModelConfigRequest.newBuilder().setName("affine").build())
                        .getConfig();

        assertThat(config.getMaxBatchSize()).isEqualTo(8);
        assertThat(config.getDynamicBatching().getMaxQueueDelayMicroseconds()).isEqualTo(50_000);
        assertThat(config.getParametersMap().get("digest").getStringValue()).isEqualTo("sha256:00");
    }

    @Test
    void infers() {
        ModelInferResponse response = client.infer(affine(0, 1, 2, 3).setId("call 7"));

        assertThat(TestClient.floats(response, 0)).containsExactly(-1, 2, 5, 8);
        assertThat(response.getModelName()).isEqualTo("affine");
        assertThat(response.getModelVersion()).as("the greatest").isEqualTo("2");
        assertThat(response.getId()).isEqualTo("call 7");
        assertThat(response.getOutputs(0).getName()).isEqualTo("y");
        assertThat(response.getOutputs(0).getDatatype()).isEqualTo("FP32");
        assertThat(response.getOutputs(0).getShapeList()).containsExactly(1L, 4L);
        assertThat(response.getParametersMap().get("queue_ms").getDoubleParam()).isPositive();
        assertThat(response.getParametersMap().get("compute_ms").getDoubleParam()).isPositive();
    }

    @Test
    void infersInTheVersionThatIsAskedFor() {
        ModelInferResponse response = client.infer(affine(0, 1, 2, 3).setModelVersion("1"));

        assertThat(TestClient.floats(response, 0)).containsExactly(1, 3, 5, 7);
        assertThat(response.getModelVersion()).isEqualTo("1");
    }

    @Test
    void infersABatchOfTheCaller() {
        ModelInferResponse response = client.infer(affine(0, 1, 2, 3, 4, 5, 6, 7));

        assertThat(response.getOutputs(0).getShapeList()).containsExactly(2L, 4L);
        assertThat(TestClient.floats(response, 0)).containsExactly(-1, 2, 5, 8, 11, 14, 17, 20);
    }

    @Test
    void concurrentCallsShareABatch() throws Exception {
        long before = client.statistics("ragged").getExecutionCount();
        ListenableFuture<ModelInferResponse> first =
                client.start(TestClient.request("ragged", "x", Shape.of(1, 1, 4), 1, 2, 3, 4));
        ListenableFuture<ModelInferResponse> second =
                client.start(TestClient.request("ragged", "x", Shape.of(1, 1, 4), 5, 6, 7, 8));

        assertThat(TestClient.floats(first.get(), 0)).containsExactly(2, 4, 6, 8);
        assertThat(TestClient.floats(second.get(), 0)).containsExactly(10, 12, 14, 16);
        assertThat(client.statistics("ragged").getExecutionCount() - before).isEqualTo(1);
    }

    @Test
    void onlyItemsOfTheSameShapeShareABatch(@TempDir Path repository) throws Exception {
        // Nobody waits: whoever has another shape sends those before on their way.
        String config =
                "max_batch_size: 4 dynamic_batching { preferred_batch_size: 2 max_queue_delay_microseconds: 3600000000 }";
        TestRepository.copy("ragged", repository, "ragged", config);
        try (ModelServer own = ModelServer.start(repository, "127.0.0.1", 0);
                TestClient ownClient = new TestClient(own)) {
            ListenableFuture<ModelInferResponse> alone =
                    ownClient.start(TestClient.request("ragged", "x", Shape.of(1, 0, 4)));
            Until.isTrue(() -> own.waiting() == 1);
            ListenableFuture<ModelInferResponse> pair =
                    ownClient.start(
                            TestClient.request("ragged", "x", Shape.of(2, 1, 4), new float[8]));

            assertThat(alone.get().getOutputs(0).getShapeList()).containsExactly(1L, 0L, 4L);
            assertThat(pair.get().getOutputs(0).getShapeList()).containsExactly(2L, 1L, 4L);
            assertThat(batchSizes(ownClient.statistics("ragged")))
                    .isEqualTo(Map.of(1L, 1L, 2L, 1L));
        }
    }

    private static Map<Long, Long> batchSizes(ModelStatistics statistics) {
        Map<Long, Long> sizes = new TreeMap<>();
        for (InferBatchStatistics batch : statistics.getBatchStatsList()) {
            sizes.put(batch.getBatchSize(), batch.getComputeInfer().getCount());
        }
        return sizes;
    }

    @Test
    void infersTexts() {
        ByteString contents =
                RawContents.write(new Elements.Texts(List.of("Thorax a.p.", "grün", "")));

        ModelInferResponse response =
                client.infer(
                        TestClient.request("shout", "text", "BYTES", Shape.of(3, 1), contents));

        assertThat(response.getOutputs(0).getDatatype()).isEqualTo("BYTES");
        assertThat(response.getRawOutputContents(0))
                .isEqualTo(
                        RawContents.write(
                                new Elements.Texts(List.of("Thorax a.p.!", "grün!", "!"))));
    }

    @Test
    void infersWithoutABatchDimension() {
        ModelInferResponse response =
                client.infer(TestClient.request("total", "values", Shape.of(3), 1, 2, 3));

        assertThat(response.getOutputs(0).getShapeList()).containsExactly(1L);
        assertThat(TestClient.floats(response, 0)).containsExactly(6);
    }

    @Test
    void answersNoBoxes() {
        ModelInferResponse response =
                client.infer(TestClient.request("boxes", "rows", Shape.of(1, 4), -1, 0, 0, 0));

        assertThat(response.getOutputs(0).getShapeList()).containsExactly(0L, 4L);
        assertThat(response.getOutputs(2).getShapeList()).containsExactly(0L);
        assertThat(response.getRawOutputContentsList()).containsOnly(ByteString.EMPTY).hasSize(3);
    }

    @Test
    void answersOnlyWhatIsAskedForInThatOrder() {
        ModelInferResponse response =
                client.infer(
                        TestClient.request("boxes", "rows", Shape.of(2, 4), 5, 1, 1, 1, -1, 0, 0, 0)
                                .addOutputs(
                                        InferRequestedOutputTensor.newBuilder().setName("labels"))
                                .addOutputs(
                                        InferRequestedOutputTensor.newBuilder().setName("boxes")));

        assertThat(response.getOutputsList())
                .extracting(output -> output.getName() + " " + output.getShapeList())
                .containsExactly("labels [1]", "boxes [1, 4]");
        assertThat(TestClient.floats(response, 1)).containsExactly(5, 1, 1, 1);
    }

    @Test
    void infersInEveryType() {
        ModelInferRequest.Builder raw = ModelInferRequest.newBuilder().setModelName("types");
        List<ByteString> contents = new ArrayList<>();
        for (TensorType type : TensorType.values()) {
            raw.addInputs(input(type));
            contents.add(
                    type == TensorType.BYTES
                            ? RawContents.write(new Elements.Texts(List.of("a", "bc")))
                            : ByteString.copyFrom(new byte[type.bytes()])
                                    .concat(ByteString.copyFrom(one(type))));
        }
        raw.addAllRawInputContents(contents);

        ModelInferResponse response = client.infer(raw);

        assertThat(response.getRawOutputContentsList()).isEqualTo(contents);
        assertThat(response.getOutputsList())
                .extracting(output -> output.getDatatype())
                .containsExactlyElementsOf(
                        Arrays.stream(TensorType.values()).map(Enum::name).toList());
    }

    private static InferInputTensor.Builder input(TensorType type) {
        String word = type == TensorType.BYTES ? "STRING" : type.name();
        return InferInputTensor.newBuilder()
                .setName("in_" + word)
                .setDatatype(type.name())
                .addShape(1)
                .addShape(2);
    }

    /** An element whose first byte is 1: whatever it means, it is not 0. */
    private static byte[] one(TensorType type) {
        byte[] element = new byte[type.bytes()];
        element[0] = 1;
        return element;
    }

    @Test
    void infersTypedContents() {
        ModelInferRequest.Builder request =
                ModelInferRequest.newBuilder()
                        .setModelName("lookup")
                        .addInputs(
                                InferInputTensor.newBuilder()
                                        .setName("index")
                                        .setDatatype("INT64")
                                        .addShape(2)
                                        .addShape(1)
                                        .setContents(
                                                InferTensorContents.newBuilder()
                                                        .addInt64Contents(2)
                                                        .addInt64Contents(0)));

        assertThat(TestClient.floats(client.infer(request), 0)).containsExactly(30, 10);
    }

    private static ModelInferRequest.Builder lookup(int index) {
        ByteString contents = ByteString.copyFrom(new byte[] {(byte) index, 0, 0, 0, 0, 0, 0, 0});
        return TestClient.request("lookup", "index", "INT64", Shape.of(1, 1), contents);
    }

    @Test
    void aRequestThatFailsDoesNotHarmItsBatch() throws Exception {
        ListenableFuture<ModelInferResponse> good = client.start(lookup(1));
        ListenableFuture<ModelInferResponse> poison = client.start(lookup(9));

        assertThat(TestClient.floats(good.get(), 0)).containsExactly(20);
        Status status = TestClient.status(poison);
        assertThat(status.getCode()).isEqualTo(Status.Code.INTERNAL);
        assertThat(status.getDescription())
                .startsWith("model 'lookup': onnx runtime error: ")
                .contains("out of data bounds");
        assertThat(client.statistics("lookup").getInferenceStats().getFail().getCount())
                .isEqualTo(1);
    }

    @Test
    void refusesUnknownModelsAndVersions() {
        assertRefused(
                TestClient.request("other", "x", Shape.of(1), 1),
                "NOT_FOUND: Request for unknown model: 'other' is not found");
        assertRefused(
                affine(0, 0, 0, 0).setModelVersion("3"),
                "NOT_FOUND: Request for unknown model: 'affine' version 3 is not found");
        assertRefused(
                affine(0, 0, 0, 0).setModelVersion("latest"),
                "INVALID_ARGUMENT: failed to get model version from specified version string 'latest'");
        assertThatThrownBy(
                        () ->
                                client.stub()
                                        .modelMetadata(
                                                ModelMetadataRequest.newBuilder()
                                                        .setName("other")
                                                        .build()))
                .hasMessageStartingWith("NOT_FOUND");
        assertThatThrownBy(
                        () ->
                                client.stub()
                                        .modelConfig(
                                                ModelConfigRequest.newBuilder()
                                                        .setName("other")
                                                        .build()))
                .hasMessageStartingWith("NOT_FOUND");
        assertThatThrownBy(() -> client.statistics("other")).hasMessageStartingWith("NOT_FOUND");
    }

    @Test
    void refusesWhatDoesNotSuitTheModel() {
        assertRefused(
                TestClient.request("affine", "z", Shape.of(1, 4), 0, 0, 0, 0),
                "INVALID_ARGUMENT: unexpected inference input 'z' for model 'affine'");
        assertRefused(
                TestClient.request("affine", "x", Shape.of(9, 4), new float[36]),
                "INVALID_ARGUMENT: inference request batch-size must be >= 1 and <= 8 for 'affine', got 9");
        assertRefused(
                TestClient.request("affine", "x", Shape.of(1, 4), 0, 0, 0),
                "INVALID_ARGUMENT: input byte size mismatch for input 'x' for model 'affine'. Expected 16, got 12");
    }

    @Test
    void refusesWhatItHasNot() {
        MethodDescriptor<ServerLiveRequest, ServerLiveRequest> shared =
                MethodDescriptor.<ServerLiveRequest, ServerLiveRequest>newBuilder()
                        .setType(MethodDescriptor.MethodType.UNARY)
                        .setFullMethodName(
                                "inference.GRPCInferenceService/SystemSharedMemoryStatus")
                        .setRequestMarshaller(
                                ProtoUtils.marshaller(ServerLiveRequest.getDefaultInstance()))
                        .setResponseMarshaller(
                                ProtoUtils.marshaller(ServerLiveRequest.getDefaultInstance()))
                        .build();

        assertThatThrownBy(
                        () ->
                                ClientCalls.blockingUnaryCall(
                                        client.channel(),
                                        shared,
                                        CallOptions.DEFAULT,
                                        ServerLiveRequest.getDefaultInstance()))
                .hasMessageStartingWith("UNIMPLEMENTED");
    }

    @Test
    void refusesMessagesOfMoreThan64MiB() {
        assertRefused(
                TestClient.request(
                        "total",
                        "values",
                        "FP32",
                        Shape.of(17 << 20),
                        ByteString.copyFrom(new byte[68 << 20])),
                "RESOURCE_EXHAUSTED");
    }

    @Test
    void countsEveryVersionOfItsOwn() {
        client.infer(affine(0, 1, 2, 3));

        List<ModelStatistics> all =
                client.stub()
                        .modelStatistics(ModelStatisticsRequest.getDefaultInstance())
                        .getModelStatsList();

        assertThat(all).hasSize(8);
        assertThat(client.statistics("affine").getVersion()).isEqualTo("2");
        assertThat(client.statistics("affine").getInferenceCount()).isPositive();
        assertThat(
                        client.stub()
                                .modelStatistics(
                                        ModelStatisticsRequest.newBuilder()
                                                .setName("affine")
                                                .setVersion("1")
                                                .build())
                                .getModelStatsList())
                .hasSize(1);
    }

    @Test
    void tellsThatAnAddressIsTaken() {
        assertThatThrownBy(
                        () ->
                                ModelServer.start(
                                        TestRepository.folder(), "127.0.0.1", server.port()))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(
                        "model server: expected 127.0.0.1:"
                                + server.port()
                                + " to be a free address of this machine, came ");
    }
}
