package io.radstream.job.connect.iceberg;

import io.radstream.job.connect.iceberg.maintenance.MaintenancePlan;
import io.radstream.job.connect.iceberg.maintenance.TableMaintenance;
import io.radstream.job.connect.iceberg.maintenance.TableReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.flink.CatalogLoader;
import org.apache.iceberg.io.CloseableIterable;

/**
 * What one-minute commits do to a table in half a day, and what maintenance does about it. A main,
 * not a test; its class path is that of this module's tests. Takes the number of commits and the
 * rows of each (720 and 1000 by default).
 */
public final class MaintenanceBenchmark {

    private static final Instant BEGINNING = Instant.parse("2026-11-24T06:00:00Z");
    private static final int STAGES = 10;

    private final int rowsACommit;
    private final Path folder;
    private final CatalogLoader catalogs;

    private MaintenanceBenchmark(int rowsACommit) throws IOException {
        this.rowsACommit = rowsACommit;
        this.folder = Files.createTempDirectory("maintenance");
        this.catalogs = Catalogs.sqlite(folder.resolve("catalog.db"), folder.resolve("warehouse"));
    }

    public static void main(String[] arguments) throws IOException {
        int commits = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 720;
        int rows = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1000;
        new MaintenanceBenchmark(rows).run(commits);
    }

    private void run(int commits) throws IOException {
        System.out.printf(
                "%d commits of %d rows, heap of at most %d MiB, folder %s%n",
                commits, rowsACommit, Runtime.getRuntime().maxMemory() >> 20, folder);
        new IcebergTables(catalogs).create(List.of(definition()));
        timed("commits", () -> commit(0, commits));
        tell("before");
        Instant now = Instant.now();
        maintain("maintain at once", now);
        tell("after it");
        // The job goes on; what it restores from is no longer behind the compaction.
        commit(commits, commits + 10);
        maintain("maintain six days later", now.plus(Duration.ofDays(6)));
        tell("after it");
    }

    private void commit(long from, long to) {
        Catalog catalog = catalogs.loadCatalog();
        Commits job = new Commits(Numbers.load(catalog, "latencies"), definition(), "job");
        for (long commit = from; commit < to; commit++) {
            job.add(commit * rowsACommit, (commit + 1) * rowsACommit);
        }
        Numbers.close(catalog);
    }

    private TableDefinition<Long> definition() {
        int rows = rowsACommit;
        return new TableDefinition<>(
                "latencies",
                "at",
                new ArrayList<>(
                        List.of(
                                Column.<Long>whole("number", "", number -> number),
                                Column.<Long>time(
                                        "at",
                                        "",
                                        number ->
                                                BEGINNING.plus(Duration.ofMinutes(number / rows))),
                                Column.<Long>text(
                                        "study", "", number -> "study-" + number / STAGES),
                                Column.<Long>text("stage", "", number -> "s" + number % STAGES),
                                Column.<Long>number(
                                        "latency_ms",
                                        "",
                                        number -> (number * 7919 % 10007) / 10.0))));
    }

    private void maintain(String what, Instant now) {
        timed(
                what,
                () -> {
                    for (TableReport report :
                            new TableMaintenance(catalogs, Clock.fixed(now, ZoneOffset.UTC))
                                    .run(MaintenancePlan.restorableSince(now))) {
                        System.out.println("  " + report);
                    }
                });
    }

    private void tell(String when) throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("warehouse"))) {
            List<Path> all =
                    files.filter(Files::isRegularFile)
                            .filter(file -> !file.toString().endsWith(".crc"))
                            .toList();
            long data = all.stream().filter(file -> file.toString().endsWith(".parquet")).count();
            System.out.printf(
                    "%s: on disk %d data files and %d others, %.1f MiB%n",
                    when, data, all.size() - data, bytes(all) / 1048576.0);
        }
        for (int i = 0; i < 3; i++) {
            timed("  query of p95 by stage", this::query);
        }
    }

    private static long bytes(List<Path> files) {
        return files.stream().mapToLong(file -> file.toFile().length()).sum();
    }

    private void query() {
        Map<String, List<Double>> stages = new TreeMap<>();
        Catalog catalog = catalogs.loadCatalog();
        try (CloseableIterable<Record> rows =
                IcebergGenerics.read(Numbers.load(catalog, "latencies"))
                        .select("stage", "latency_ms")
                        .build()) {
            for (Record row : rows) {
                stages.computeIfAbsent((String) row.getField("stage"), stage -> new ArrayList<>())
                        .add((Double) row.getField("latency_ms"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            Numbers.close(catalog);
        }
        stages.values().forEach(values -> values.sort(null));
        long p95s = stages.values().stream().map(v -> v.get(v.size() * 95 / 100)).count();
        if (p95s != STAGES) {
            throw new IllegalStateException("expected " + STAGES + " stages, came " + p95s);
        }
    }

    private static void timed(String what, Runnable action) {
        long start = System.nanoTime();
        action.run();
        System.out.printf("%s: %.2f s%n", what, (System.nanoTime() - start) / 1e9);
    }
}
