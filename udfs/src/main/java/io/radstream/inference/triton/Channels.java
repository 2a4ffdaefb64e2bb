package io.radstream.inference.triton;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.time.Duration;

/** Opens channels to model servers. */
final class Channels {

    private static final int LARGEST_ANSWER_BYTES = 64 << 20;

    private Channels() {}

    /**
     * A channel that spreads its calls over all addresses of the target: one connection would pin
     * all calls to one server, and those that autoscaling adds would idle.
     *
     * @param target {@code host:port}
     * @param deadline of each call
     */
    static ManagedChannel open(String target, Duration deadline) {
        return NettyChannelBuilder.forTarget("dns:///" + target)
                .usePlaintext()
                .defaultLoadBalancingPolicy("round_robin")
                .maxInboundMessageSize(LARGEST_ANSWER_BYTES)
                .disableRetry()
                .intercept(new DeadlineInterceptor(deadline))
                .build();
    }
}
