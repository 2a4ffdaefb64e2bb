package io.radstream.inference.triton;

import com.google.protobuf.ByteString;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.radstream.fixture.FreePort;
import io.radstream.fixture.Models;
import io.radstream.inference.TensorSpec;
import io.radstream.inference.triton.protocol.GRPCInferenceServiceGrpc.GRPCInferenceServiceImplBase;
import io.radstream.inference.triton.protocol.ModelConfig;
import io.radstream.inference.triton.protocol.ModelConfigRequest;
import io.radstream.inference.triton.protocol.ModelConfigResponse;
import io.radstream.inference.triton.protocol.ModelInferRequest;
import io.radstream.inference.triton.protocol.ModelInferResponse;
import io.radstream.inference.triton.protocol.ModelInferResponse.InferOutputTensor;
import io.radstream.inference.triton.protocol.ModelMetadataRequest;
import io.radstream.inference.triton.protocol.ModelMetadataResponse;
import io.radstream.inference.triton.protocol.ModelMetadataResponse.TensorMetadata;
import io.radstream.inference.triton.protocol.ModelParameter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A real gRPC server on loopback that serves the three models, as well as it is told to. */
final class ModelServer extends GRPCInferenceServiceImplBase implements AutoCloseable {

    /** How a call of a model is answered. */
    @FunctionalInterface
    interface Infer {
        void answer(ModelInferRequest request, StreamObserver<ModelInferResponse> to);
    }

    static final Infer HEALTHY = ModelServer::answer;
    static final Infer HANGING = (request, to) -> {};

    static Infer failing(Status status) {
        return (request, to) -> to.onError(status.asRuntimeException());
    }

    private final Queue<ModelInferRequest> inferred = new ConcurrentLinkedQueue<>();
    private final AtomicInteger described = new AtomicInteger();
    private volatile Infer infer = HEALTHY;
    private volatile Status describing = Status.OK;
    private Server server;
    private int port;

    /** A healthy server on a free port. */
    static ModelServer start() throws IOException {
        ModelServer started = new ModelServer();
        started.listen(FreePort.find());
        return started;
    }

    private void listen(int at) throws IOException {
        server =
                NettyServerBuilder.forAddress(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), at))
                        .addService(this)
                        .build()
                        .start();
        port = server.getPort();
    }

    /** Dies, with all that is under way. */
    void kill() throws InterruptedException {
        server.shutdownNow();
        if (!server.awaitTermination(10, TimeUnit.SECONDS)) {
            throw new IllegalStateException("expected the server to end");
        }
    }

    /** Comes back at the same address. */
    void restart() throws IOException {
        listen(port);
    }

    int port() {
        return port;
    }

    String target() {
        return InetAddress.getLoopbackAddress().getHostAddress() + ':' + port();
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port());
    }

    void onInfer(Infer answer) {
        infer = answer;
    }

    /** From now on descriptions are answered with this status; OK: well. */
    void onDescribe(Status status) {
        describing = status;
    }

    /** The calls of models, in order. */
    List<ModelInferRequest> inferred() {
        return List.copyOf(inferred);
    }

    int described() {
        return described.get();
    }

    @Override
    public void close() {
        try {
            kill();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void modelInfer(ModelInferRequest request, StreamObserver<ModelInferResponse> to) {
        inferred.add(request);
        infer.answer(request, to);
    }

    @Override
    public void modelMetadata(
            ModelMetadataRequest request, StreamObserver<ModelMetadataResponse> to) {
        described.incrementAndGet();
        if (!describing.isOk()) {
            to.onError(describing.asRuntimeException());
            return;
        }
        ModelMetadataResponse.Builder metadata =
                ModelMetadataResponse.newBuilder().setName(request.getName()).addVersions("1");
        for (TensorSpec input : Models.signature(request.getName()).inputs()) {
            TensorMetadata.Builder tensor =
                    TensorMetadata.newBuilder()
                            .setName(input.name())
                            .setDatatype(input.datatype())
                            .addShape(-1);
            for (long size : input.shape()) {
                tensor.addShape(size);
            }
            metadata.addInputs(tensor);
        }
        to.onNext(metadata.build());
        to.onCompleted();
    }

    @Override
    public void modelConfig(ModelConfigRequest request, StreamObserver<ModelConfigResponse> to) {
        if (!describing.isOk()) {
            to.onError(describing.asRuntimeException());
            return;
        }
        to.onNext(
                ModelConfigResponse.newBuilder()
                        .setConfig(
                                ModelConfig.newBuilder()
                                        .setName(request.getName())
                                        .setMaxBatchSize(8)
                                        .putParameters(
                                                "digest",
                                                ModelParameter.newBuilder()
                                                        .setStringValue("sha256:00")
                                                        .build()))
                        .build());
        to.onCompleted();
    }

    /** As a healthy model does. */
    static void answer(ModelInferRequest request, StreamObserver<ModelInferResponse> to) {
        ModelInferResponse.Builder response =
                ModelInferResponse.newBuilder()
                        .setModelName(request.getModelName())
                        .setModelVersion("1");
        switch (request.getModelName()) {
            case Models.CLASSIFIER -> {
                add(response, "predictions", "FP32", floats(0.1f, 0.6f, 0.1f, 0.1f, 0.1f), 1, 5);
                add(response, "confidence", "FP32", floats(0.6f), 1, 1);
            }
            case Models.DETECTOR -> {
                add(response, "boxes", "FP32", floats(1, 2, 3, 4), 1, 1, 4);
                add(response, "scores", "FP32", floats(0.5f), 1, 1);
                add(response, "labels", "INT32", ByteBuffer.allocate(4), 1, 1);
            }
            default -> {
                for (String output : List.of("image_features", "text_features", "joint_features")) {
                    add(response, output, "FP32", floats(new float[768]), 1, 768);
                }
            }
        }
        to.onNext(response.build());
        to.onCompleted();
    }

    static void add(
            ModelInferResponse.Builder response,
            String name,
            String datatype,
            ByteBuffer content,
            long... shape) {
        InferOutputTensor.Builder output =
                InferOutputTensor.newBuilder().setName(name).setDatatype(datatype);
        for (long size : shape) {
            output.addShape(size);
        }
        response.addOutputs(output).addRawOutputContents(ByteString.copyFrom(content));
    }

    static ByteBuffer floats(float... values) {
        ByteBuffer content =
                ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        content.asFloatBuffer().put(values);
        return content;
    }
}
