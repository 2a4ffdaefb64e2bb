package io.radstream.inference.triton;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Passes bytes on to a server, until it is frozen: connections stay and new ones are accepted, but
 * nothing passes any more, as with a machine that hangs.
 */
final class FreezingProxy implements AutoCloseable {

    private final InetSocketAddress target;
    private final ServerSocket listening;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicLong passed = new AtomicLong();
    private volatile boolean frozen;

    private FreezingProxy(InetSocketAddress target) throws IOException {
        this.target = target;
        this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    static FreezingProxy to(InetSocketAddress target) throws IOException {
        FreezingProxy started = new FreezingProxy(target);
        started.threads.execute(started::accept);
        return started;
    }

    InetSocketAddress address() {
        return (InetSocketAddress) listening.getLocalSocketAddress();
    }

    void freeze() {
        frozen = true;
    }

    /** How many bytes have passed, both ways. */
    long passed() {
        return passed.get();
    }

    private void accept() {
        try {
            while (!listening.isClosed()) {
                Socket here = listening.accept();
                Socket there = new Socket(target.getAddress(), target.getPort());
                sockets.add(here);
                sockets.add(there);
                threads.execute(() -> pass(here, there));
                threads.execute(() -> pass(there, here));
            }
        } catch (IOException e) {
            // The end of the test.
        }
    }

    private void pass(Socket from, Socket to) {
        byte[] buffer = new byte[1 << 16];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            int read = in.read(buffer);
            while (read >= 0) {
                if (frozen) {
                    closed.await();
                    return;
                }
                passed.addAndGet(read);
                out.write(buffer, 0, read);
                read = in.read(buffer);
            }
        } catch (IOException e) {
            // One side has gone.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        listening.close();
        for (Socket socket : sockets) {
            socket.close();
        }
        threads.shutdownNow();
    }
}
