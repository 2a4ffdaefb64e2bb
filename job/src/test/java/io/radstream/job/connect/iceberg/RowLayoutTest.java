package io.radstream.job.connect.iceberg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.flink.table.data.RowData;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.Test;

class RowLayoutTest {

    @Test
    void followsTheTableNotTheDefinition() {
        Schema table =
                new Schema(
                        Types.NestedField.optional(3, "name", Types.StringType.get()),
                        Types.NestedField.optional(9, "later", Types.StringType.get()),
                        Types.NestedField.optional(2, "at", Types.TimestampType.withoutZone()),
                        Types.NestedField.optional(1, "number", Types.LongType.get()));

        RowData row = Numbers.table().row(5L, RowLayout.of(Numbers.table(), table));

        assertThat(row.getArity()).isEqualTo(4);
        assertThat(row.getString(0)).hasToString("number 5");
        assertThat(row.isNullAt(1)).isTrue();
        assertThat(row.getTimestamp(2, 6).toInstant()).isEqualTo(Numbers.at(5));
        assertThat(row.getLong(3)).isEqualTo(5);
    }

    @Test
    void refusesATableThatLacksAColumn() {
        Schema table = new Schema(Types.NestedField.optional(1, "number", Types.LongType.get()));

        assertThatThrownBy(() -> RowLayout.of(Numbers.table(), table))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("numbers to have every column")
                .hasMessageContaining("at")
                .hasMessageContaining("name");
    }
}
