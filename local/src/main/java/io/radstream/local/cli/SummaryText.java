package io.radstream.local.cli;

import io.radstream.local.tables.Summary;
import java.io.PrintWriter;
import java.util.List;

/** A run's summary for a terminal. */
final class SummaryText {

    private SummaryText() {}

    static void print(Summary summary, PrintWriter out) {
        out.printf(
                "%n%d study versions ended in %.1f s: %d results, %d rejects%n",
                summary.studies(),
                summary.wall().toMillis() / 1000.0,
                summary.results(),
                summary.studies() - summary.results());
        if (!summary.rejects().isEmpty()) {
            if (summary.eventsWithoutStudy() > 0) {
                out.printf(
                        "and %d events that name no study were rejected%n",
                        summary.eventsWithoutStudy());
            }
            out.println();
            TextTable rejects = new TextTable(List.of("reject", "count"));
            summary.rejects().forEach((code, count) -> rejects.add(code, count));
            rejects.print(out);
        }
        out.println();
        TextTable stages = new TextTable(List.of("stage", "count", "p50 ms", "p95 ms", "p99 ms"));
        summary.stages()
                .forEach(
                        (stage, latency) ->
                                stages.add(
                                        stage,
                                        latency.count(),
                                        latency.p50Ms(),
                                        latency.p95Ms(),
                                        latency.p99Ms()));
        stages.print(out);
        out.flush();
    }
}
