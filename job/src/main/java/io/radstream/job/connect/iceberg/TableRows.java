package io.radstream.job.connect.iceberg;

import io.radstream.record.MetricNames;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.OptionalLong;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.table.data.RowData;
import org.apache.iceberg.Table;
import org.apache.iceberg.flink.TableLoader;

/**
 * Makes a table's rows; before the first, it verifies that the sink will not drop any. It also
 * tells how long ago the sink has committed.
 */
final class TableRows<T> extends RichMapFunction<T, RowData> implements CheckpointedFunction {

    private static final long serialVersionUID = 1L;

    private static final ListStateDescriptor<Long> CHECKPOINT =
            new ListStateDescriptor<>("checkpoint", Types.LONG);

    /** One look a minute and table is little to ask of a catalog. */
    private static final Duration LOOK_EVERY = Duration.ofMinutes(1);

    private final TableDefinition<T> definition;
    private final RowLayout layout;
    private final TableLoader tables;

    private transient ListState<Long> checkpoint;
    private transient TableLoader loader;
    private transient CommitAge commits;

    TableRows(TableDefinition<T> definition, RowLayout layout, TableLoader tables) {
        this.definition = definition;
        this.layout = layout;
        this.tables = tables;
    }

    @Override
    public RowData map(T record) {
        return definition.row(record, layout);
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        IcebergLeftovers.removeAfter(getRuntimeContext());
        checkpoint = context.getOperatorStateStore().getUnionListState(CHECKPOINT);
        if (isFirst()) {
            loader = tables.clone();
            loader.open();
            Table table = loader.loadTable();
            CommittedCheckpoints.of(table)
                    .verifyNoneAfter(
                            restored(context),
                            getRuntimeContext().getJobInfo().getJobId().toString());
            commits = new CommitAge(table, Clock.systemUTC());
            commits.lookEvery(LOOK_EVERY);
            MetricNames.in(getRuntimeContext().getMetricGroup())
                    .gauge(MetricNames.COMMIT_AGE_MS, (Gauge<Long>) commits::ageMs);
        }
    }

    /** Also called where the beginning failed. */
    @Override
    public void close() throws IOException {
        if (commits != null) {
            commits.close();
        }
        if (loader != null) {
            loader.close();
        }
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        checkpoint.clear();
        if (isFirst()) {
            checkpoint.add(context.getCheckpointId());
        }
    }

    private boolean isFirst() {
        return getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0;
    }

    /** From state: Flink tells the checkpoint only to tasks that keep any. */
    private OptionalLong restored(FunctionInitializationContext context) throws Exception {
        OptionalLong highest = context.getRestoredCheckpointId();
        for (long id : checkpoint.get()) {
            highest = OptionalLong.of(Math.max(id, highest.orElse(id)));
        }
        return highest;
    }
}
