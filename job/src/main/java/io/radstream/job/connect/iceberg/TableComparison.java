package io.radstream.job.connect.iceberg;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.TableUtil;
import org.apache.iceberg.types.Types;

/** How a table differs from its definition: what can be added to it, and what cannot be helped. */
final class TableComparison {

    static final int FORMAT_VERSION = 2;

    /**
     * What a new table gets, and an older one where it says nothing of its own. Each commit makes a
     * metadata file, so without a bound they would outnumber the data; and whoever maintains a
     * table competes with the job for its next version, so neither may give up soon.
     */
    static final Map<String, String> PROPERTIES =
            Map.of(
                    TableProperties.METADATA_DELETE_AFTER_COMMIT_ENABLED, "true",
                    TableProperties.METADATA_PREVIOUS_VERSIONS_MAX, "100",
                    TableProperties.COMMIT_NUM_RETRIES, "20");

    private final List<Types.NestedField> missing = new ArrayList<>();
    private final Map<String, String> unset = new TreeMap<>();
    private final List<String> differences = new ArrayList<>();

    private TableComparison() {}

    static TableComparison of(TableDefinition<?> definition, Table table) {
        TableComparison comparison = new TableComparison();
        comparison.compareFormat(table);
        comparison.compareColumns(definition.schema(), table.schema());
        comparison.comparePartitions(definition.partitioning(), table.spec());
        comparison.compareProperties(table);
        return comparison;
    }

    /** Columns that the table lacks; their ids mean nothing. */
    List<Types.NestedField> missing() {
        return missing;
    }

    /** Properties that the table says nothing about. */
    Map<String, String> unset() {
        return unset;
    }

    /** What keeps the job from writing it: each with what was expected and what came. */
    List<String> differences() {
        return differences;
    }

    private void compareFormat(Table table) {
        int version = TableUtil.formatVersion(table);
        if (version != FORMAT_VERSION) {
            differences.add("expected format version " + FORMAT_VERSION + ", came " + version);
        }
    }

    private void compareColumns(Schema expected, Schema actual) {
        for (Types.NestedField column : expected.columns()) {
            Types.NestedField found = actual.findField(column.name());
            if (found == null) {
                missing.add(column);
            } else if (!found.type().equals(column.type())) {
                differences.add(
                        String.format(
                                "column %s: expected %s, came %s",
                                column.name(), column.type(), found.type()));
            } else if (found.isRequired()) {
                differences.add("column " + column.name() + ": expected optional, came required");
            }
        }
        for (Types.NestedField column : actual.columns()) {
            if (column.isRequired() && expected.findField(column.name()) == null) {
                differences.add(
                        "column "
                                + column.name()
                                + ": came required, and this release has no value for it");
            }
        }
        if (!actual.identifierFieldNames().isEmpty()) {
            // The sink would delete earlier rows of the same identity.
            differences.add(
                    "expected no identifier columns, came "
                            + String.join(", ", actual.identifierFieldNames()));
        }
    }

    private void comparePartitions(PartitionSpec expected, PartitionSpec actual) {
        List<String> wanted = fields(expected);
        List<String> found = fields(actual);
        if (!wanted.equals(found)) {
            differences.add("expected partitions by " + wanted + ", came " + found);
        }
    }

    private static List<String> fields(PartitionSpec spec) {
        return spec.fields().stream()
                .filter(field -> !field.transform().isVoid())
                .map(
                        field ->
                                field.transform()
                                        + "("
                                        + spec.schema().findColumnName(field.sourceId())
                                        + ")")
                .collect(Collectors.toList());
    }

    private void compareProperties(Table table) {
        Map<String, String> actual = table.properties();
        if (Boolean.parseBoolean(actual.get(TableProperties.UPSERT_ENABLED))) {
            differences.add(
                    "expected rows to be appended only, came "
                            + TableProperties.UPSERT_ENABLED
                            + "=true");
        }
        PROPERTIES.forEach(
                (property, value) -> {
                    if (!actual.containsKey(property)) {
                        unset.put(property, value);
                    }
                });
    }
}
