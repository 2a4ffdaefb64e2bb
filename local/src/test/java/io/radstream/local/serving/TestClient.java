package io.radstream.local.serving;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import io.radstream.inference.triton.protocol.GRPCInferenceServiceGrpc;
import io.radstream.inference.triton.protocol.GRPCInferenceServiceGrpc.GRPCInferenceServiceBlockingStub;
import io.radstream.inference.triton.protocol.ModelInferRequest;
import io.radstream.inference.triton.protocol.ModelInferRequest.InferInputTensor;
import io.radstream.inference.triton.protocol.ModelInferResponse;
import io.radstream.inference.triton.protocol.ModelStatistics;
import io.radstream.inference.triton.protocol.ModelStatisticsRequest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The generated stubs on a channel of their own. */
final class TestClient implements AutoCloseable {

    private static final int PATIENCE_S = 20;

    private final ManagedChannel channel;

    TestClient(ModelServer server) {
        this.channel =
                NettyChannelBuilder.forAddress("127.0.0.1", server.port()).usePlaintext().build();
    }

    ManagedChannel channel() {
        return channel;
    }

    GRPCInferenceServiceBlockingStub stub() {
        return GRPCInferenceServiceGrpc.newBlockingStub(channel)
                .withDeadlineAfter(PATIENCE_S, TimeUnit.SECONDS);
    }

    ModelInferResponse infer(ModelInferRequest.Builder request) {
        return stub().modelInfer(request.build());
    }

    ListenableFuture<ModelInferResponse> start(ModelInferRequest.Builder request) {
        return GRPCInferenceServiceGrpc.newFutureStub(channel).modelInfer(request.build());
    }

    /** What a call that was started ends with. */
    static Status status(ListenableFuture<ModelInferResponse> call)
            throws InterruptedException, TimeoutException {
        try {
            call.get(PATIENCE_S, TimeUnit.SECONDS);
            return Status.OK;
        } catch (ExecutionException e) {
            return Status.fromThrowable(e.getCause());
        }
    }

    ModelStatistics statistics(String model) {
        return stub()
                .modelStatistics(ModelStatisticsRequest.newBuilder().setName(model).build())
                .getModelStatsList()
                .stream()
                .reduce((first, last) -> last)
                .orElseThrow();
    }

    /** A request with one FP32 input in raw contents. */
    static ModelInferRequest.Builder request(
            String model, String input, Shape shape, float... values) {
        ByteBuffer bytes =
                ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return request(model, input, "FP32", shape, ByteString.copyFrom(bytes));
    }

    static ModelInferRequest.Builder request(
            String model, String input, String datatype, Shape shape, ByteString contents) {
        return ModelInferRequest.newBuilder()
                .setModelName(model)
                .addInputs(
                        InferInputTensor.newBuilder()
                                .setName(input)
                                .setDatatype(datatype)
                                .addAllShape(shape.toList()))
                .addRawInputContents(contents);
    }

    static float[] floats(ModelInferResponse response, int output) {
        ByteBuffer bytes =
                response.getRawOutputContents(output)
                        .asReadOnlyByteBuffer()
                        .order(ByteOrder.LITTLE_ENDIAN);
        float[] values = new float[bytes.remaining() / Float.BYTES];
        bytes.asFloatBuffer().get(values);
        return values;
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
