package io.radstream.job.connect.directory;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * How a source that reads its folder once learns that all it has read has ended, so that it ends no
 * sooner. Flink makes no checkpoint while an async step waits at the end of its input: had the
 * source ended with studies still waiting, none would be made until the last of them has its
 * result, nothing would show until then, and a kill would cost all of it.
 *
 * <p>The source sends the last watermark instead, which passes an async step behind everything that
 * waits there, and leaves checkpoints alone. Where it has come behind the last step, a file is
 * made, for which the source looks. The file found too early, as one that an earlier attempt made,
 * makes the source end as it would have without.
 */
public final class EndOfRun implements Serializable {

    private static final long serialVersionUID = 1L;

    private final String file;

    /**
     * Needs a place that source and sinks share.
     *
     * @param file made when all has ended; its folder must exist then
     */
    public EndOfRun(Path file) {
        this.file = file.toString();
    }

    /**
     * Watches the results of a run that is about to begin. Also of one that is not to end: a
     * checkpoint of the one must fit the other.
     */
    public void watch(DataStream<?> results, String uid) {
        try {
            Files.deleteIfExists(Path.of(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        addSink(results, uid);
    }

    boolean hasCome() {
        return Files.exists(Path.of(file));
    }

    private <T> void addSink(DataStream<T> results, String uid) {
        results.sinkTo(new LastWatermark<>(file)).name("end of run").uid(uid).setParallelism(1);
    }

    /** Makes the file when the last watermark comes; what comes before it passes by. */
    private static final class LastWatermark<T> implements Sink<T>, SinkWriter<T> {

        private static final long serialVersionUID = 1L;

        private final String file;

        LastWatermark(String file) {
            this.file = file;
        }

        @Override
        @SuppressWarnings("deprecation")
        public SinkWriter<T> createWriter(InitContext context) {
            return this;
        }

        @Override
        public SinkWriter<T> createWriter(WriterInitContext context) {
            return this;
        }

        @Override
        public void write(T result, Context context) {}

        @Override
        public void flush(boolean endOfInput) {}

        @Override
        public void writeWatermark(Watermark watermark) throws IOException {
            if (watermark.equals(Watermark.MAX_WATERMARK)) {
                Files.write(Path.of(file), new byte[0]);
            }
        }

        @Override
        public void close() {}
    }
}
