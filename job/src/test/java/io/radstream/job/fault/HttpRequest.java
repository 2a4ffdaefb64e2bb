package io.radstream.job.fault;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The head of an HTTP/1.1 request; its body follows in the stream that it was read from. */
public final class HttpRequest {

    private final byte[] head;
    private final String method;
    private final String target;
    private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    private HttpRequest(byte[] head) throws IOException {
        this.head = head;
        String[] lines = new String(head, StandardCharsets.ISO_8859_1).split("\r\n", -1);
        String[] words = lines[0].split(" ", -1);
        if (words.length != 3) {
            throw new IOException("expected an HTTP/1.1 request, came: " + lines[0]);
        }
        method = words[0];
        target = words[1];
        for (int i = 1; i < lines.length && !lines[i].isEmpty(); i++) {
            int colon = lines[i].indexOf(':');
            headers.put(lines[i].substring(0, colon).trim(), lines[i].substring(colon + 1).trim());
        }
    }

    /** GET, PUT and so on. */
    public String method() {
        return method;
    }

    /** Path and query as they were sent. */
    public String target() {
        return target;
    }

    /** A header by its name, in any case; empty where there is none. */
    public String header(String name) {
        return headers.getOrDefault(name, "");
    }

    /** The next request's head, or null at the stream's end. */
    static HttpRequest read(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (true) {
            byte[] line = line(in);
            if (line.length == 0 && head.size() == 0) {
                return null;
            }
            head.write(line);
            if (line.length <= 2) {
                return new HttpRequest(head.toByteArray());
            }
        }
    }

    byte[] head() {
        return head;
    }

    /** Whether the client waits for a word before it sends the body. */
    boolean expectsContinue() {
        return header("Expect").toLowerCase(Locale.ROOT).contains("100-continue");
    }

    /** Copies the body as it came, chunked or not. */
    void copyBody(InputStream in, OutputStream out) throws IOException {
        if (header("Transfer-Encoding").toLowerCase(Locale.ROOT).contains("chunked")) {
            copyChunks(in, out);
        } else if (!header("Content-Length").isEmpty()) {
            copy(in, out, Long.parseLong(header("Content-Length")));
        }
        out.flush();
    }

    private static void copyChunks(InputStream in, OutputStream out) throws IOException {
        long size;
        do {
            byte[] line = line(in);
            out.write(line);
            String text = new String(line, StandardCharsets.ISO_8859_1).trim();
            size = Long.parseLong(text.split(";", -1)[0].trim(), 16);
            if (size > 0) {
                copy(in, out, size + 2);
                out.flush();
            }
        } while (size > 0);
        byte[] trailer;
        do {
            trailer = line(in);
            out.write(trailer);
        } while (trailer.length > 2);
    }

    private static void copy(InputStream in, OutputStream out, long length) throws IOException {
        byte[] buffer = new byte[16 * 1024];
        for (long left = length; left > 0; ) {
            int count = in.read(buffer, 0, (int) Math.min(left, buffer.length));
            if (count < 0) {
                throw new EOFException("a body ended " + left + " bytes early");
            }
            out.write(buffer, 0, count);
            left -= count;
        }
    }

    /** A line with its end; empty at the stream's end. */
    private static byte[] line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int next;
        do {
            next = in.read();
            if (next >= 0) {
                line.write(next);
            }
        } while (next >= 0 && next != '\n');
        return line.toByteArray();
    }
}
