package io.radstream.job.connect.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class FileStateTest {

    private static final String KEY = "images/S1/S1.jpg";

    private static FileState at(String modified, long bytes) {
        return new FileState(KEY, FileTime.from(Instant.parse(modified)), bytes);
    }

    @Test
    void ordersVersionsByTheTimeOfTheirModification() {
        List<String> sequencers =
                List.of(
                        at("1970-01-01T00:00:00Z", 9).sequencer(),
                        at("2026-03-04T05:06:07Z", 9).sequencer(),
                        at("2026-03-04T05:06:07.000000001Z", 5).sequencer(),
                        at("2026-03-04T05:06:08Z", 1).sequencer(),
                        at("2261-01-01T00:00:00Z", 1).sequencer());

        assertThat(sequencers).isSorted().doesNotHaveDuplicates();
        assertThat(sequencers).allMatch(sequencer -> sequencer.matches("[0-9A-F]{30}"));
    }

    /** Some tools give files a time of -1; what overwrites such a file is newer all the same. */
    @Test
    void ordersFilesFromBefore1970First() {
        String odd = at("1969-12-31T23:59:59Z", 5).sequencer();

        assertThat(at("2026-03-04T05:06:07Z", 5).sequencer()).isGreaterThan(odd);
    }

    @Test
    void isAnotherVersionWithAnotherSizeOrTimeOrName() {
        FileState file = at("2026-03-04T05:06:07Z", 5);
        FileState other =
                new FileState(
                        "images/S2/S2.jpg",
                        FileTime.from(Instant.parse("2026-03-04T05:06:07Z")),
                        5);
        Set<Long> fingerprints = new HashSet<>();
        fingerprints.add(file.fingerprint());
        fingerprints.add(at("2026-03-04T05:06:07Z", 6).fingerprint());
        fingerprints.add(at("2026-03-04T05:06:07.000000001Z", 5).fingerprint());
        fingerprints.add(other.fingerprint());

        assertThat(fingerprints).hasSize(4);
        assertThat(file).isEqualTo(at("2026-03-04T05:06:07Z", 5)).isNotEqualTo(other);
        assertThat(file.etag())
                .isEqualTo(at("2026-03-04T05:06:07Z", 5).etag())
                .isNotEqualTo(at("2026-03-04T05:06:07Z", 6).etag());
    }

    @Test
    void tellsItsTime() {
        assertThat(at("2026-03-04T05:06:07.123456789Z", 5).modified())
                .isEqualTo(Instant.parse("2026-03-04T05:06:07.123456789Z"));
    }
}
