package io.radstream.job.fault;

import io.radstream.fixture.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * A proxy on the loopback interface in front of one server. It passes bytes until it is told to
 * swallow, refuse or delay them, and can answer HTTP requests in the server's place. What it is
 * told holds for open connections too, from the next bytes on; it can be told something else at any
 * time.
 */
public final class FaultProxy implements AutoCloseable {

    private static final Duration REBIND_WITHIN = Duration.ofSeconds(10);

    private static final long REBIND_PAUSE_NS = 10_000_000;

    private final InetSocketAddress server;
    private final boolean http;
    private final NetworkState network = new NetworkState();
    private final Set<ProxiedConnection> connections = ConcurrentHashMap.newKeySet();
    private final int port;
    private ServerSocket listener;
    private Thread accepting;

    private FaultProxy(int serverPort, boolean http) {
        this.server = new InetSocketAddress(InetAddress.getLoopbackAddress(), serverPort);
        this.http = http;
        try {
            listener = listen(FreePort.find());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        port = listener.getLocalPort();
    }

    /** In front of a server on this port of the loopback interface, whatever it speaks. */
    public static FaultProxy tcp(int serverPort) {
        return new FaultProxy(serverPort, false);
    }

    /** The same for HTTP/1.1 without TLS; only such a proxy can {@link #answer}. */
    public static FaultProxy http(int serverPort) {
        return new FaultProxy(serverPort, true);
    }

    /** The port that clients connect to; it stays the same. */
    public int port() {
        return port;
    }

    /** The address that HTTP clients connect to. */
    public String endpoint() {
        return "http://127.0.0.1:" + port;
    }

    /**
     * Everything passes again. What a blackhole held back goes on, as TCP would send it again; HTTP
     * faults end.
     */
    public synchronized void pass() {
        network.pass();
        if (listener.isClosed()) {
            try {
                listener = rebind();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Connections are taken and stay open, but no byte passes in either direction. */
    public synchronized void blackhole() {
        network.blackhole();
    }

    /** New connections are refused, open ones are reset. */
    public synchronized void refuse() {
        stopListening();
        connections.forEach(ProxiedConnection::reset);
    }

    /** Each answer comes this much later; as much passes at a time as before. */
    public synchronized void delay(Duration delay) {
        network.delay(delay);
    }

    /**
     * Answers requests in the server's place, as the fault says; others pass. The connection of an
     * answered request ends with the answer.
     */
    public synchronized void answer(HttpFault fault) {
        if (!http) {
            throw new IllegalStateException("only a proxy made by http() reads requests");
        }
        network.answer(fault);
    }

    /** Ends all connections. */
    @Override
    public synchronized void close() {
        stopListening();
        connections.forEach(ProxiedConnection::reset);
        network.pass();
    }

    private ServerSocket rebind() throws IOException {
        long deadlineNs = System.nanoTime() + REBIND_WITHIN.toNanos();
        while (true) {
            try {
                return listen(port);
            } catch (IOException e) {
                if (System.nanoTime() - deadlineNs > 0) {
                    throw e;
                }
                LockSupport.parkNanos(REBIND_PAUSE_NS);
            }
        }
    }

    private ServerSocket listen(int onPort) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), onPort));
        accepting = new Thread(() -> accept(socket), "fault-proxy-" + socket.getLocalPort());
        accepting.setDaemon(true);
        accepting.start();
        return socket;
    }

    private void accept(ServerSocket socket) {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                ProxiedConnection connection =
                        new ProxiedConnection(client, server, http, network, connections::remove);
                connections.add(connection);
                if (socket.isClosed()) {
                    connection.reset();
                }
                connection.start();
            } catch (IOException e) {
                // The listener was closed: refuse() or close().
                close(socket);
            }
        }
    }

    /** The system takes connections for a closed socket as long as a thread waits on it. */
    private void stopListening() {
        close(listener);
        try {
            accepting.join(REBIND_WITHIN.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
