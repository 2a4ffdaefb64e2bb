package io.radstream.local.serving;

import io.radstream.inference.triton.protocol.ModelConfig;
import io.radstream.inference.triton.protocol.ModelParameter;
import java.util.Optional;
import java.util.OptionalInt;

/** How many threads share one computation of a model. */
final class SessionThreads {

    /** The parameter of a configuration that Triton's ONNX Runtime backend reads for it. */
    static final String PARAMETER = "intra_op_thread_count";

    static final int MOST = 256;

    private SessionThreads() {}

    /**
     * What the configuration says.
     *
     * @return no thread count where it says none; empty where it says nonsense
     */
    static Optional<OptionalInt> configured(ModelConfig config) {
        ModelParameter parameter = config.getParametersMap().get(PARAMETER);
        if (parameter == null) {
            return Optional.of(OptionalInt.empty());
        }
        String value = parameter.getStringValue();
        if (!value.matches("\\d{1,3}") || Integer.parseInt(value) > MOST) {
            return Optional.empty();
        }
        return Optional.of(OptionalInt.of(Integer.parseInt(value)));
    }
}
