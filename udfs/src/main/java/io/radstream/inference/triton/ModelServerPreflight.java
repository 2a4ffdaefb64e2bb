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

    private final String target;
    private final List<String> problems = new ArrayList<>();
    private String away;

    private ModelServerPreflight(String target) {
        this.target = target;
    }

    /**
     * Asks once for each model, and not on when the server is away.
     *
     * @param target {@code host:port}
     * @param deadline of each question
     */
    public static ModelServerPreflight of(String target, Duration deadline, List<String> models) {
        ModelServerPreflight preflight = new ModelServerPreflight(target);
        ManagedChannel channel = Channels.open(target, deadline);
        try {
            GRPCInferenceServiceBlockingStub server =
                    GRPCInferenceServiceGrpc.newBlockingStub(channel);
            for (String model : models) {
                if (preflight.away == null) {
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
                problems.add(
                        "model "
                                + model
                                + " does not exist at "
                                + target
                                + ": load it there, or correct its name");
                break;
            case UNIMPLEMENTED:
                problems.add(
                        "expected a KServe v2 gRPC server at "
                                + target
                                + ", came one that does not speak it: is this its HTTP port?");
                break;
            default:
                // Loading, restarting, scaled to zero, or not reachable yet: an outage rejects
                // nothing.
                away = status.getCode() + Failures.described(status);
        }
    }

    /** One line each: what waiting will not mend. */
    public List<String> problems() {
        return List.copyOf(problems);
    }

    /** Why the server is away, if it is: studies will wait for it. */
    public Optional<String> away() {
        return Optional.ofNullable(away);
    }
}
