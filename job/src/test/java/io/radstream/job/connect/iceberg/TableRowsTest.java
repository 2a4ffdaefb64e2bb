package io.radstream.job.connect.iceberg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.operators.testutils.MockEnvironment;
import org.apache.flink.runtime.operators.testutils.MockEnvironmentBuilder;
import org.apache.flink.streaming.api.operators.StreamMap;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.table.data.RowData;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.flink.CatalogLoader;
import org.apache.iceberg.flink.TableLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableRowsTest {

    private final JobID jobId = new JobID();
    private final List<OneInputStreamOperatorTestHarness<Long, RowData>> operators =
            new ArrayList<>();

    @TempDir Path folder;

    private CatalogLoader catalogs;
    private Catalog catalog;
    private Table table;

    @BeforeEach
    void createTable() {
        catalogs = Catalogs.sqlite(folder.resolve("catalog.db"), folder.resolve("warehouse"));
        Numbers.create(catalogs, Numbers.TABLE);
        catalog = catalogs.loadCatalog();
        table = Numbers.load(catalog, Numbers.TABLE);
    }

    @AfterEach
    void close() throws Exception {
        for (OneInputStreamOperatorTestHarness<Long, RowData> operator : operators) {
            operator.close();
        }
        Numbers.close(catalog);
    }

    @Test
    void makesRows() throws Exception {
        OneInputStreamOperatorTestHarness<Long, RowData> operator = operator(jobId);
        operator.open();
        operator.processElement(7L, 0);

        RowData row = operator.extractOutputValues().get(0);
        assertThat(row.getLong(0)).isEqualTo(7);
        assertThat(row.getString(2)).hasToString("number 7");
    }

    @Test
    void goesOnFromItsLastCheckpoint() throws Exception {
        OperatorSubtaskState state = stateAfterCheckpoint(1);
        commits().add(0, 1);

        assertThatCode(() -> operator(jobId).initializeState(state)).doesNotThrowAnyException();
    }

    @Test
    void refusesAnEarlierStateUnderTheSameId() throws Exception {
        OperatorSubtaskState state = stateAfterCheckpoint(1);
        Commits commits = commits();
        commits.add(0, 1);
        commits.add(1, 2);

        assertThatThrownBy(() -> operator(jobId).initializeState(state))
                .hasMessageContaining("it goes on from 1")
                .hasMessageContaining("up to checkpoint 2");
        assertThatThrownBy(() -> operator(jobId).initializeEmptyState())
                .hasMessageContaining("it begins without one");
    }

    @Test
    void takesAnyStateUnderANewId() throws Exception {
        OperatorSubtaskState state = stateAfterCheckpoint(1);
        Commits commits = commits();
        commits.add(0, 1);
        commits.add(1, 2);

        assertThatCode(() -> operator(new JobID()).initializeState(state))
                .doesNotThrowAnyException();
    }

    private Commits commits() {
        return new Commits(table, Numbers.table(), jobId.toString());
    }

    private OperatorSubtaskState stateAfterCheckpoint(long checkpoint) throws Exception {
        OneInputStreamOperatorTestHarness<Long, RowData> operator = operator(jobId);
        operator.open();
        return operator.snapshot(checkpoint, 0);
    }

    private OneInputStreamOperatorTestHarness<Long, RowData> operator(JobID id) throws Exception {
        TableRows<Long> rows =
                new TableRows<>(
                        Numbers.table(),
                        RowLayout.of(Numbers.table(), table.schema()),
                        TableLoader.fromCatalog(
                                catalogs, TableIdentifier.of(Tables.DATABASE, Numbers.TABLE)));
        MockEnvironment environment =
                new MockEnvironmentBuilder().setTaskName("rows").setJobID(id).build();
        OneInputStreamOperatorTestHarness<Long, RowData> operator =
                new OneInputStreamOperatorTestHarness<>(
                        new StreamMap<>(rows), LongSerializer.INSTANCE, environment);
        operators.add(operator);
        return operator;
    }
}
