package io.radstream.job.connect.iceberg;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Types;

/** A table: its name, its columns and the time by whose day it is partitioned. */
public final class TableDefinition<T> implements Serializable {

    private static final long serialVersionUID = 1L;

    private final String name;
    private final String timeColumn;
    private final List<Column<T>> columns;

    TableDefinition(String name, String timeColumn, List<Column<T>> columns) {
        this.name = name;
        this.timeColumn = timeColumn;
        this.columns = new ArrayList<>(columns);
    }

    public String name() {
        return name;
    }

    /** The schema of a new table, ids by position; a table that has grown has other ids. */
    public Schema schema() {
        List<Types.NestedField> fields = new ArrayList<>();
        for (Column<T> column : columns) {
            fields.add(column.field(fields.size() + 1));
        }
        return new Schema(fields);
    }

    /** By day of the time column. */
    public PartitionSpec partitioning() {
        return PartitionSpec.builderFor(schema()).day(timeColumn).build();
    }

    /**
     * The record as a row of a table whose columns may be in another order, and more.
     *
     * @param layout of that table's columns
     */
    RowData row(T record, RowLayout layout) {
        GenericRowData row = new GenericRowData(layout.width());
        for (int i = 0; i < layout.width(); i++) {
            int column = layout.columnAt(i);
            if (column != RowLayout.UNKNOWN) {
                row.setField(i, columns.get(column).valueOf(record));
            }
        }
        return row;
    }
}
