package io.radstream.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.radstream.job.connect.iceberg.maintenance.TableReport;
import io.radstream.local.folder.OutFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalTablesTest {

    private static final Instant NOW = Instant.parse("2030-03-04T05:06:07Z");
    private static final Instant EARLIER = Instant.parse("2026-03-04T05:06:07Z");

    @TempDir private Path folder;
    private OutFolder out;
    private LocalTables tables;

    @BeforeEach
    void begin() throws Exception {
        out = new OutFolder(Files.createDirectories(folder.resolve("out")));
        out.begin(folder.resolve("images"));
        tables = new LocalTables(out, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private void checkpoint(String name, Instant at) throws Exception {
        Path checkpoint = Files.createDirectories(out.checkpoints().resolve("job").resolve(name));
        Files.setLastModifiedTime(
                Files.createFile(checkpoint.resolve("_metadata")), FileTime.from(at));
    }

    @Test
    void makesTheTablesAndMaintainsThem() {
        tables.create();
        tables.create();

        assertThat(tables.maintain(false))
                .extracting(TableReport::table)
                .containsExactly(
                        "inference_results", "latency_windows", "rejects", "telemetry_events");
    }

    @Test
    void keepsWhatTheOldestCheckpointNeeds() throws Exception {
        checkpoint("chk-7", EARLIER.plusSeconds(10));
        checkpoint("chk-6", EARLIER);

        assertThat(tables.restorableSince()).isEqualTo(EARLIER);
    }

    @Test
    void keepsAllOfARunThatHasNoCheckpointYet() {
        assertThat(tables.restorableSince()).isEqualTo(out.begunAt().orElseThrow());
    }

    @Test
    void keepsNothingForARunThatHasEnded() {
        out.finish();

        assertThat(tables.restorableSince()).isEqualTo(NOW);
    }
}
