package io.radstream.local.report;

import io.radstream.local.folder.OutFolder;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which results the gallery shows: those that are not test data first, then of every class in turn,
 * in the order in which they were stored.
 *
 * @param studies all studies with a result
 */
record GalleryChoice(long studies, List<ResultFile> results) {

    private static final int MOST = 60;

    /** Of a long run, so many results are looked into, evenly spread. */
    private static final int MOST_READ = 2000;

    private static final String NEWEST =
            """
            (SELECT key, timestamp, study_id FROM inference_results
             QUALIFY row_number() OVER (PARTITION BY study_id ORDER BY timestamp DESC) = 1)""";

    static GalleryChoice of(RunTables tables, OutFolder out) throws SQLException {
        long studies = tables.row("SELECT count(*) AS n FROM " + NEWEST).whole("n");
        long every = Math.max(1, (studies + MOST_READ - 1) / MOST_READ);
        String sql =
                """
                SELECT key FROM %s
                QUALIFY (row_number() OVER (ORDER BY timestamp, study_id) - 1) %% %d = 0
                ORDER BY timestamp, study_id"""
                        .formatted(NEWEST, every);
        List<ResultFile> read = new ArrayList<>();
        for (RunTables.Row row : tables.rows(sql)) {
            ResultFile.read(out.objects(), row.text("key")).ifPresent(read::add);
        }
        return new GalleryChoice(studies, choose(read));
    }

    /** At most {@value #MOST} of them. */
    static List<ResultFile> choose(List<ResultFile> results) {
        List<ResultFile> chosen = new ArrayList<>();
        Map<String, Deque<ResultFile>> byClass = new LinkedHashMap<>();
        for (ResultFile result : results) {
            if (!result.testData()) {
                chosen.add(result);
            } else {
                byClass.computeIfAbsent(result.top(), top -> new ArrayDeque<>()).add(result);
            }
        }
        while (chosen.size() < MOST && !byClass.isEmpty()) {
            byClass.values().forEach(waiting -> chosen.add(waiting.remove()));
            byClass.values().removeIf(Deque::isEmpty);
        }
        return List.copyOf(chosen.subList(0, Math.min(MOST, chosen.size())));
    }
}
