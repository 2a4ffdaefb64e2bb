package io.radstream.local.report;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/**
 * A run at a glance.
 *
 * @param results study versions that ended with a result
 * @param rejectedStudies study versions that ended without one
 * @param otherRejects events that name no study
 * @param span when all of it happened; nothing where nothing has
 */
record RunOverview(long results, long rejectedStudies, long otherRejects, Optional<Span> span) {

    /** From the first row's time to the last one's. */
    record Span(Instant first, Instant last) {}

    private static final String TIMES =
            """
            (SELECT epoch_ms(timestamp) AS at_ms FROM telemetry_events
             UNION ALL SELECT epoch_ms(timestamp) FROM inference_results
             UNION ALL SELECT epoch_ms("at") FROM rejects)""";

    static RunOverview of(RunTables tables) throws SQLException {
        RunTables.Row counts =
                tables.row(
                        """
                        SELECT (SELECT count(*) FROM inference_results) AS results,
                               (SELECT count(study_id) FROM rejects) AS of_studies,
                               (SELECT count(*) FROM rejects WHERE study_id IS NULL) AS others""");
        RunTables.Row times =
                tables.row("SELECT min(at_ms) AS first, max(at_ms) AS last FROM " + TIMES);
        Optional<Span> span =
                times.has("first")
                        ? Optional.of(new Span(at(times, "first"), at(times, "last")))
                        : Optional.empty();
        return new RunOverview(
                counts.whole("results"), counts.whole("of_studies"), counts.whole("others"), span);
    }

    /** Study versions that ended. */
    long studies() {
        return results + rejectedStudies;
    }

    private static Instant at(RunTables.Row row, String column) {
        return Instant.ofEpochMilli(row.whole(column));
    }
}
