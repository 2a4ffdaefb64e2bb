package io.radstream.job.connect.iceberg;

import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Types;

/**
 * Which of a definition's columns stands at which place of a table's rows. A column that a release
 * added stands last in a table that is older, wherever the definition has it; one that only a newer
 * release knows stays null.
 */
final class RowLayout implements Serializable {

    private static final long serialVersionUID = 1L;

    /** A column of the table that the definition does not know. */
    static final int UNKNOWN = -1;

    private final int[] columns;

    private RowLayout(int[] columns) {
        this.columns = columns;
    }

    /**
     * @param table the schema that rows are written with
     */
    static RowLayout of(TableDefinition<?> definition, Schema table) {
        Map<String, Integer> places = new HashMap<>();
        for (Types.NestedField column : definition.schema().columns()) {
            places.put(column.name(), places.size());
        }
        List<Types.NestedField> written = table.columns();
        int[] columns = new int[written.size()];
        for (int i = 0; i < columns.length; i++) {
            Integer place = places.remove(written.get(i).name());
            columns[i] = place == null ? UNKNOWN : place;
        }
        if (!places.isEmpty()) {
            throw new IllegalArgumentException(
                    "expected the table "
                            + definition.name()
                            + " to have every column of this release, it lacks "
                            + String.join(", ", places.keySet())
                            + ": create the tables before the job is built");
        }
        return new RowLayout(columns);
    }

    int width() {
        return columns.length;
    }

    /** The definition's column at this place of a row, or {@link #UNKNOWN}. */
    int columnAt(int place) {
        return columns[place];
    }
}
