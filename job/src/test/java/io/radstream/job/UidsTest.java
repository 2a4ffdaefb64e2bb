package io.radstream.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.radstream.job.connect.directory.DirectoryObjectStores;
import io.radstream.job.fixture.FakeJob;
import io.radstream.job.fixture.RealEnds;
import io.radstream.job.fixture.TestCluster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.flink.runtime.OperatorIDPair;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** State is found again by uid: a job that is upgraded loses that of every uid that changes. */
final class UidsTest {

    /**
     * Written out, so that it fails where a constant, or Flink's or Iceberg's own part, changes.
     */
    private static final List<String> OF_THE_FIRST_RELEASE =
            List.of(
                    "source",
                    "event",
                    "study",
                    "study-watermarks",
                    "sidecar",
                    "sidecar-verdict",
                    "priors",
                    "inference",
                    "inference-verdict",
                    "overtaking-guard",
                    "store",
                    "store-verdict",
                    "telemetry-watermarks",
                    "latency-pre-aggregation",
                    "latency-minutes",
                    "latency-hours",
                    "end-of-run",
                    "archive",
                    "Sink Committer: archive",
                    "rejects",
                    "Sink Committer: rejects",
                    "telemetry_events-rows",
                    "telemetry_events-table",
                    "telemetry_events-table: Sink pre-commit aggregator: telemetry_events-table",
                    "Sink Committer: telemetry_events-table",
                    "latency_windows-rows",
                    "latency_windows-table",
                    "latency_windows-table: Sink pre-commit aggregator: latency_windows-table",
                    "Sink Committer: latency_windows-table",
                    "inference_results-rows",
                    "inference_results-table",
                    "inference_results-table: Sink pre-commit aggregator: inference_results-table",
                    "Sink Committer: inference_results-table",
                    "rejects-rows",
                    "rejects-table",
                    "rejects-table: Sink pre-commit aggregator: rejects-table",
                    "Sink Committer: rejects-table");

    @TempDir private Path folder;

    private StreamGraph graph(String name) throws Exception {
        RealEnds ends = new RealEnds(folder.resolve(name));
        FakeJob job =
                new FakeJob(
                        new DirectoryObjectStores(ends.images(), "images/", Duration.ofMinutes(5)),
                        ends);
        return job.in(TestCluster.environment(folder, Duration.ofSeconds(1))).getStreamGraph();
    }

    @Test
    void neverChange() throws Exception {
        assertThat(graph("out").getStreamNodes())
                .extracting(StreamNode::getTransformationUID)
                .containsExactlyInAnyOrderElementsOf(OF_THE_FIRST_RELEASE);
        assertThat(OF_THE_FIRST_RELEASE).containsAll(Uids.ofTopology());
    }

    /** The ids are made of the uids alone, whatever the environment and the folder. */
    @Test
    void makeTheSameIdsInEveryEnvironment() throws Exception {
        List<OperatorID> once = operators(graph("once"));

        assertThat(operators(graph("again"))).containsExactlyInAnyOrderElementsOf(once);
        assertThat(once).hasSameSizeAs(OF_THE_FIRST_RELEASE).doesNotHaveDuplicates();
    }

    private static List<OperatorID> operators(StreamGraph graph) {
        return StreamSupport.stream(graph.getJobGraph().getVertices().spliterator(), false)
                .flatMap(vertex -> vertex.getOperatorIDs().stream())
                .map(OperatorIDPair::getGeneratedOperatorID)
                .toList();
    }
}
