package io.radstream.local.cli;

import io.radstream.local.tables.Summary;
import java.io.PrintWriter;
import java.util.List;

/** A run's summary for a terminal. */
final class SummaryText {

    private SummaryText() {}

    /** Such as {@code 1 reject}. */
    static String amount(long count, String one) {
        return count + " " + one + (count == 1 ? "" : "s");
    }

    static void print(Summary summary, PrintWriter out) {
        out.printf(
                "%n%s ended in %.1f s: %s, %s%n",
                amount(summary.studies(), "study version"),
                summary.wall().toMillis() / 1000.0,
                amount(summary.results(), "result"),
                amount(summary.studies() - summary.results(), "reject"));
        if (!summary.rejects().isEmpty()) {
            if (summary.eventsWithoutStudy() > 0) {
                out.printf(
                        "also rejected: %s without a study%n",
                        amount(summary.eventsWithoutStudy(), "event"));
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
