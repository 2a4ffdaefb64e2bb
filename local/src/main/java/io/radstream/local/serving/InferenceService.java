package io.radstream.local.serving;

import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.radstream.inference.triton.protocol.GRPCInferenceServiceGrpc.GRPCInferenceServiceImplBase;
import io.radstream.inference.triton.protocol.ModelConfigRequest;
import io.radstream.inference.triton.protocol.ModelConfigResponse;
import io.radstream.inference.triton.protocol.ModelInferRequest;
import io.radstream.inference.triton.protocol.ModelInferResponse;
import io.radstream.inference.triton.protocol.ModelMetadataRequest;
import io.radstream.inference.triton.protocol.ModelMetadataResponse;
import io.radstream.inference.triton.protocol.ModelMetadataResponse.TensorMetadata;
import io.radstream.inference.triton.protocol.ModelReadyRequest;
import io.radstream.inference.triton.protocol.ModelReadyResponse;
import io.radstream.inference.triton.protocol.ModelStatisticsRequest;
import io.radstream.inference.triton.protocol.ModelStatisticsResponse;
import io.radstream.inference.triton.protocol.RepositoryIndexRequest;
import io.radstream.inference.triton.protocol.RepositoryIndexResponse;
import io.radstream.inference.triton.protocol.RepositoryIndexResponse.ModelIndex;
import io.radstream.inference.triton.protocol.ServerLiveRequest;
import io.radstream.inference.triton.protocol.ServerLiveResponse;
import io.radstream.inference.triton.protocol.ServerMetadataRequest;
import io.radstream.inference.triton.protocol.ServerMetadataResponse;
import io.radstream.inference.triton.protocol.ServerReadyRequest;
import io.radstream.inference.triton.protocol.ServerReadyResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** The protocol's calls. Those that are not here answer UNIMPLEMENTED. */
final class InferenceService extends GRPCInferenceServiceImplBase {

    private static final String NAME = "radstream-onnxruntime";
    private static final List<String> EXTENSIONS =
            List.of("model_configuration", "parameters", "statistics");

    private final ModelCatalog models;
    private final InFlight inFlight;

    InferenceService(ModelCatalog models, InFlight inFlight) {
        this.models = models;
        this.inFlight = inFlight;
    }

    @Override
    public void serverLive(ServerLiveRequest request, StreamObserver<ServerLiveResponse> observer) {
        answer(observer, () -> ServerLiveResponse.newBuilder().setLive(true).build());
    }

    @Override
    public void serverReady(
            ServerReadyRequest request, StreamObserver<ServerReadyResponse> observer) {
        answer(
                observer,
                () -> ServerReadyResponse.newBuilder().setReady(inFlight.isOpen()).build());
    }

    /** Of a model that is unknown it is not an error to ask, as with Triton. */
    @Override
    public void modelReady(ModelReadyRequest request, StreamObserver<ModelReadyResponse> observer) {
        answer(
                observer,
                () ->
                        ModelReadyResponse.newBuilder()
                                .setReady(
                                        inFlight.isOpen()
                                                && isServed(
                                                        request.getName(), request.getVersion()))
                                .build());
    }

    @Override
    public void serverMetadata(
            ServerMetadataRequest request, StreamObserver<ServerMetadataResponse> observer) {
        answer(
                observer,
                () ->
                        ServerMetadataResponse.newBuilder()
                                .setName(NAME)
                                .setVersion(OnnxSession.runtimeVersion())
                                .addAllExtensions(EXTENSIONS)
                                .build());
    }

    @Override
    public void modelMetadata(
            ModelMetadataRequest request, StreamObserver<ModelMetadataResponse> observer) {
        answer(
                observer,
                () -> {
                    ServedVersion version = models.find(request.getName(), request.getVersion());
                    List<ServedVersion> told =
                            request.getVersion().isEmpty()
                                    ? models.versions(request.getName())
                                    : List.of(version);
                    ModelForm form = version.model().form();
                    return ModelMetadataResponse.newBuilder()
                            .setName(request.getName())
                            .addAllVersions(told.stream().map(ServedVersion::version).toList())
                            .setPlatform(version.model().config().getPlatform())
                            .addAllInputs(metadata(form.inputs()))
                            .addAllOutputs(metadata(form.outputs()))
                            .build();
                });
    }

    @Override
    public void modelConfig(
            ModelConfigRequest request, StreamObserver<ModelConfigResponse> observer) {
        answer(
                observer,
                () ->
                        ModelConfigResponse.newBuilder()
                                .setConfig(
                                        models.find(request.getName(), request.getVersion())
                                                .model()
                                                .config())
                                .build());
    }

    @Override
    public void modelStatistics(
            ModelStatisticsRequest request, StreamObserver<ModelStatisticsResponse> observer) {
        answer(
                observer,
                () ->
                        ModelStatisticsResponse.newBuilder()
                                .addAllModelStats(
                                        asked(request).stream()
                                                .map(ServedVersion::statistics)
                                                .toList())
                                .build());
    }

    @Override
    public void repositoryIndex(
            RepositoryIndexRequest request, StreamObserver<RepositoryIndexResponse> observer) {
        answer(
                observer,
                () ->
                        RepositoryIndexResponse.newBuilder()
                                .addAllModels(
                                        models.all().stream()
                                                .map(InferenceService::indexed)
                                                .toList())
                                .build());
    }

    @Override
    public void modelInfer(ModelInferRequest message, StreamObserver<ModelInferResponse> observer) {
        ServedVersion version;
        InferenceRequest request;
        try {
            version = models.find(message.getModelName(), message.getModelVersion());
            request = version.reader().read(message);
            inFlight.admit(request, message.getSerializedSize());
        } catch (StatusRuntimeException e) {
            observer.onError(e);
            return;
        }
        String id = message.getId();
        CompletableFuture<?> unused =
                request.answer()
                        .whenComplete(
                                (answer, failure) -> {
                                    inFlight.release(request);
                                    if (failure == null) {
                                        answer(observer, () -> response(version, id, answer));
                                    } else {
                                        observer.onError(refusal(version, failure));
                                    }
                                });
        // Also when the call's deadline has passed.
        ((ServerCallStreamObserver<ModelInferResponse>) observer)
                .setOnCancelHandler(
                        () -> {
                            request.answer().cancel(false);
                            version.forget(request);
                        });
        try {
            version.submit(request);
        } catch (StatusRuntimeException e) {
            request.answer().completeExceptionally(e);
        }
    }

    private boolean isServed(String name, String version) {
        try {
            models.find(name, version);
            return true;
        } catch (StatusRuntimeException e) {
            return false;
        }
    }

    private List<ServedVersion> asked(ModelStatisticsRequest request) {
        if (request.getName().isEmpty()) {
            return models.all();
        }
        return request.getVersion().isEmpty()
                ? models.versions(request.getName())
                : List.of(models.find(request.getName(), request.getVersion()));
    }

    private static ModelIndex indexed(ServedVersion version) {
        return ModelIndex.newBuilder()
                .setName(version.model().name())
                .setVersion(version.version())
                .setState("READY")
                .build();
    }

    private static List<TensorMetadata> metadata(List<TensorForm> tensors) {
        return tensors.stream()
                .map(
                        tensor ->
                                TensorMetadata.newBuilder()
                                        .setName(tensor.name())
                                        .setDatatype(tensor.type().name())
                                        .addAllShape(tensor.shape().toList())
                                        .build())
                .toList();
    }

    private static ModelInferResponse response(
            ServedVersion version, String id, InferenceAnswer answer) {
        return ResponseWriter.write(version.model().name(), version.version(), id, answer);
    }

    private static StatusRuntimeException refusal(ServedVersion version, Throwable failure) {
        return failure instanceof StatusRuntimeException refusal
                ? refusal
                : Refusals.failed(version.model().name(), failure);
    }

    private static <R> void answer(StreamObserver<R> observer, Supplier<R> answer) {
        R message;
        try {
            message = answer.get();
        } catch (StatusRuntimeException e) {
            observer.onError(e);
            return;
        } catch (RuntimeException e) {
            observer.onError(Refusals.failed("server", e));
            return;
        }
        observer.onNext(message);
        observer.onCompleted();
    }
}
