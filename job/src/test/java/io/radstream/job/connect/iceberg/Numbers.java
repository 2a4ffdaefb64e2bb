package io.radstream.job.connect.iceberg;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.flink.CatalogLoader;
import org.apache.iceberg.io.CloseableIterable;

/** Rows that a ledger can count: each number from zero on, once. */
public final class Numbers {

    public static final String TABLE = "numbers";

    private static final Instant BEGINNING = Instant.parse("2026-11-24T00:00:00Z");

    private Numbers() {}

    /** A table of a number, the day that it falls on, and what it is called. */
    public static TableDefinition<Long> table() {
        return table(TABLE);
    }

    public static TableDefinition<Long> table(String name) {
        return new TableDefinition<>(name, "at", columns());
    }

    /** Makes such tables. */
    public static void create(CatalogLoader catalogs, String... names) {
        for (String name : names) {
            createTogether(catalogs, name);
        }
    }

    /** Makes such tables, all of them or none. */
    static void createTogether(CatalogLoader catalogs, String... names) {
        List<TableDefinition<?>> tables = new ArrayList<>();
        for (String name : names) {
            tables.add(table(name));
        }
        new IcebergTables(catalogs).create(tables);
    }

    static List<Column<Long>> columns() {
        return new ArrayList<>(
                List.of(
                        Column.whole("number", "the number", number -> number),
                        Column.time("at", "a minute each", Numbers::at),
                        Column.text("name", "what it is called", Numbers::name)));
    }

    static String name(long number) {
        return "number " + number;
    }

    static Instant at(long number) {
        return BEGINNING.plus(Duration.ofMinutes(number));
    }

    /** The numbers, some more after each checkpoint. */
    public static DataStream<Long> upTo(
            long count, int aCheckpoint, StreamExecutionEnvironment environment) {
        return environment
                .fromSource(
                        new DataGeneratorSource<>(
                                number -> number,
                                count,
                                RateLimiterStrategy.perCheckpoint(aCheckpoint),
                                Types.LONG),
                        WatermarkStrategy.noWatermarks(),
                        "numbers")
                .uid("numbers-source")
                .setParallelism(1);
    }

    /** The numbers that a reader of the table finds, sorted. */
    public static List<Long> in(CatalogLoader catalogs, String table) {
        List<Long> numbers = new ArrayList<>();
        rows(catalogs, table).forEach(row -> numbers.add((Long) row.getField("number")));
        numbers.sort(null);
        return numbers;
    }

    public static List<Record> rows(CatalogLoader catalogs, String table) {
        Catalog catalog = catalogs.loadCatalog();
        try (CloseableIterable<Record> rows = IcebergGenerics.read(load(catalog, table)).build()) {
            List<Record> read = new ArrayList<>();
            rows.forEach(read::add);
            return read;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            close(catalog);
        }
    }

    public static List<Long> all(long count) {
        return LongStream.range(0, count).boxed().toList();
    }

    public static Table load(Catalog catalog, String table) {
        return catalog.loadTable(TableIdentifier.of(Tables.DATABASE, table));
    }

    static void close(Catalog catalog) {
        if (catalog instanceof Closeable closeable) {
            try {
                closeable.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
