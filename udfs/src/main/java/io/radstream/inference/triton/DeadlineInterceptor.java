package io.radstream.inference.triton;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.MethodDescriptor;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Gives every call a deadline: a call that hangs ends with DEADLINE_EXCEEDED, and holds nobody else
 * back.
 */
final class DeadlineInterceptor implements ClientInterceptor {

    private final Duration deadline;

    DeadlineInterceptor(Duration deadline) {
        this.deadline = deadline;
    }

    @Override
    public <Q, R> ClientCall<Q, R> interceptCall(
            MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
        return next.newCall(
                method, options.withDeadlineAfter(deadline.toNanos(), TimeUnit.NANOSECONDS));
    }
}
