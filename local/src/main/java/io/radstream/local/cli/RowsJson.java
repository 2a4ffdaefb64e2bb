package io.radstream.local.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.radstream.local.tables.TableQuery;
import java.util.List;

/** Rows as a JSON list of objects; times as ISO-8601, binary columns by their length. */
final class RowsJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private RowsJson() {}

    static String of(TableQuery.Rows rows) {
        ArrayNode list = JSON.createArrayNode();
        for (List<Object> cells : rows.cells()) {
            ObjectNode row = list.addObject();
            for (int i = 0; i < cells.size(); i++) {
                put(row, rows.columns().get(i), cells.get(i));
            }
        }
        return list.toPrettyString();
    }

    private static void put(ObjectNode row, String column, Object cell) {
        if (cell == null || cell instanceof Number || cell instanceof Boolean) {
            row.set(column, JSON.valueToTree(cell));
        } else {
            row.put(column, TextTable.text(cell));
        }
    }
}
