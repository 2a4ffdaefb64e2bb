package io.radstream.job.connect.directory;

import io.radstream.record.RawEvent;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.core.io.InputStatus;

/**
 * Scans the folder again and again and emits an event a new version of a file, at most so many a
 * second. The watermark follows the clock once a scan has been emitted whole: no half is an orphan
 * before its other half, which was there, has been read.
 */
final class DirectoryReader implements SourceReader<RawEvent, DirectorySplit> {

    private static final Duration LEAST_PAUSE = Duration.ofMillis(200);

    /** A scan takes at most this part of the time. */
    private static final int PAUSE_PER_SCAN = 10;

    private final DirectoryScan scan;
    private final DirectoryEvents events;
    private final Optional<EndOfRun> once;
    private final long pauseNs;
    private final Clock clock;
    private final Deque<FileState> ready = new ArrayDeque<>();
    private DirectoryWatch watch;
    private boolean scanned;
    private boolean emittedAll;
    private long nextScanNs = System.nanoTime();
    private long nextEmitNs = System.nanoTime();

    /**
     * @param once where to end: when all files that are there have been emitted, and all that came
     *     of them has ended
     * @param eventsPerSecond 0 for as many as there are
     */
    DirectoryReader(
            DirectoryScan scan,
            DirectoryEvents events,
            Optional<EndOfRun> once,
            double eventsPerSecond,
            Clock clock) {
        this.scan = scan;
        this.events = events;
        this.once = once;
        this.pauseNs = eventsPerSecond > 0 ? (long) (1e9 / eventsPerSecond) : 0;
        this.clock = clock;
    }

    @Override
    public void start() {
        once.ifPresent(EndOfRun::begin);
    }

    @Override
    public void addSplits(List<DirectorySplit> splits) {
        splits.forEach(split -> watch = new DirectoryWatch(split.counted()));
    }

    @Override
    public void notifyNoMoreSplits() {}

    @Override
    public InputStatus pollNext(ReaderOutput<RawEvent> output) throws IOException {
        if (watch == null) {
            return InputStatus.NOTHING_AVAILABLE;
        }
        if (!ready.isEmpty()) {
            return emit(output);
        }
        if (scanned) {
            scanned = false;
            emittedAll = once.isPresent() && !watch.isUnsettled();
            output.emitWatermark(
                    emittedAll
                            ? Watermark.MAX_WATERMARK
                            : new Watermark(watch.readUpTo().toEpochMilli() - 1));
        }
        if (System.nanoTime() - nextScanNs < 0) {
            return InputStatus.NOTHING_AVAILABLE;
        }
        if (emittedAll) {
            return awaitEnd();
        }
        scan();
        return InputStatus.MORE_AVAILABLE;
    }

    private InputStatus awaitEnd() {
        nextScanNs = System.nanoTime() + LEAST_PAUSE.toNanos();
        return once.orElseThrow().hasCome()
                ? InputStatus.END_OF_INPUT
                : InputStatus.NOTHING_AVAILABLE;
    }

    private void scan() throws IOException {
        Instant startedAt = clock.instant();
        long startedNs = System.nanoTime();
        ready.addAll(watch.settled(scan.list(), startedAt));
        long endedNs = System.nanoTime();
        nextScanNs =
                endedNs + Math.max(LEAST_PAUSE.toNanos(), PAUSE_PER_SCAN * (endedNs - startedNs));
        scanned = true;
    }

    private InputStatus emit(ReaderOutput<RawEvent> output) {
        long now = System.nanoTime();
        if (now - nextEmitNs < 0) {
            return InputStatus.NOTHING_AVAILABLE;
        }
        nextEmitNs = Math.max(nextEmitNs + pauseNs, now - TimeUnit.SECONDS.toNanos(1));
        FileState file = ready.poll();
        RawEvent event = events.of(file, clock.instant());
        output.collect(event, event.getArrivedAt().toEpochMilli());
        watch.count(file);
        return InputStatus.MORE_AVAILABLE;
    }

    @Override
    public List<DirectorySplit> snapshotState(long checkpointId) {
        return watch == null ? List.of() : List.of(new DirectorySplit(watch.counted()));
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
        long untilNs = (ready.isEmpty() ? nextScanNs : nextEmitNs) - System.nanoTime();
        return CompletableFuture.runAsync(
                () -> {},
                CompletableFuture.delayedExecutor(
                        watch == null ? LEAST_PAUSE.toNanos() : Math.max(0, untilNs),
                        TimeUnit.NANOSECONDS));
    }

    @Override
    public void close() {}
}
