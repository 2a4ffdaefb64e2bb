package io.radstream.job.connect.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.radstream.fixture.ManualClock;
import io.radstream.fixture.Wait;
import io.radstream.record.RawEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.flink.core.io.InputStatus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DirectoryReaderTest {

    private static final FileTime OLD = FileTime.from(ManualClock.START.minusSeconds(3600));

    @TempDir private Path folder;

    private final ManualClock clock = new ManualClock();
    private final CollectingOutput output = new CollectingOutput();
    private Path root;
    private Path marker;
    private DirectoryReader reader;

    @BeforeEach
    void open() throws IOException {
        root = Files.createDirectory(folder.resolve("images"));
        marker = folder.resolve("ended");
        reader = continuous();
        reader.addSplits(List.of(new DirectorySplit(new CountedVersions())));
    }

    private DirectoryReader continuous() {
        return reader(Optional.empty(), 0);
    }

    private DirectoryReader once() {
        DirectoryReader once = reader(Optional.of(new EndOfRun(marker)), 0);
        once.addSplits(List.of(new DirectorySplit(new CountedVersions())));
        return once;
    }

    private DirectoryReader reader(Optional<EndOfRun> once, double eventsPerSecond) {
        return new DirectoryReader(
                new DirectoryScan(root),
                new DirectoryEvents("local", ManualClock.START),
                once,
                eventsPerSecond,
                clock);
    }

    private Path write(String name) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "12345");
        return Files.setLastModifiedTime(file, OLD);
    }

    /** Polls until the reader has nothing more to do before its next scan. */
    private void scanOnce() throws Exception {
        int watermarks = output.watermarks().size();
        Wait.until(
                "a scan has been emitted",
                () -> {
                    reader.pollNext(output);
                    return output.watermarks().size() > watermarks;
                });
    }

    @Test
    void emitsWhatIsThereAndThenTheTimeOfTheScan() throws Exception {
        write("S1/S1.jpg");
        write("S1/S1.json");

        scanOnce();

        assertThat(output.keys()).containsExactly("images/S1/S1.jpg", "images/S1/S1.json");
        assertThat(output.all().get(2)).isEqualTo(ManualClock.START.toEpochMilli() - 1);
    }

    /** While a backlog is read the watermark stands still, however long it takes. */
    @Test
    void holdsTheWatermarkUntilAScanHasBeenEmittedWhole() throws Exception {
        for (int i = 0; i < 100; i++) {
            write("S" + i + "/S" + i + ".jpg");
        }
        while (output.events().size() < 100) {
            reader.pollNext(output);
            clock.advance(Duration.ofMinutes(1));
        }
        assertThat(output.watermarks()).isEmpty();
        scanOnce();

        assertThat(output.watermarks()).containsExactly(ManualClock.START.toEpochMilli() - 1);
    }

    @Test
    void letsTimeGoOnWhereNothingComes() throws Exception {
        scanOnce();
        clock.advance(Duration.ofMinutes(20));
        scanOnce();

        assertThat(output.watermarks())
                .containsExactly(
                        ManualClock.START.toEpochMilli() - 1,
                        ManualClock.START.plusSeconds(1200).toEpochMilli() - 1);
    }

    @Test
    void emitsAnOverwrittenFileAgainWithAGreaterSequencer() throws Exception {
        Path file = write("S1/S1.jpg");
        scanOnce();
        Files.setLastModifiedTime(file, FileTime.from(OLD.toInstant().plusMillis(1)));
        scanOnce();
        scanOnce();

        assertThat(output.sequencers()).hasSize(2).isSorted().doesNotHaveDuplicates();
    }

    /** As of a copy that keeps the time of its original. */
    @Test
    void emitsAFileThatIsOverwrittenByAnOlderOneWithAGreaterSequencer() throws Exception {
        Path file = write("S1/S1.jpg");
        scanOnce();
        Files.writeString(file, "123456");
        Files.setLastModifiedTime(file, FileTime.from(OLD.toInstant().minusSeconds(60)));
        scanOnce();
        DirectorySplit snapshot = reader.snapshotState(1).get(0);
        reader = continuous();
        reader.addSplits(List.of(snapshot));
        Files.writeString(file, "1234567");
        Files.setLastModifiedTime(file, FileTime.from(OLD.toInstant().minusSeconds(30)));
        scanOnce();

        assertThat(output.sequencers()).hasSize(3).isSorted().doesNotHaveDuplicates();
    }

    /** Content and size are those of the first again. */
    @Test
    void emitsAThenBThenAAgain() throws Exception {
        Path file = write("S1/S1.jpg");
        scanOnce();
        Files.writeString(file, "123456");
        Files.setLastModifiedTime(file, FileTime.from(OLD.toInstant().plusSeconds(1)));
        scanOnce();
        Files.writeString(file, "12345");
        Files.setLastModifiedTime(file, FileTime.from(OLD.toInstant().plusSeconds(2)));
        scanOnce();

        assertThat(output.sequencers()).hasSize(3).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void leavesAFileAloneThatMayStillBeBeingWritten() throws Exception {
        Path file = write("S1/S1.jpg");
        Files.setLastModifiedTime(file, FileTime.from(ManualClock.START));
        scanOnce();
        clock.advance(Duration.ofMillis(199));
        scanOnce();
        assertThat(output.events()).isEmpty();
        clock.advance(Duration.ofMillis(1));
        scanOnce();

        assertThat(output.keys()).containsExactly("images/S1/S1.jpg");
        assertThat(output.watermarks()).isSorted();
    }

    @Test
    void goesOnFromItsSnapshotWithoutLossAndWithoutRepeating() throws Exception {
        for (int i = 0; i < 10; i++) {
            write("S" + i + "/S" + i + ".jpg");
        }
        while (output.events().size() < 4) {
            reader.pollNext(output);
        }
        List<DirectorySplit> snapshot = reader.snapshotState(1);
        scanOnce();
        assertThat(output.events()).hasSize(10);

        DirectorySplit.Serializer serializer = new DirectorySplit.Serializer();
        DirectorySplit split =
                serializer.deserialize(
                        serializer.getVersion(), serializer.serialize(snapshot.get(0)));
        List<String> before = output.keys().subList(0, 4);
        output.all().clear();
        write("S10/S10.jpg");
        reader = continuous();
        reader.addSplits(List.of(split));
        scanOnce();

        assertThat(output.keys()).hasSize(7).doesNotContainAnyElementsOf(before);
    }

    @Test
    void endsOnceAllHasSettledAndAllThatCameOfItHasEnded() throws Exception {
        write("S1/S1.jpg");
        Path copied = write("S1/S1.json");
        Files.setLastModifiedTime(copied, FileTime.from(ManualClock.START));
        reader = once();
        // Of an attempt that has failed.
        Files.createFile(marker);
        reader.start();

        scanOnce();
        assertThat(output.keys()).containsExactly("images/S1/S1.jpg");
        assertThat(output.watermarks()).doesNotContain(Long.MAX_VALUE);
        clock.advance(Duration.ofMillis(200));
        scanOnce();
        assertThat(output.keys()).containsExactly("images/S1/S1.jpg", "images/S1/S1.json");
        assertThat(output.watermarks()).endsWith(Long.MAX_VALUE);

        for (int i = 0; i < 10; i++) {
            reader.isAvailable().get();
            assertThat(reader.pollNext(output)).isEqualTo(InputStatus.NOTHING_AVAILABLE);
        }
        Files.createFile(marker);
        Wait.until("it ends", () -> reader.pollNext(output) == InputStatus.END_OF_INPUT);
        assertThat(output.events()).hasSize(2);
    }

    @Test
    void emitsNoMoreThanItMay() throws Exception {
        for (int i = 0; i < 30; i++) {
            write("S" + i + "/S" + i + ".jpg");
        }
        reader = reader(Optional.empty(), 20);
        reader.addSplits(List.of(new DirectorySplit(new CountedVersions())));
        long begun = System.nanoTime();
        while (output.events().size() < 30) {
            reader.pollNext(output);
            reader.isAvailable().get();
        }

        // A second's worth may come at once.
        assertThat(Duration.ofNanos(System.nanoTime() - begun))
                .isGreaterThan(Duration.ofMillis(400));
    }

    @Test
    void waitsForItsSplit() throws Exception {
        write("S1/S1.jpg");
        reader = continuous();

        assertThat(reader.pollNext(output)).isEqualTo(InputStatus.NOTHING_AVAILABLE);
        assertThat(reader.snapshotState(1)).isEmpty();
        reader.isAvailable().get();
        reader.addSplits(List.of(new DirectorySplit(new CountedVersions())));
        scanOnce();
        assertThat(output.events()).hasSize(1);
    }

    @Test
    void failsWhereTheFolderHasGone() throws Exception {
        scanOnce();
        Files.delete(root);

        assertThatThrownBy(this::scanOnce).isInstanceOf(NoSuchFileException.class);
    }

    /** The event's day is in the result's key: the same, whenever a run is resumed. */
    @Test
    void landsWhatWasThereBeforeOnTheDayOfTheRunsBeginning() throws Exception {
        write("S1/S1.jpg");
        scanOnce();
        assertThat(landedAt(output.events().get(0))).isEqualTo(ManualClock.START.toString());

        clock.advance(Duration.ofDays(1));
        reader = continuous();
        reader.addSplits(List.of(new DirectorySplit(new CountedVersions())));
        Path later = write("S2/S2.jpg");
        FileTime nextDay = FileTime.from(ManualClock.START.plus(Duration.ofHours(23)));
        Files.setLastModifiedTime(later, nextDay);
        scanOnce();

        assertThat(landedAt(output.events().get(1))).isEqualTo("2026-03-04T23:59:59Z");
        assertThat(landedAt(output.events().get(2))).isEqualTo(nextDay.toString());
    }

    private static String landedAt(RawEvent event) {
        return CollectingOutput.envelope(event).path("time").textValue();
    }

    @Test
    void tellsWhenItReadTheFile() throws Exception {
        write("S1/S1.jpg");
        clock.advance(Duration.ofNanos(1_234_567));
        scanOnce();

        RawEvent event = output.events().get(0);
        assertThat(event.getArrivedAt()).isEqualTo(Instant.parse("2026-03-04T05:06:07.001Z"));
        assertThat(event.getShard()).isEqualTo("directory");
        assertThat(event.getSequenceNumber()).isEqualTo(output.sequencers().get(0));
    }
}
