package io.radstream.inference.triton;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.radstream.inference.triton.protocol.GRPCInferenceServiceGrpc;
import io.radstream.inference.triton.protocol.GRPCInferenceServiceGrpc.GRPCInferenceServiceBlockingStub;
import io.radstream.inference.triton.protocol.ModelMetadataRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Asks a model server, before a job is submitted, for the models that the job will call. */
public final class ModelServerPreflight {

    private final List<String> missing = new ArrayList<>();
    private boolean anotherServer;
    private String away;

    private ModelServerPreflight() {}

    /**
     * Asks once for each model, and not on when the server is away or is none.
     *
     * @param target {@code host:port}
     * @param deadline of each question
     */
    public static ModelServerPreflight of(String target, Duration deadline, List<String> models) {
        ModelServerPreflight preflight = new ModelServerPreflight();
        ManagedChannel channel = Channels.open(target, deadline);
        try {
            GRPCInferenceServiceBlockingStub server =
                    GRPCInferenceServiceGrpc.newBlockingStub(channel);
            for (String model : models) {
                if (preflight.away == null && !preflight.anotherServer) {
                    preflight.ask(server, model);
                }
            }
        } finally {
            channel.shutdownNow();
        }
        return preflight;
    }

    private void ask(GRPCInferenceServiceBlockingStub server, String model) {
        try {
            server.modelMetadata(ModelMetadataRequest.newBuilder().setName(model).build());
        } catch (StatusRuntimeException e) {
            judge(model, e.getStatus());
        }
    }

    private void judge(String model, Status status) {
        switch (status.getCode()) {
            case NOT_FOUND:
                missing.add(model);
                break;
            case UNIMPLEMENTED:
                anotherServer = true;
                break;
            default:
                // Loading, restarting, scaled to zero, or not reachable yet: an outage rejects
                // nothing.
                away = status.getCode() + Failures.described(status);
        }
    }

    /** The models that the server does not have. */
    public List<String> missing() {
        return List.copyOf(missing);
    }

    /** Whether what answers does not speak KServe v2. */
    public boolean isAnotherServer() {
        return anotherServer;
    }

    /** Why the server is away, if it is: studies will wait for it. */
    public Optional<String> away() {
        return Optional.ofNullable(away);
    }
}
