package io.radstream.local.serving;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.RunOptions;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/** An ONNX file in ONNX Runtime, on the CPU. */
final class OnnxSession implements ModelSession {

    private final OrtEnvironment environment;
    private final OrtSession session;
    private final RunOptions options;

    /** As many as compute at once, used again and again. */
    private final Queue<InputBuffers> idleBuffers = new ConcurrentLinkedQueue<>();

    private OnnxSession(OrtEnvironment environment, OrtSession session, RunOptions options) {
        this.environment = environment;
        this.session = session;
        this.options = options;
    }

    /**
     * Loads a file.
     *
     * @param threads that share one computation; 0: as many as there are cores
     * @throws OrtException where it is no model that ONNX Runtime can compute
     */
    static OnnxSession open(Path file, int threads) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (SessionOptions options = new SessionOptions()) {
            options.setIntraOpNumThreads(threads);
            options.setInterOpNumThreads(1);
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
            // Idle threads of one model would take the cores from the others.
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            return new OnnxSession(
                    environment,
                    environment.createSession(file.toString(), options),
                    new RunOptions());
        }
    }

    /** ONNX Runtime's version. */
    static String runtimeVersion() {
        return OrtEnvironment.getEnvironment().getVersion();
    }

    /** The file's inputs by name; those that are no tensors have none. */
    Map<String, NodeInfo> inputs() throws OrtException {
        return session.getInputInfo();
    }

    /** The file's outputs by name. */
    Map<String, NodeInfo> outputs() throws OrtException {
        return session.getOutputInfo();
    }

    @Override
    public Computation compute(List<JoinedTensor> inputs, Set<String> outputs)
            throws ComputationException {
        InputBuffers idle = idleBuffers.poll();
        InputBuffers buffers = idle == null ? new InputBuffers() : idle;
        Map<String, OnnxTensor> tensors = new LinkedHashMap<>();
        try {
            long startedAt = System.nanoTime();
            for (JoinedTensor input : inputs) {
                tensors.put(input.name(), tensor(input, buffers));
            }
            long readyAt = System.nanoTime();
            try (OrtSession.Result result = session.run(tensors, outputs, options)) {
                long computedAt = System.nanoTime();
                List<TensorValue> values = new ArrayList<>();
                for (Map.Entry<String, OnnxValue> output : result) {
                    values.add(value(output.getKey(), output.getValue()));
                }
                return new Computation(
                        values,
                        readyAt - startedAt,
                        computedAt - readyAt,
                        System.nanoTime() - computedAt);
            }
        } catch (OrtException e) {
            throw new ComputationException("onnx runtime error: " + e.getMessage(), e);
        } finally {
            tensors.values().forEach(OnnxTensor::close);
            idleBuffers.add(buffers);
        }
    }

    @Override
    public void terminate() {
        try {
            options.setTerminate(true);
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        options.close();
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }

    private OnnxTensor tensor(JoinedTensor input, InputBuffers buffers) throws OrtException {
        if (input.type() == TensorType.BYTES) {
            List<String> texts = new ArrayList<>();
            input.parts().forEach(part -> texts.addAll(((Elements.Texts) part).strings()));
            return OnnxTensor.createTensor(
                    environment, texts.toArray(String[]::new), input.shape().toArray());
        }
        ByteBuffer content = buffers.fill(input);
        return OnnxTensor.createTensor(
                environment, content, input.shape().toArray(), input.type().java());
    }

    private static TensorValue value(String name, OnnxValue value) throws OrtException {
        OnnxTensor tensor = (OnnxTensor) value;
        TensorInfo info = tensor.getInfo();
        TensorType type = TensorType.of(info).orElseThrow();
        Shape shape = Shape.of(info.getShape());
        Elements elements =
                type == TensorType.BYTES
                        ? new Elements.Texts(flat(tensor.getValue()))
                        : new Elements.Numbers(tensor.getByteBuffer(), type.bytes());
        return new TensorValue(name, type, shape, elements);
    }

    /** ONNX Runtime nests arrays as deep as the tensor has dimensions. */
    private static List<String> flat(Object texts) {
        if (texts instanceof Object[] array) {
            return Arrays.stream(array).flatMap(element -> flat(element).stream()).toList();
        }
        return List.of((String) texts);
    }
}
