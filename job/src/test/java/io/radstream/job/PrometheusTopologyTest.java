package io.radstream.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.radstream.fixture.FreePort;
import io.radstream.fixture.Wait;
import io.radstream.job.fixture.FakeBucket;
import io.radstream.job.fixture.FakeJob;
import io.radstream.job.fixture.RunningJob;
import io.radstream.job.fixture.Script;
import io.radstream.job.fixture.ScriptedTableEnds;
import io.radstream.job.fixture.Shared;
import io.radstream.job.fixture.TestCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The metrics as Prometheus scrapes them have the names that docs/contracts.md promises. */
final class PrometheusTopologyTest {

    private static final int PORT = port();

    @RegisterExtension
    static final TestCluster CLUSTER =
            new TestCluster()
                    .with(
                            "metrics.reporter.prom.factory.class",
                            "org.apache.flink.metrics.prometheus.PrometheusReporterFactory")
                    .with("metrics.reporter.prom.port", Integer.toString(PORT));

    private static final String GROUPS = "flink_taskmanager_job_task_operator_kinesisanalytics_";

    /** A name of the table of metrics, and its operator. */
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| (`[^|]*) \\| [a-z]+ \\| ([^|]*) \\|$");

    private static final Pattern NAME = Pattern.compile("`(\\w+)`");
    private static final Pattern PRINTED =
            Pattern.compile("`(flink_taskmanager_\\w+)(?:\\{(\\w+=\"\\w+\")})?`");

    private static int port() {
        try {
            return FreePort.find();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @TempDir private Path folder;
    private RunningJob running;

    @AfterEach
    void cancel() throws Exception {
        running.cancel();
    }

    @Test
    void haveTheNamesOfTheContract() throws Exception {
        ScriptedTableEnds.createTables(folder);
        FakeJob job =
                new FakeJob(
                        FakeBucket.open(Shared.of(FakeBucket.versioned())),
                        new ScriptedTableEnds(
                                Shared.of(new Script()),
                                folder,
                                ScriptedTableEnds.catalog(folder)));
        running =
                CLUSTER.start(
                        job.in(
                                TestCluster.environment(
                                        folder.resolve("checkpoints"), Duration.ofMillis(200))));
        running.awaitRunning();
        String contract = Files.readString(Path.of("..", "docs", "contracts.md"));
        List<MatchResult> printed = PRINTED.matcher(contract).results().toList();
        Set<String> promised = promised(contract);
        assertThat(printed).hasSize(2);
        assertThat(promised).contains("studies_in_flight", "commit_age_ms", "results_stored");

        Wait.until(
                "all operators report",
                () -> promised.stream().allMatch(name -> scraped().contains(GROUPS + name + "{")));

        String scraped = scraped();
        for (MatchResult metric : printed) {
            String label = metric.group(2) == null ? "" : metric.group(2);
            assertThat(scraped.lines())
                    .anyMatch(
                            line -> line.startsWith(metric.group(1) + "{") && line.contains(label));
        }
        assertThat(scraped).contains("_elapsedSecondsSinceLastSuccessfulCommit{");
    }

    /** Those of the job's own that have no label, but for the source's, which is not here. */
    private static Set<String> promised(String contract) {
        String metrics = contract.substring(contract.indexOf("### Metrics"));
        return ROW.matcher(metrics)
                .results()
                .filter(
                        row ->
                                !row.group(2).startsWith("source")
                                        && !row.group(1).contains("label"))
                .flatMap(row -> NAME.matcher(row.group(1)).results())
                .map(name -> name.group(1))
                .filter(name -> !name.startsWith("elapsed"))
                .collect(Collectors.toSet());
    }

    private static String scraped() {
        try {
            return HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(
                                            URI.create("http://127.0.0.1:" + PORT + "/metrics"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
