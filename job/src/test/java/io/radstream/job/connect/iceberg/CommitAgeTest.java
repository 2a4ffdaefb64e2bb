package io.radstream.job.connect.iceberg;

import static org.assertj.core.api.Assertions.assertThat;

import io.radstream.fixture.Wait;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.flink.CatalogLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CommitAgeTest {

    /** It stands still; the snapshots have the machine's own time. */
    private static final Clock LATER =
            Clock.fixed(Instant.parse("2100-01-01T00:00:00Z"), ZoneOffset.UTC);

    @TempDir Path folder;

    private Catalog catalog;
    private Table written;
    private Table watched;

    @BeforeEach
    void createTable() {
        CatalogLoader catalogs =
                Catalogs.sqlite(folder.resolve("catalog.db"), folder.resolve("warehouse"));
        Numbers.create(catalogs, Numbers.TABLE);
        catalog = catalogs.loadCatalog();
        written = Numbers.load(catalog, Numbers.TABLE);
        watched = Numbers.load(catalog, Numbers.TABLE);
    }

    @AfterEach
    void close() {
        Numbers.close(catalog);
    }

    private static long sinceNewest(Table table) {
        return LATER.millis() - table.currentSnapshot().timestampMillis();
    }

    @Test
    void isThatOfTheTableWhereNoJobHasCommitted() {
        try (CommitAge age = new CommitAge(watched, LATER)) {
            assertThat(age.ageMs())
                    .isEqualTo(
                            LATER.millis()
                                    - ((HasTableOperations) watched)
                                            .operations()
                                            .current()
                                            .lastUpdatedMillis());
        }
    }

    @Test
    void isKnownFromTheBeginning() {
        new Commits(written, Numbers.table(), "one").add(0, 1);
        watched.refresh();

        try (CommitAge age = new CommitAge(watched, LATER)) {
            assertThat(age.ageMs()).isEqualTo(sinceNewest(written));
        }
    }

    @Test
    void followsWhatAnyJobCommits() {
        try (CommitAge age = new CommitAge(watched, LATER)) {
            age.lookEvery(Duration.ofMillis(20));
            new Commits(written, Numbers.table(), "one").add(0, 1);
            Wait.until("the first is seen", () -> age.ageMs() == sinceNewest(written));
            new Commits(written, Numbers.table(), "two").add(1, 2);
            Wait.until("the second is seen", () -> age.ageMs() == sinceNewest(written));
        }
    }

    @Test
    void isNoneOfMaintenance() {
        new Commits(written, Numbers.table(), "one").add(0, 1);
        long ofTheJob = sinceNewest(written);
        try (CommitAge age = new CommitAge(watched, LATER)) {
            written.newAppend().commit();
            age.look();

            assertThat(age.ageMs()).isEqualTo(ofTheJob);
        }
    }

    @Test
    void growsOnWhereTheTableCannotBeRead() {
        new Commits(written, Numbers.table(), "one").add(0, 1);
        watched.refresh();
        try (CommitAge age = new CommitAge(watched, LATER)) {
            catalog.dropTable(TableIdentifier.of(Tables.DATABASE, Numbers.TABLE), false);
            age.look();

            assertThat(age.ageMs()).isEqualTo(sinceNewest(written));
        }
    }

    @Test
    void isNotLookedUpAfterTheEnd() {
        CommitAge age = new CommitAge(watched, LATER);
        age.lookEvery(Duration.ofMillis(1));
        age.close();
        long known = age.ageMs();
        new Commits(written, Numbers.table(), "one").add(0, 1);

        assertThat(age.ageMs()).isEqualTo(known);
    }
}
