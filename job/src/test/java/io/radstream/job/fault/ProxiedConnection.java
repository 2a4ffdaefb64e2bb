package io.radstream.job.fault;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** One client's connection and the one to the server that belongs to it. */
final class ProxiedConnection {

    private static final int CHUNK_BYTES = 64 * 1024;

    /** So many chunks of answers are under way at most; the server is not read beyond that. */
    private static final int CHUNKS_UNDER_WAY = 256;

    private static final byte[] END = new byte[0];

    private final Socket client;
    private final InetSocketAddress address;
    private final Socket server = new Socket();
    private final boolean http;
    private final NetworkState network;
    private final Consumer<ProxiedConnection> ended;
    private final AtomicInteger directions = new AtomicInteger(2);
    private final BlockingQueue<Chunk> answers = new LinkedBlockingQueue<>(CHUNKS_UNDER_WAY);

    private static final class Chunk {

        private final byte[] bytes;
        private final long dueNs;

        private Chunk(byte[] bytes, long dueNs) {
            this.bytes = bytes;
            this.dueNs = dueNs;
        }
    }

    ProxiedConnection(
            Socket client,
            InetSocketAddress address,
            boolean http,
            NetworkState network,
            Consumer<ProxiedConnection> ended) {
        this.client = client;
        this.address = address;
        this.http = http;
        this.network = network;
        this.ended = ended;
    }

    private interface Pump {
        void run() throws IOException, InterruptedException;
    }

    void start() {
        thread("requests", this::open);
    }

    /** Closes the sockets once both directions have ended. */
    private void end() throws IOException {
        if (directions.decrementAndGet() == 0) {
            client.close();
            server.close();
            ended.accept(this);
        }
    }

    /** Ends both directions at once, without a farewell. */
    void reset() {
        for (Socket socket : new Socket[] {client, server}) {
            try {
                if (!socket.isClosed()) {
                    socket.setSoLinger(true, 0);
                    socket.close();
                }
            } catch (IOException e) {
                // It is gone already.
            }
        }
        ended.accept(this);
    }

    private void thread(String name, Pump pump) {
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                pump.run();
                            } catch (IOException | InterruptedException | RuntimeException e) {
                                // The one side is gone, or said what no proxy understands.
                                reset();
                            }
                        },
                        "fault-proxy-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    private void open() throws IOException, InterruptedException {
        network.awaitPassage();
        server.connect(address);
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        thread("answers", this::readAnswers);
        thread("delay", this::writeAnswers);
        if (http) {
            readRequests();
        } else {
            copy();
        }
        end();
    }

    private void copy() throws IOException, InterruptedException {
        byte[] buffer = new byte[CHUNK_BYTES];
        int count;
        while ((count = client.getInputStream().read(buffer)) >= 0) {
            network.awaitPassage();
            server.getOutputStream().write(buffer, 0, count);
        }
        server.shutdownOutput();
    }

    private void readRequests() throws IOException, InterruptedException {
        InputStream in = new BufferedInputStream(client.getInputStream(), CHUNK_BYTES);
        OutputStream out = server.getOutputStream();
        HttpRequest request;
        while ((request = HttpRequest.read(in)) != null) {
            network.awaitPassage();
            Optional<byte[]> answer = network.answerTo(request);
            if (answer.isPresent()) {
                if (!request.expectsContinue()) {
                    request.copyBody(in, OutputStream.nullOutputStream());
                }
                send(answer.get());
                send(END);
                // Whoever closes with bytes unread resets, and the answer might be lost.
                in.transferTo(OutputStream.nullOutputStream());
                break;
            }
            out.write(request.head());
            request.copyBody(in, out);
        }
        server.shutdownOutput();
    }

    private void readAnswers() throws IOException, InterruptedException {
        byte[] buffer = new byte[CHUNK_BYTES];
        int count;
        while ((count = server.getInputStream().read(buffer)) >= 0) {
            send(Arrays.copyOf(buffer, count));
        }
        send(END);
    }

    private void send(byte[] bytes) throws InterruptedException {
        answers.put(new Chunk(bytes, System.nanoTime() + network.delayNs()));
    }

    private void writeAnswers() throws IOException, InterruptedException {
        while (true) {
            Chunk chunk = answers.take();
            TimeUnit.NANOSECONDS.sleep(chunk.dueNs - System.nanoTime());
            network.awaitPassage();
            if (chunk.bytes == END) {
                client.shutdownOutput();
                end();
                return;
            }
            client.getOutputStream().write(chunk.bytes);
        }
    }
}
