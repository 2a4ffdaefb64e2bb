package io.radstream.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.radstream.job.fixture.Collected;
import io.radstream.job.fixture.FakeBucket;
import io.radstream.job.fixture.FakeJob;
import io.radstream.job.fixture.Script;
import io.radstream.job.fixture.TestCluster;
import io.radstream.job.ledger.Landing;
import io.radstream.job.ledger.Ledger;
import io.radstream.job.ledger.Mix;
import io.radstream.job.ledger.ScriptedStudies;
import io.radstream.job.ledger.TinyContent;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Chained operators hand each other the same objects: nobody may change or keep one. */
final class RecordsTopologyTest {

    @RegisterExtension static final TestCluster CLUSTER = new TestCluster();

    @TempDir private Path folder;

    private final Map<SpecificRecordBase, String> written =
            Collections.synchronizedMap(new IdentityHashMap<>());

    private <T extends SpecificRecordBase> void watch(Collected<T> end) {
        end.onWrite(record -> written.put(record, record.toString()));
    }

    @Test
    void doNotChangeOnceTheyHaveBeenHandedOn() throws Exception {
        ScriptedStudies studies = ScriptedStudies.of(8, 300, Mix.ROUGH, new TinyContent());
        Script script =
                new Script()
                        .arrive(studies.deliveries(), Instant.parse("2026-03-04T05:06:07Z"))
                        .ends();
        FakeJob job =
                FakeJob.of(
                        script,
                        FakeBucket.versioned()
                                .hold(studies.landings().stream().map(Landing::object).toList()));
        watch(job.ends().results());
        watch(job.ends().rejects());
        watch(job.ends().telemetry());
        watch(job.ends().windows());
        StreamExecutionEnvironment environment =
                TestCluster.environment(folder, Duration.ofMillis(200));
        // One subtask of each: whatever can be chained is.
        environment.setParallelism(1);
        job.in(environment);
        ReadableConfig configured = environment.getConfiguration();
        assertThat(configured.get(PipelineOptions.OBJECT_REUSE)).isTrue();
        assertThat(configured.get(PipelineOptions.GENERIC_TYPES)).isFalse();
        assertThat(configured.get(PipelineOptions.AUTO_GENERATE_UIDS)).isFalse();

        CLUSTER.start(environment).awaitEnd();

        assertThat(written).hasSizeGreaterThan(3000);
        written.forEach((record, before) -> assertThat(record.toString()).isEqualTo(before));
        assertThat(Ledger.of(studies.studies()).violations(job.ended(), job.kept())).isEmpty();
    }
}
