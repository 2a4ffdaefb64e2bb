package io.radstream.local.report;

import java.util.ArrayList;
import java.util.List;

/** Median and 95th percentile of one stage over time, from 0 on, with the band between them. */
final class LatencyChart {

    private static final double DOT_PX = 2.5;

    private final LatencySeries series;
    private final TimeGrid grid;
    private final LinearScale scale;
    private final Plot plot;

    private LatencyChart(LatencySeries series, TimeGrid grid, int height) {
        this.series = series;
        this.grid = grid;
        this.scale = new LinearScale(Math.max(0.001, series.highestMs()), 0.001);
        this.plot = new Plot(height, label(series));
    }

    /**
     * The chart.
     *
     * @param height of the drawing, pixels
     * @param ticks at most so many moments along it
     */
    static Element of(LatencySeries series, TimeGrid grid, int height, int ticks) {
        return new LatencyChart(series, grid, height).draw(ticks);
    }

    private static String label(LatencySeries series) {
        return series.what().label()
                + " over time: the 95th percentile is at most "
                + Amounts.latency(series.highestMs());
    }

    private Element draw(int ticks) {
        plot.scale(scale, Amounts::roundLatency).time(grid.ticks(ticks));
        List<Element> shapes = new ArrayList<>();
        List<List<LatencySeries.Point>> runs = runs();
        runs.forEach(run -> shapes.add(band(run)));
        runs.forEach(run -> shapes.add(line(run, true)));
        runs.forEach(run -> shapes.add(line(run, false)));
        plot.stretched(shapes);
        for (List<LatencySeries.Point> run : runs) {
            if (run.size() == 1) {
                plot.svg().add(stem(run.get(0)));
                plot.svg().add(dot(run.get(0), true)).add(dot(run.get(0), false));
            }
        }
        series.points().forEach(point -> plot.svg().add(hit(point)));
        return plot.svg();
    }

    /** Where nothing ended in a step, the line ends. */
    private List<List<LatencySeries.Point>> runs() {
        List<List<LatencySeries.Point>> runs = new ArrayList<>();
        int expected = -1;
        for (LatencySeries.Point point : series.points()) {
            if (point.slot() != expected) {
                runs.add(new ArrayList<>());
            }
            runs.get(runs.size() - 1).add(point);
            expected = point.slot() + 1;
        }
        return runs;
    }

    private Element line(List<LatencySeries.Point> run, boolean upper) {
        StringBuilder path = new StringBuilder();
        for (LatencySeries.Point point : run) {
            path.append(Plot.point(path.length() == 0 ? 'M' : 'L', x(point), y(point, upper)));
        }
        return Element.of("path", upper ? "p95" : "p50").with("d", path.toString());
    }

    private Element band(List<LatencySeries.Point> run) {
        StringBuilder path = new StringBuilder();
        for (LatencySeries.Point point : run) {
            path.append(Plot.point(path.length() == 0 ? 'M' : 'L', x(point), y(point, true)));
        }
        for (int i = run.size() - 1; i >= 0; i--) {
            path.append(Plot.point('L', x(run.get(i)), y(run.get(i), false)));
        }
        return Element.of("path", "band").with("d", path.append('Z').toString());
    }

    private Element stem(LatencySeries.Point point) {
        return Element.of("line", "stem")
                .share("x1", grid.middle(point.slot()))
                .share("x2", grid.middle(point.slot()))
                .with("y1", plot.y(scale.place(point.p50Ms())))
                .with("y2", plot.y(scale.place(point.p95Ms())));
    }

    private Element dot(LatencySeries.Point point, boolean upper) {
        double ms = upper ? point.p95Ms() : point.p50Ms();
        return Element.of("circle", upper ? "p95-dot" : "p50-dot")
                .share("cx", grid.middle(point.slot()))
                .with("cy", plot.y(scale.place(ms)))
                .with("r", DOT_PX);
    }

    private Element hit(LatencySeries.Point point) {
        return Plot.hit(
                (double) point.slot() / grid.slots(),
                1.0 / grid.slots(),
                plot.y(1),
                plot.height(),
                String.format(
                        "%s\n%s\np50 %s\np95 %s",
                        grid.label(point.slot()),
                        Amounts.count(point.count(), "ended", "ended"),
                        Amounts.latency(point.p50Ms()),
                        Amounts.latency(point.p95Ms())));
    }

    private double x(LatencySeries.Point point) {
        return Plot.ACROSS * grid.middle(point.slot());
    }

    private double y(LatencySeries.Point point, boolean upper) {
        return plot.height() * (1 - scale.place(upper ? point.p95Ms() : point.p50Ms()));
    }
}
