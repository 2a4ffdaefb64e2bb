package io.radstream.inference.triton;

import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.stub.StreamObserver;
import io.radstream.inference.InferenceClient;
import io.radstream.inference.ModelRequest;
import io.radstream.inference.ModelResponse;
import io.radstream.inference.ModelSignature;
import io.radstream.inference.triton.protocol.GRPCInferenceServiceGrpc;
import io.radstream.inference.triton.protocol.GRPCInferenceServiceGrpc.GRPCInferenceServiceStub;
import io.radstream.inference.triton.protocol.ModelConfigRequest;
import io.radstream.inference.triton.protocol.ModelConfigResponse;
import io.radstream.inference.triton.protocol.ModelInferResponse;
import io.radstream.inference.triton.protocol.ModelMetadataRequest;
import io.radstream.inference.triton.protocol.ModelMetadataResponse;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;

/** The protocol's calls, each tried once. */
final class GrpcInferenceClient implements InferenceClient {

    private final ManagedChannel channel;
    private final GRPCInferenceServiceStub stub;

    /**
     * @param channel closed with this client
     */
    GrpcInferenceClient(ManagedChannel channel) {
        this.channel = channel;
        this.stub = GRPCInferenceServiceGrpc.newStub(channel);
    }

    @Override
    public CompletableFuture<ModelSignature> describe(String model) {
        CompletableFuture<ModelMetadataResponse> metadata =
                call(
                        answer ->
                                stub.modelMetadata(
                                        ModelMetadataRequest.newBuilder().setName(model).build(),
                                        answer),
                        failure -> Failures.ofDescription(model, failure));
        CompletableFuture<ModelConfigResponse> config =
                call(
                        answer ->
                                stub.modelConfig(
                                        ModelConfigRequest.newBuilder().setName(model).build(),
                                        answer),
                        failure -> Failures.ofDescription(model, failure));
        return metadata.thenCombine(config, (m, c) -> SignatureCodec.decode(m, c.getConfig()));
    }

    @Override
    public CompletableFuture<ModelResponse> infer(ModelRequest request) {
        String model = request.model().name();
        CompletableFuture<ModelInferResponse> response =
                call(
                        answer -> stub.modelInfer(InferCodec.encode(request), answer),
                        failure -> Failures.of(model, failure));
        return response.thenApply(message -> InferCodec.decode(model, message));
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }

    /**
     * @param meaning of a call that failed
     */
    private <R> CompletableFuture<R> call(
            Consumer<StreamObserver<R>> call, Function<Throwable, RuntimeException> meaning) {
        if (channel.getState(false) == ConnectivityState.TRANSIENT_FAILURE) {
            // The channel's own pause between attempts grows to two minutes; the breaker paces the
            // calls already.
            channel.resetConnectBackoff();
        }
        return UnaryCall.start(call)
                .exceptionally(
                        failure -> {
                            throw meaning.apply(failure);
                        });
    }
}
