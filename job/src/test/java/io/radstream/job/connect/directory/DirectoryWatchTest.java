package io.radstream.job.connect.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DirectoryWatchTest {

    private static final Instant START = Instant.parse("2026-03-04T05:06:07Z");

    private final DirectoryWatch watch = new DirectoryWatch(new CountedVersions());
    private final List<FileState> counted = new ArrayList<>();

    private static Instant at(long ms) {
        return START.plusMillis(ms);
    }

    private static FileState file(String name, long modifiedMs, long bytes) {
        return new FileState("images/" + name, FileTime.from(at(modifiedMs)), bytes);
    }

    /** A scan at this time; what counts is handed on at once. */
    private List<FileState> scan(long atMs, FileState... found) {
        List<FileState> settled = watch.settled(List.of(found), at(atMs));
        settled.forEach(watch::count);
        counted.addAll(settled);
        return settled;
    }

    @Test
    void countsAnOldFileAtOnceAndOnce() {
        FileState file = file("a", -200, 5);

        assertThat(scan(0, file)).containsExactly(file);
        assertThat(scan(200, file)).isEmpty();
        assertThat(watch.isUnsettled()).isFalse();
    }

    @Test
    void waitsUntilAFileHasStoodStill() {
        assertThat(scan(0, file("a", -199, 5))).isEmpty();
        assertThat(watch.isUnsettled()).isTrue();
        assertThat(scan(1, file("a", -199, 5))).hasSize(1);
        assertThat(watch.isUnsettled()).isFalse();
    }

    @Test
    void beginsAnewWheneverAFileGrows() {
        for (long i = 0; i < 20; i++) {
            assertThat(scan(150 * i, file("a", 150 * i, 10 * i))).isEmpty();
        }
        assertThat(scan(150 * 19 + 199, file("a", 150 * 19, 190))).isEmpty();
        assertThat(scan(150 * 19 + 200, file("a", 150 * 19, 190))).hasSize(1);
    }

    /** As of a machine whose clock is wrong. */
    @Test
    void countsAFileFromTheFutureOnceItHasBeenSeenToStandStill() {
        FileState file = file("a", 1_000_000, 5);

        assertThat(scan(0, file)).isEmpty();
        assertThat(scan(199, file)).isEmpty();
        assertThat(scan(200, file)).containsExactly(file);
    }

    /** The third has the first one's content and size, and a time of its own. */
    @Test
    void countsAThenBThenAAgainAsThree() {
        scan(1000, file("a", 0, 5));
        scan(2000, file("a", 1000, 6));
        scan(3000, file("a", 2000, 5));

        assertThat(counted).hasSize(3);
        assertThat(counted.stream().map(FileState::sequencer)).isSorted();
    }

    /** It was found later, whatever its time says. */
    @Test
    void putsAnOlderFileThatOverwritesANewerOneBehindIt() {
        scan(5000, file("a", 4000, 5));
        scan(6000, file("a", 1000, 5));
        scan(7000, file("a", 2000, 5));

        assertThat(counted).hasSize(3);
        assertThat(counted.stream().map(FileState::sequencer)).isSorted().doesNotHaveDuplicates();
        assertThat(counted)
                .extracting(FileState::modified)
                .containsExactly(at(4000), at(1000), at(2000));
    }

    @Test
    void forgetsWhatIsGone() {
        scan(1000, file("a", 0, 5), file("b", 0, 5));
        scan(2000, file("b", 0, 5));

        assertThat(watch.counted().size()).isEqualTo(1);
        assertThat(watch.counted().contains(file("b", 0, 5))).isTrue();
    }

    @Test
    void doesNotCountAgainWhatAnEarlierRunHasCounted() {
        scan(1000, file("a", 0, 5));
        DirectoryWatch later = new DirectoryWatch(watch.counted());

        assertThat(later.settled(List.of(file("a", 0, 5), file("b", 0, 5)), at(1000)))
                .containsExactly(file("b", 0, 5));
    }

    /** Handed on is what counts, not found: what is found twice before it is must not get lost. */
    @Test
    void givesAgainWhatHasNotBeenHandedOn() {
        FileState file = file("a", 0, 5);

        assertThat(watch.settled(List.of(file), at(1000))).containsExactly(file);
        assertThat(watch.counted().size()).isZero();
        assertThat(watch.settled(List.of(file), at(2000))).containsExactly(file);
    }

    @Test
    void hasReadUpToTheScanUnlessSomethingMayStillBeWritten() {
        scan(1000, file("a", 0, 5));
        assertThat(watch.readUpTo()).isEqualTo(at(1000));

        scan(2000, file("a", 0, 5), file("b", 1950, 5));
        scan(2100, file("a", 0, 5), file("b", 1950, 5));
        assertThat(watch.readUpTo()).as("b may have landed at 2000").isEqualTo(at(2000));

        scan(2300, file("a", 0, 5), file("b", 1950, 5));
        assertThat(watch.readUpTo()).isEqualTo(at(2300));
    }

    @Test
    void holdsTimeBackNoLongerThanEachStateOfAFileThatGrowsForHours() {
        for (long i = 0; i < 100; i++) {
            scan(i * 100_000, file("a", i * 100_000, i));
            assertThat(Duration.between(watch.readUpTo(), at(i * 100_000))).isZero();
        }
    }
}
