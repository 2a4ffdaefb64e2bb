package io.radstream.local.tables;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.radstream.record.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What became of a run, read from its tables.
 *
 * @param studies study versions that ended, halves that stayed alone among them
 * @param results of them, those with a result
 * @param rejects study versions, and events that name no study, that ended without one, by code
 * @param stages latencies by stage, of the stages that ended
 * @param wall how long this process took
 * @param throughputPerSecond study versions that ended in this process a second
 */
public record Summary(
        long studies,
        long results,
        Map<String, Long> rejects,
        Map<String, Latency> stages,
        Duration wall,
        double throughputPerSecond) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Milliseconds of the stages that ended. */
    public record Latency(long count, double p50Ms, double p95Ms, double p99Ms) {}

    /**
     * Reads the tables.
     *
     * @param startedAt when this process started; the tables may hold more than it did
     */
    public static Summary of(TableQuery tables, Instant startedAt, Duration wall)
            throws SQLException {
        long results = count(tables, "SELECT count(*) AS n FROM inference_results");
        long rejected =
                count(tables, "SELECT count(*) AS n FROM rejects WHERE study_id IS NOT NULL");
        Map<String, Long> rejects = new LinkedHashMap<>();
        for (Map<String, Object> row :
                tables.rows(
                        "SELECT code, count(*) AS n FROM rejects GROUP BY code ORDER BY code")) {
            rejects.put((String) row.get("code"), number(row.get("n")).longValue());
        }
        long here =
                count(
                        tables,
                        String.format(
                                "SELECT (SELECT count(*) FROM inference_results WHERE timestamp >= '%1$s')"
                                        + " + (SELECT count(*) FROM rejects WHERE study_id IS NOT NULL AND \"at\" >= '%1$s') AS n",
                                startedAt.toString().replace("Z", "")));
        double seconds = wall.toMillis() / 1000.0;
        return new Summary(
                results + rejected,
                results,
                rejects,
                stages(tables),
                wall,
                seconds > 0 ? toThousandths(here / seconds) : 0);
    }

    private static Map<String, Latency> stages(TableQuery tables) throws SQLException {
        Map<String, Latency> stages = new TreeMap<>(Comparator.comparing(Stage::valueOf));
        for (Map<String, Object> row :
                tables.rows(
                        "SELECT stage, count(*) AS n,"
                                + " quantile_cont(latency_ms, 0.5) AS p50,"
                                + " quantile_cont(latency_ms, 0.95) AS p95,"
                                + " quantile_cont(latency_ms, 0.99) AS p99"
                                + " FROM telemetry_events WHERE status <> 'waiting' GROUP BY stage")) {
            stages.put(
                    (String) row.get("stage"),
                    new Latency(
                            number(row.get("n")).longValue(),
                            milliseconds(row.get("p50")),
                            milliseconds(row.get("p95")),
                            milliseconds(row.get("p99"))));
        }
        return stages;
    }

    /** Rejected events that name no study: malformed, or with an unknown key. */
    public long eventsWithoutStudy() {
        long rejected = rejects.values().stream().mapToLong(Long::longValue).sum();
        return rejected - (studies - results);
    }

    /** Writes {@code summary.json}. */
    public void write(Path file) throws IOException {
        ObjectNode node = JSON.createObjectNode();
        node.put("studies", studies);
        node.put("results", results);
        rejects.forEach(node.putObject("rejects")::put);
        ObjectNode byStage = node.putObject("stages");
        stages.forEach(
                (stage, latency) ->
                        byStage.putObject(stage)
                                .put("count", latency.count())
                                .put("p50_ms", latency.p50Ms())
                                .put("p95_ms", latency.p95Ms())
                                .put("p99_ms", latency.p99Ms()));
        node.put("wall_s", wall.toMillis() / 1000.0);
        node.put("throughput_per_s", throughputPerSecond);
        Files.writeString(file, node.toPrettyString() + "\n");
    }

    private static long count(TableQuery tables, String sql) throws SQLException {
        return number(tables.rows(sql).get(0).get("n")).longValue();
    }

    private static Number number(Object value) {
        return (Number) value;
    }

    /** To the microsecond, the precision of what was measured. */
    private static double milliseconds(Object value) {
        return toThousandths(number(value).doubleValue());
    }

    private static double toThousandths(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
