package io.radstream.job.connect.directory;

import io.radstream.record.RawEvent;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * Makes a file's event. Pure, but for a file that was there before the run began: to the job it
 * lands as it is read. It does so on the day of the run's beginning all the same, since the event's
 * day is in the result's key, and a file that is read again, as by a run that was killed and is
 * resumed the next day, must lead to the same key.
 */
final class DirectoryEvents {

    private final String bucket;
    private final Instant runBegan;
    private final Instant lastOfItsDay;

    /**
     * @param bucket the bucket's name in the envelopes
     * @param runBegan the same for every part of a run
     */
    DirectoryEvents(String bucket, Instant runBegan) {
        this.bucket = bucket;
        this.runBegan = runBegan;
        this.lastOfItsDay =
                runBegan.atOffset(ZoneOffset.UTC)
                        .truncatedTo(ChronoUnit.DAYS)
                        .plusDays(1)
                        .minusSeconds(1)
                        .toInstant();
    }

    /** The event of this file, which has been read now. */
    RawEvent of(FileState file, Instant now) {
        Instant arrivedAt = now.truncatedTo(ChronoUnit.MILLIS);
        return new RawEvent(
                ByteBuffer.wrap(EventEnvelope.of(bucket, file, landedAt(file, arrivedAt))),
                "directory",
                file.sequencer(),
                arrivedAt,
                false);
    }

    private Instant landedAt(FileState file, Instant arrivedAt) {
        if (!file.modified().isBefore(runBegan)) {
            return file.modified();
        }
        return arrivedAt.isBefore(lastOfItsDay) ? arrivedAt : lastOfItsDay;
    }
}
