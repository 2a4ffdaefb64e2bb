package io.radstream.job.connect.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EndOfRunTest {

    @TempDir private Path folder;
    private OneInputStreamOperatorTestHarness<String, Void> harness;

    @BeforeEach
    void open() throws Exception {
        harness =
                new OneInputStreamOperatorTestHarness<>(
                        new EndOfRun.LastWatermark<>(file().toString()));
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void comesWhenACheckpointBehindTheLastWatermarkIsComplete() throws Exception {
        harness.processElement("a result", 1);
        harness.processWatermark(Watermark.MAX_WATERMARK);
        assertThat(file()).doesNotExist();
        harness.snapshot(7, 2);
        assertThat(file()).doesNotExist();

        harness.notifyOfCompletedCheckpoint(7);

        assertThat(file()).exists();
    }

    @Test
    void doesNotComeWithACheckpointThatBeganBefore() throws Exception {
        harness.snapshot(6, 1);
        harness.processWatermark(Watermark.MAX_WATERMARK);
        harness.notifyOfCompletedCheckpoint(6);
        assertThat(file()).doesNotExist();

        harness.snapshot(7, 2);
        harness.snapshot(8, 3);
        harness.notifyOfCompletedCheckpoint(8);

        assertThat(Files.exists(file())).isTrue();
    }

    @Test
    void doesNotComeBeforeTheLastWatermark() throws Exception {
        harness.processWatermark(new Watermark(1));
        harness.snapshot(7, 2);
        harness.notifyOfCompletedCheckpoint(7);

        assertThat(file()).doesNotExist();
    }

    private Path file() {
        return folder.resolve("end");
    }
}
