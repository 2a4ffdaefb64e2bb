package io.radstream.job.connect.iceberg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.OptionalLong;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.flink.CatalogLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommittedCheckpointsTest {

    @TempDir Path folder;

    private Catalog catalog;
    private Table table;

    @BeforeEach
    void createTable() {
        CatalogLoader catalogs =
                Catalogs.sqlite(folder.resolve("catalog.db"), folder.resolve("warehouse"));
        Numbers.create(catalogs, Numbers.TABLE);
        catalog = catalogs.loadCatalog();
        table = Numbers.load(catalog, Numbers.TABLE);
    }

    @AfterEach
    void close() {
        Numbers.close(catalog);
    }

    @Test
    void nobodyHasCommittedAnything() {
        CommittedCheckpoints none = CommittedCheckpoints.of(table);

        assertThat(none.newest()).isNull();
        assertThat(none.highestOf("one")).isEmpty();
        assertThatCode(() -> none.verifyNoneAfter(OptionalLong.empty(), "one"))
                .doesNotThrowAnyException();
    }

    @Test
    void eachJobHasItsOwn() {
        Commits one = new Commits(table, Numbers.table(), "one");
        Commits two = new Commits(table, Numbers.table(), "two");
        one.add(0, 1);
        one.add(1, 2);
        two.add(2, 3);
        table.newAppend().commit();
        CommittedCheckpoints checkpoints = CommittedCheckpoints.of(table);

        assertThat(checkpoints.highestOf("one")).hasValue(2);
        assertThat(checkpoints.highestOf("two")).hasValue(1);
        assertThat(checkpoints.highestOf("three")).isEmpty();
        assertThat(checkpoints.newest().summary()).containsEntry("flink.job-id", "two");
    }

    @Test
    void aJobThatGoesOnFromItsLastCheckpointMayStart() {
        Commits one = new Commits(table, Numbers.table(), "one");
        one.add(0, 1);
        one.add(1, 2);
        CommittedCheckpoints checkpoints = CommittedCheckpoints.of(table);

        assertThatCode(() -> checkpoints.verifyNoneAfter(OptionalLong.of(2), "one"))
                .doesNotThrowAnyException();
        // Checkpoints without rows are not noted.
        assertThatCode(() -> checkpoints.verifyNoneAfter(OptionalLong.of(9), "one"))
                .doesNotThrowAnyException();
        assertThatCode(() -> checkpoints.verifyNoneAfter(OptionalLong.of(1), "two"))
                .doesNotThrowAnyException();
    }

    @Test
    void aJobWhoseRowsWouldBeDroppedMayNotStart() {
        Commits one = new Commits(table, Numbers.table(), "one");
        one.add(0, 1);
        one.add(1, 2);
        CommittedCheckpoints checkpoints = CommittedCheckpoints.of(table);

        assertThatThrownBy(() -> checkpoints.verifyNoneAfter(OptionalLong.of(1), "one"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(
                        "job one to go on from its last checkpoint, it goes on from 1")
                .hasMessageContaining("up to checkpoint 2")
                .hasMessageContaining("a new id");
        assertThatThrownBy(() -> checkpoints.verifyNoneAfter(OptionalLong.empty(), "one"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("it begins without one");
    }
}
