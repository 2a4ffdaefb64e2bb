package io.radstream.local.report;

import io.airlift.stats.TDigest;
import io.radstream.job.connect.iceberg.Arms;
import io.radstream.job.connect.iceberg.Catalogs;
import io.radstream.job.connect.iceberg.IcebergTables;
import io.radstream.job.connect.iceberg.Tables;
import io.radstream.local.folder.OutFolder;
import io.radstream.local.tables.TableQuery;
import io.radstream.record.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.Locale;
import java.util.UUID;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.flink.CatalogLoader;

/** The folder of a run that never ran: its tables are filled by SQL. */
final class RunFolder {

    /** Midnight of the day on which everything happens, UTC. */
    static final String DAY = "TIMESTAMP '2026-11-24 00:00:00'";

    private final OutFolder out;
    private final Path images;
    private final CatalogLoader catalogs;

    /** With all tables, and nothing in them. */
    RunFolder(Path folder) throws IOException {
        out = new OutFolder(folder.resolve("run"));
        images = Files.createDirectories(folder.resolve("images"));
        Files.createDirectories(out.root());
        out.begin(images);
        catalogs = Catalogs.sqlite(out.catalog(), out.warehouse());
        new IcebergTables(catalogs)
                .create(new Tables(new Arms("local", "directory", "fixed", "plain")));
    }

    OutFolder out() {
        return out;
    }

    Path images() {
        return images;
    }

    /** Writes the report and reads it. */
    String report() throws IOException, SQLException {
        Report.write(out, images, out.state() == OutFolder.State.FINISHED);
        return Files.readString(out.report());
    }

    /** Asks the tables; the query is to be closed. */
    TableQuery tables() throws SQLException {
        return TableQuery.open(out);
    }

    /** Adds what a SELECT finds to a table, in one commit. */
    void add(String table, String select) throws SQLException, IOException {
        Path file = out.warehouse().resolve(UUID.randomUUID() + ".parquet");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("SET TimeZone = 'UTC'");
            statement.execute(
                    "COPY (" + select + ") TO '" + file + "' (FORMAT parquet, COMPRESSION zstd)");
        }
        Table iceberg =
                catalogs.loadCatalog().loadTable(TableIdentifier.of(Tables.DATABASE, table));
        DataFile data =
                DataFiles.builder(iceberg.spec())
                        .withPath(file.toUri().toString())
                        .withFormat(FileFormat.PARQUET)
                        .withFileSizeInBytes(Files.size(file))
                        .withRecordCount(1)
                        .withPartitionPath(iceberg.spec().fields().get(0).name() + "=2026-11-24")
                        .build();
        iceberg.newAppend().appendFile(data).commit();
    }

    /**
     * Adds a study with a result: every stage of it, and its row.
     *
     * @param second of the day
     */
    void addStudy(String studyId, int second, double endToEndMs, String key)
            throws SQLException, IOException {
        String at = DAY + " + INTERVAL (" + second + ") SECOND";
        double partMs = endToEndMs / Timed.CRITICAL_PATH.size();
        StringBuilder rows = new StringBuilder();
        for (Stage stage : Stage.values()) {
            double ms = stage == Stage.end_to_end ? endToEndMs : partMs;
            if (stage == Stage.inference) {
                rows.append(event(studyId, stage.name(), partMs / 2, at, "encoder")).append(", ");
                rows.append(event(studyId, stage.name(), partMs, at, "detector")).append(", ");
            } else {
                rows.append(event(studyId, stage.name(), ms, at, null)).append(", ");
            }
        }
        rows.setLength(rows.length() - 2);
        add("telemetry_events", events(rows.toString()));
        add(
                "inference_results",
                "SELECT '%s' AS study_id, 'v' AS study_version, %s AS timestamp, 'normal' AS top_class, '%s' AS key"
                        .formatted(studyId, at, key));
    }

    /** A SELECT of telemetry rows, each as {@link #event} makes it. */
    static String events(String rows) {
        return "SELECT * FROM (VALUES "
                + rows
                + ") AS t(study_id, study_version, stage, status, latency_ms, timestamp, metadata,"
                + " model_name, model_version, model_digest, arm)";
    }

    /** One row of telemetry. */
    static String event(String studyId, String stage, double ms, String at, String model) {
        return String.format(
                Locale.ROOT,
                "('%s', 'v', '%s', 'success', %s::DOUBLE, %s, NULL::VARCHAR, %s)",
                studyId,
                stage,
                ms,
                at,
                model == null
                        ? "NULL, NULL, NULL, NULL"
                        : "'" + model + "', '1', 'sha256:" + "ab".repeat(32) + "', 'stable'");
    }

    /** Adds a reject; the texts as they are. */
    void addReject(String studyId, String code, String message) throws SQLException, IOException {
        add(
                "rejects",
                "SELECT %s AS study_id, 'pair' AS stage, '%s' AS code, '%s' AS message, 1::BIGINT AS attempts, %s AS at"
                        .formatted(
                                studyId == null ? "NULL::VARCHAR" : quoted(studyId),
                                code,
                                message.replace("'", "''"),
                                DAY));
    }

    /** Writes a result's document. */
    void writeResult(String key, String json) throws IOException {
        Path file = out.objects().resolve(key);
        Files.createDirectories(file.getParent());
        Files.writeString(file, json);
    }

    /** A SELECT of one window of end_to_end with these latencies. */
    static String window(int minute, double... latenciesMs) {
        TDigest digest = new TDigest(200);
        for (double ms : latenciesMs) {
            digest.add(ms);
        }
        return "SELECT 'end_to_end' AS stage, '1m' AS window_size, "
                + DAY
                + " + INTERVAL ("
                + minute
                + ") MINUTE AS window_start, "
                + latenciesMs.length
                + "::BIGINT AS count, unhex('"
                + HexFormat.of().formatHex(digest.serialize().getBytes())
                + "') AS sketch, NULL::VARCHAR AS model_name, NULL::VARCHAR AS model_version, NULL::VARCHAR AS arm";
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
