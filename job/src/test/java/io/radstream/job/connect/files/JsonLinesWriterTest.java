package io.radstream.job.connect.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.junit.jupiter.api.Test;

final class JsonLinesWriterTest {

    private final Part part = new Part();

    /** A part file in memory; whoever opened it closes it. */
    private static final class Part extends FSDataOutputStream {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private boolean closed;

        String text() throws IOException {
            byte[] lines =
                    new GZIPInputStream(new ByteArrayInputStream(bytes.toByteArray()))
                            .readAllBytes();
            return new String(lines, StandardCharsets.UTF_8);
        }

        @Override
        public void write(int b) {
            bytes.write(b);
        }

        @Override
        public void write(byte[] b, int off, int len) {
            bytes.write(b, off, len);
        }

        @Override
        public long getPos() {
            return bytes.size();
        }

        @Override
        public void flush() {}

        @Override
        public void sync() {}

        @Override
        public void close() {
            closed = true;
        }
    }

    private JsonLinesWriter<String> writer() throws IOException {
        return new JsonLinesWriter<>(part, text -> text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void writesALineARecord() throws Exception {
        JsonLinesWriter<String> writer = writer();
        writer.addElement("{\"a\":1}");
        writer.flush();
        writer.addElement("{\"b\":\"ä\"}");
        writer.finish();

        assertThat(part.text()).isEqualTo("{\"a\":1}\n{\"b\":\"ä\"}\n");
        assertThat(part.closed).as("the part closes its file itself").isFalse();
    }

    @Test
    void writesAWholeFileOfNothing() throws Exception {
        writer().finish();

        assertThat(part.text()).isEmpty();
    }
}
