package io.radstream.job.connect.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.api.functions.source.SourceFunction;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.junit.jupiter.api.Test;

final class ReadContextTest {

    private final List<Object> seen = new ArrayList<>();
    private final ReadContext<String> context = new ReadContext<>(new StrictContext());

    @Test
    void passesRecordsAndWatermarks() {
        context.collectWithTimestamp("record", 7);
        context.emitWatermark(new Watermark(6));

        assertThat(seen).containsExactly("record at 7", new Watermark(6));
    }

    @Test
    void isNeverIdle() {
        context.markAsTemporarilyIdle();

        assertThat(seen).isEmpty();
    }

    @Test
    void dropsAWatermarkThatComesAfterTheEnd() {
        context.close();
        context.emitWatermark(new Watermark(6));

        assertThat(seen).containsExactly("closed");
    }

    /** As Flink's own, it refuses whatever comes after its end. */
    @SuppressWarnings("deprecation") // What the connector takes.
    private final class StrictContext implements SourceFunction.SourceContext<String> {

        @Override
        public void collect(String element) {
            tell(element);
        }

        @Override
        public void collectWithTimestamp(String element, long timestampMs) {
            tell(element + " at " + timestampMs);
        }

        @Override
        public void emitWatermark(Watermark mark) {
            tell(mark);
        }

        @Override
        public void markAsTemporarilyIdle() {
            tell("idle");
        }

        @Override
        public Object getCheckpointLock() {
            return seen;
        }

        @Override
        public void close() {
            tell("closed");
        }

        private void tell(Object what) {
            if (seen.contains("closed")) {
                throw new IllegalStateException("closed already");
            }
            seen.add(what);
        }
    }
}
