package io.radstream.job.connect.iceberg;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.function.Function;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;

/** A table's column: its name, its type, what it says, and its value of a record. */
final class Column<T> implements Serializable {

    private static final long serialVersionUID = 1L;

    /** A column's value of a record. */
    @FunctionalInterface
    interface Value<T, V> extends Function<T, V>, Serializable {}

    private final String name;
    private final Type type;
    private final String doc;
    private final Value<T, Object> value;

    private Column(String name, Type type, String doc, Value<T, Object> value) {
        this.name = name;
        this.type = type;
        this.doc = doc;
        this.value = value;
    }

    static <T> Column<T> text(String name, String doc, Value<T, String> value) {
        return new Column<>(
                name,
                Types.StringType.get(),
                doc,
                record -> StringData.fromString(value.apply(record)));
    }

    /** UTC, microseconds, without a zone: Athena cannot build views from times with one. */
    static <T> Column<T> time(String name, String doc, Value<T, Instant> value) {
        return new Column<>(
                name,
                Types.TimestampType.withoutZone(),
                doc,
                record -> TimestampData.fromEpochMillis(value.apply(record).toEpochMilli()));
    }

    static <T> Column<T> number(String name, String doc, Value<T, Double> value) {
        return new Column<>(name, Types.DoubleType.get(), doc, value::apply);
    }

    static <T> Column<T> whole(String name, String doc, Value<T, Long> value) {
        return new Column<>(name, Types.LongType.get(), doc, value::apply);
    }

    static <T> Column<T> flag(String name, String doc, Value<T, Boolean> value) {
        return new Column<>(name, Types.BooleanType.get(), doc, value::apply);
    }

    static <T> Column<T> binary(String name, String doc, Value<T, ByteBuffer> value) {
        return new Column<>(
                name, Types.BinaryType.get(), doc, record -> bytes(value.apply(record)));
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    /** Every column is optional: what is added later is null in older rows. */
    Types.NestedField field(int id) {
        return Types.NestedField.optional(id, name, type, doc);
    }

    /** In Flink's internal form. */
    Object valueOf(T record) {
        return value.apply(record);
    }

    String name() {
        return name;
    }
}
