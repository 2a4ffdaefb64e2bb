package io.radstream.inference.triton;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Opens channels to model servers. */
final class Channels {

    private static final int LARGEST_ANSWER_BYTES = 64 << 20;

    private Channels() {}

    /**
     * A channel that spreads its calls over all addresses of the target: one connection would pin
     * all calls to one server, and those that autoscaling adds would idle.
     *
     * <p>A connection on which calls are under way and nothing has been heard for two deadlines, 10
     * s at least, is asked whether it is alive, and left if it is not: a machine that hangs would
     * get its share of all calls for as long as TCP believes in it. A server that answers in time
     * is never asked, so none counts too many pings.
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
                .keepAliveTime(deadline.multipliedBy(2).toNanos(), TimeUnit.NANOSECONDS)
                .keepAliveTimeout(deadline.toNanos(), TimeUnit.NANOSECONDS)
                .intercept(new DeadlineInterceptor(deadline))
                .build();
    }
}
