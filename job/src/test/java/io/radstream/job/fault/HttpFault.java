package io.radstream.job.fault;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/**
 * An answer that some requests get in the server's place. Which ones is drawn with a seed, in the
 * order in which requests come.
 */
public final class HttpFault {

    private final int status;
    private final String contentType;
    private final String body;
    private final Predicate<HttpRequest> requests;
    private final double share;
    private final Random random;
    private final AtomicLong answered = new AtomicLong();

    private HttpFault(
            int status,
            String contentType,
            String body,
            Predicate<HttpRequest> requests,
            double share,
            Random random) {
        this.status = status;
        this.contentType = contentType;
        this.body = body;
        this.requests = requests;
        this.share = share;
        this.random = random;
    }

    /** This status without a body, for every request. */
    public static HttpFault status(int status) {
        return new HttpFault(status, "text/plain", "", request -> true, 1, new Random(0));
    }

    /** The same with a body. */
    public HttpFault body(String type, String text) {
        return new HttpFault(status, type, text, requests, share, random);
    }

    /** Only for some kinds of requests. */
    public HttpFault only(Predicate<HttpRequest> some) {
        return new HttpFault(status, contentType, body, some, share, random);
    }

    /**
     * Only for a part of them.
     *
     * @param part 0 to 1
     */
    public HttpFault share(double part, long seed) {
        return new HttpFault(status, contentType, body, requests, part, new Random(seed));
    }

    /** How many requests have been answered so. */
    public long answered() {
        return answered.get();
    }

    /** The whole answer, if this request gets it. */
    Optional<byte[]> answerTo(HttpRequest request) {
        if (!requests.test(request) || random.nextDouble() >= share) {
            return Optional.empty();
        }
        answered.incrementAndGet();
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        String text =
                "HTTP/1.1 "
                        + status
                        + " Fault\r\nContent-Type: "
                        + contentType
                        + "\r\nContent-Length: "
                        + content.length
                        + "\r\nConnection: close\r\n\r\n"
                        + (request.method().equals("HEAD") ? "" : body);
        return Optional.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
