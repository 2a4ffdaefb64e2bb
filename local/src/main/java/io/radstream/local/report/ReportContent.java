package io.radstream.local.report;

import io.radstream.job.Version;
import io.radstream.local.folder.OutFolder;
import io.radstream.record.Stage;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * All that the page tells.
 *
 * @param out the folder as a command names it
 * @param overTime nothing where nothing has ended
 * @param intendedUses as the shown results state them
 */
record ReportContent(
        Overview.Run run,
        Path out,
        RunOverview counts,
        Optional<StoredSummary> summary,
        StudyPath typical,
        StudyPath slow,
        List<StageLatency> latencies,
        SortedMap<Timed, LatencyHistogram> histograms,
        Optional<OverTime> overTime,
        List<RejectGroup> rejects,
        Gallery gallery,
        List<ModelUsed> models,
        SortedSet<String> intendedUses) {

    /** What is shown over time. */
    record OverTime(TimeGrid grid, LatenciesOverTime latencies, EndedOverTime ended) {}

    static ReportContent gather(RunTables tables, OutFolder out, Path images, boolean finished)
            throws SQLException, IOException {
        RunOverview counts = RunOverview.of(tables);
        Optional<OverTime> overTime = Optional.empty();
        if (counts.span().isPresent()) {
            RunOverview.Span span = counts.span().get();
            TimeGrid grid = TimeGrid.over(span.first(), span.last());
            overTime =
                    Optional.of(
                            new OverTime(
                                    grid,
                                    LatenciesOverTime.of(tables, grid),
                                    EndedOverTime.of(tables, grid)));
        }
        GalleryChoice choice = GalleryChoice.of(tables, out);
        SortedSet<String> intendedUses = new TreeSet<>();
        SortedSet<String> versions = new TreeSet<>();
        for (ResultFile result : choice.results()) {
            intendedUses.add(result.intendedUse());
            versions.add(result.pipelineVersion());
        }
        Overview.Run run =
                new Overview.Run(
                        out.root().getFileName().toString(),
                        finished,
                        out.begunAt(),
                        versions.isEmpty() ? Version.number() : String.join(", ", versions));
        return new ReportContent(
                run,
                asNamedFromHere(out.root()),
                counts,
                StoredSummary.read(out.summary()),
                StudyPath.typical(tables),
                StudyPath.slow(tables),
                StageLatency.all(tables),
                LatencyHistogram.all(tables),
                overTime,
                RejectGroup.all(tables),
                Gallery.of(choice, images),
                ModelUsed.all(tables),
                intendedUses);
    }

    /** The page that tells it. */
    String page() {
        Map<String, String> links = new LinkedHashMap<>();
        Element main = Element.of("main");
        links.put("path", "Time");
        main.add(PathSection.of(typical, slow, latencies));
        if (!latencies.isEmpty()) {
            OverTime shown = overTime.orElseThrow();
            links.put("time", "Over time");
            main.add(TimeSection.of(shown.latencies(), shown.grid()));
            links.put("spread", "Spread");
            main.add(SpreadSection.of(histograms, latencies));
        }
        overTime.ifPresent(
                shown -> {
                    links.put("throughput", "Throughput");
                    main.add(ThroughputSection.of(shown.ended(), shown.grid()));
                });
        links.put("rejects", "Rejects");
        main.add(RejectsSection.of(rejects, out, run.finished()));
        links.put("gallery", "Gallery");
        main.add(GallerySection.of(gallery));
        links.put("models", "Models");
        main.add(ModelsSection.of(models, intendedUses));
        links.put("next", "Next");
        main.add(NextSection.of(out));
        return Page.of(
                run.name() + ": report of a RadStream run",
                Bar.of(links),
                Overview.of(run, counts, summary, endToEnd()),
                main);
    }

    private Optional<StageLatency> endToEnd() {
        return latencies.stream()
                .filter(latency -> latency.what().stage() == Stage.end_to_end)
                .findFirst();
    }

    private static Path asNamedFromHere(Path root) {
        Path here = Path.of("").toAbsolutePath();
        return root.startsWith(here) && !root.equals(here) ? here.relativize(root) : root;
    }
}
