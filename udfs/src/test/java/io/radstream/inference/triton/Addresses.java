package io.radstream.inference.triton;

import io.grpc.EquivalentAddressGroup;
import io.grpc.NameResolver;
import io.grpc.NameResolverProvider;
import io.grpc.NameResolverRegistry;
import io.grpc.StatusOr;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Stands in for DNS, as long as it is open: every name has the addresses that the test gives. */
final class Addresses extends NameResolverProvider implements AutoCloseable {

    private final List<EquivalentAddressGroup> addresses;

    private Addresses(List<EquivalentAddressGroup> addresses) {
        this.addresses = addresses;
    }

    static Addresses are(InetSocketAddress... addresses) {
        Addresses opened =
                new Addresses(Stream.of(addresses).map(EquivalentAddressGroup::new).toList());
        NameResolverRegistry.getDefaultRegistry().register(opened);
        return opened;
    }

    @Override
    public void close() {
        NameResolverRegistry.getDefaultRegistry().deregister(this);
    }

    @Override
    protected boolean isAvailable() {
        return true;
    }

    /** Before gRPC's own, which has 5. */
    @Override
    protected int priority() {
        return 9;
    }

    @Override
    public String getDefaultScheme() {
        return "dns";
    }

    @Override
    public Collection<Class<? extends SocketAddress>> getProducedSocketAddressTypes() {
        return Set.of(InetSocketAddress.class);
    }

    @Override
    public NameResolver newNameResolver(URI target, NameResolver.Args args) {
        return new NameResolver() {
            @Override
            public String getServiceAuthority() {
                return "models.test";
            }

            @Override
            public void start(Listener2 listener) {
                listener.onResult(
                        ResolutionResult.newBuilder()
                                .setAddressesOrError(StatusOr.fromValue(addresses))
                                .build());
            }

            @Override
            public void shutdown() {}
        };
    }
}
