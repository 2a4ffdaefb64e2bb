package io.radstream.local.serving;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A model {@code x} to {@code y} that answers its input, and remembers what it was asked. */
final class FakeSession implements ModelSession {

    private static final int PATIENCE_S = 20;

    private final List<Integer> batches = new ArrayList<>();
    private final CountDownLatch terminated = new CountDownLatch(1);
    private final CountDownLatch began = new CountDownLatch(1);
    private volatile Behaviour behaviour = FakeSession::echo;
    private volatile boolean closed;

    /** What a computation does. */
    @FunctionalInterface
    interface Behaviour {
        List<TensorValue> compute(List<JoinedTensor> inputs) throws ComputationException;
    }

    /** From now on it computes so. */
    void behave(Behaviour newBehaviour) {
        behaviour = newBehaviour;
    }

    /** From now on a computation lasts until it is terminated, and fails then. */
    void hang() {
        behaviour =
                inputs -> {
                    began.countDown();
                    await(terminated);
                    throw new ComputationException("terminated", null);
                };
    }

    /** Waits for the first computation that hangs. */
    void awaitHanging() {
        await(began);
    }

    /** Rows of each batch, in order; also of those that failed. */
    List<Integer> batches() {
        synchronized (batches) {
            return List.copyOf(batches);
        }
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public Computation compute(List<JoinedTensor> inputs, Set<String> outputs)
            throws ComputationException {
        synchronized (batches) {
            batches.add((int) inputs.get(0).shape().dim(0));
        }
        return new Computation(behaviour.compute(inputs), 1, 2, 3);
    }

    @Override
    public void terminate() {
        terminated.countDown();
    }

    @Override
    public void close() {
        closed = true;
    }

    /** The first input as the output {@code y}. */
    static List<TensorValue> echo(List<JoinedTensor> inputs) {
        JoinedTensor input = inputs.get(0);
        ByteBuffer bytes =
                ByteBuffer.allocate((int) input.shape().bytes(input.type().bytes()))
                        .order(ByteOrder.LITTLE_ENDIAN);
        input.parts().forEach(part -> bytes.put(((Elements.Numbers) part).bytes()));
        return List.of(
                new TensorValue(
                        "y",
                        input.type(),
                        input.shape(),
                        new Elements.Numbers(bytes.flip(), input.type().bytes())));
    }

    static void await(CountDownLatch latch) {
        try {
            if (!latch.await(PATIENCE_S, TimeUnit.SECONDS)) {
                throw new AssertionError(
                        "expected it within " + PATIENCE_S + " s, it did not come");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
