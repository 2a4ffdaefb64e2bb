package io.radstream.priors;

import static org.assertj.core.api.Assertions.assertThat;

import io.radstream.fixture.ManualClock;
import io.radstream.fixture.Records;
import io.radstream.record.DescribedStudy;
import io.radstream.record.Metadata;
import io.radstream.record.Priors;
import java.time.Duration;
import java.time.Instant;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class PriorsStepTest {

    private static final Duration TTL = Duration.ofDays(365);

    private KeyedOneInputStreamOperatorTestHarness<String, DescribedStudy, DescribedStudy> harness;

    @BeforeEach
    void open() throws Exception {
        harness = harness();
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, DescribedStudy, DescribedStudy>
            harness() throws Exception {
        return new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new PriorsStep(TTL)), PriorsStep::key, Types.STRING);
    }

    private static DescribedStudy study(String studyId, String pseudonym, Instant at) {
        DescribedStudy study = Records.described(studyId);
        Metadata metadata =
                Metadata.newBuilder(study.getMetadata())
                        .setPatientPseudonym(pseudonym)
                        .setTimestamp(at)
                        .build();
        return new DescribedStudy(study.getStudy(), metadata, null, study.getTimeline());
    }

    private Priors priorsOf(DescribedStudy study) throws Exception {
        harness.processElement(study, 0);
        DescribedStudy out =
                harness.extractOutputValues().get(harness.extractOutputValues().size() - 1);
        assertThat(out.getStudy()).isEqualTo(study.getStudy());
        assertThat(out.getMetadata()).isEqualTo(study.getMetadata());
        assertThat(out.getTimeline()).isEqualTo(study.getTimeline());
        return out.getPriors();
    }

    @Test
    void remembersAPatientAndNotAnother() throws Exception {
        Instant first = ManualClock.START;
        assertThat(priorsOf(study("S1", "aa", first))).isEqualTo(new Priors(0, null));
        assertThat(priorsOf(study("S2", "bb", first.plusSeconds(1))))
                .isEqualTo(new Priors(0, null));
        assertThat(priorsOf(study("S3", "aa", first.plusSeconds(2))))
                .isEqualTo(new Priors(1, first));
    }

    @Test
    void letsAStudyWithoutAPatientPass() throws Exception {
        assertThat(priorsOf(study("S1", null, ManualClock.START))).isNull();
        assertThat(priorsOf(study("S2", null, ManualClock.START))).isNull();
        assertThat(harness.numKeyedStateEntries()).isZero();
    }

    /** One key for all of them would send them to one subtask. */
    @Test
    void spreadsStudiesWithoutAPatient() {
        assertThat(PriorsStep.key(study("S1", null, ManualClock.START))).isEqualTo("S1");
        assertThat(PriorsStep.key(study("S1", "aa", ManualClock.START))).isEqualTo("aa");
    }

    @Test
    void remembersAfterARestore() throws Exception {
        priorsOf(study("S1", "aa", ManualClock.START));
        OperatorSubtaskState snapshot = harness.snapshot(1, 1);
        harness.close();

        harness = harness();
        harness.initializeState(snapshot);
        harness.open();

        assertThat(priorsOf(study("S2", "aa", ManualClock.START.plusSeconds(1))).getCount())
                .isEqualTo(1);
    }

    @Test
    void forgetsAPatientAfterTheTimeToLive() throws Exception {
        harness.setStateTtlProcessingTime(0);
        priorsOf(study("S1", "aa", ManualClock.START));
        harness.setStateTtlProcessingTime(TTL.toMillis() + 1);

        assertThat(priorsOf(study("S2", "aa", ManualClock.START.plusSeconds(1))).getCount())
                .isZero();
    }
}
