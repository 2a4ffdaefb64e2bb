package io.radstream.job.connect.iceberg;

import static org.assertj.core.api.Assertions.assertThat;

import io.radstream.fixture.ManualClock;
import io.radstream.fixture.Wait;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.flink.CatalogLoader;
import org.apache.iceberg.flink.TableLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LastCommitTest {

    private static final long HOUR_MS = Duration.ofHours(1).toMillis();

    @TempDir Path folder;

    private CatalogLoader catalogs;
    private Catalog catalog;
    private Table table;

    @BeforeEach
    void createTable() {
        catalogs = Catalogs.sqlite(folder.resolve("catalog.db"), folder.resolve("warehouse"));
        new IcebergTables(catalogs).create(List.of(Numbers.table()));
        catalog = catalogs.loadCatalog();
        table = Numbers.load(catalog, Numbers.TABLE);
    }

    @AfterEach
    void close() {
        Numbers.close(catalog);
    }

    private LastCommit lastCommit(Clock clock) {
        TableLoader loader =
                TableLoader.fromCatalog(
                        catalogs, TableIdentifier.of(Tables.DATABASE, Numbers.TABLE));
        loader.open();
        return new LastCommit(loader, loader.loadTable(), clock);
    }

    private void commit() {
        new Commits(table, Numbers.table(), "a job").add(0, 1);
    }

    private static Clock later() {
        return Clock.offset(Clock.systemUTC(), Duration.ofMillis(HOUR_MS));
    }

    @Test
    void countsFromItsOwnBeginWhereNothingWasCommitted() throws Exception {
        ManualClock clock = new ManualClock();
        try (LastCommit last = lastCommit(clock)) {
            clock.advance(Duration.ofMinutes(3));
            last.look();

            assertThat(last.ageMs()).isEqualTo(Duration.ofMinutes(3).toMillis());
        }
    }

    @Test
    void aRestartDoesNotMakeItYounger() throws Exception {
        commit();
        try (LastCommit last = lastCommit(later())) {
            assertThat(last.ageMs()).isBetween(HOUR_MS, 2 * HOUR_MS);
        }
    }

    @Test
    void maintenanceIsNoCommitOfAJobs() throws Exception {
        commit();
        long committedAtMs = table.currentSnapshot().timestampMillis();
        table.newAppend().commit();
        Clock later = Clock.fixed(later().instant(), later().getZone());
        try (LastCommit last = lastCommit(later)) {
            assertThat(last.ageMs()).isEqualTo(later.millis() - committedAtMs);
        }
    }

    @Test
    void looksAgainByItself() throws Exception {
        try (LastCommit last = lastCommit(later())) {
            last.lookEvery(Duration.ofMillis(20));
            commit();

            Wait.until("the commit is seen", () -> last.ageMs() >= HOUR_MS);
        }
    }

    @Test
    void growsWhereTheTableDoesNotAnswer() throws IOException {
        ManualClock clock = new ManualClock();
        LastCommit last = lastCommit(clock);
        last.close();
        catalog.dropTable(TableIdentifier.of(Tables.DATABASE, Numbers.TABLE));
        clock.advance(Duration.ofMinutes(3));
        last.look();

        assertThat(last.ageMs()).isEqualTo(Duration.ofMinutes(3).toMillis());
    }
}
