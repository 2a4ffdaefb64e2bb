package io.radstream.priors;

import io.radstream.record.DescribedStudy;
import io.radstream.record.Metadata;
import io.radstream.record.PatientState;
import io.radstream.record.Priors;
import java.time.Duration;
import java.time.Instant;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Described studies in, keyed by {@link #key}; the same out, each with what its patient had before.
 * A study without a patient passes by.
 */
public final class PriorsStep extends KeyedProcessFunction<String, DescribedStudy, DescribedStudy> {

    private static final long serialVersionUID = 1L;

    private final Duration ttl;
    private transient ValueState<PatientState> patients;

    /**
     * @param ttl how long a patient is remembered after the latest study
     */
    public PriorsStep(Duration ttl) {
        this.ttl = ttl;
    }

    /**
     * The patient's pseudonym; for a study without a patient its own id, so that those do not meet
     * in one place.
     */
    public static String key(DescribedStudy study) {
        String pseudonym = study.getMetadata().getPatientPseudonym();
        return pseudonym != null ? pseudonym : study.getStudy().getStudyId();
    }

    @Override
    public void open(OpenContext context) {
        ValueStateDescriptor<PatientState> descriptor =
                new ValueStateDescriptor<>("patient", PatientState.class);
        descriptor.enableTimeToLive(StateTtlConfig.newBuilder(ttl).build());
        patients = getRuntimeContext().getState(descriptor);
    }

    @Override
    public void processElement(
            DescribedStudy described, Context context, Collector<DescribedStudy> out)
            throws Exception {
        Metadata metadata = described.getMetadata();
        if (metadata.getPatientPseudonym() == null) {
            out.collect(described);
            return;
        }
        String studyId = described.getStudy().getStudyId();
        Instant at = metadata.getTimestamp();
        PatientHistory history = new PatientHistory(patients.value());
        Priors priors = history.before(studyId, at);
        patients.update(history.with(studyId, at).state());
        out.collect(
                new DescribedStudy(
                        described.getStudy(), metadata, priors, described.getTimeline()));
    }
}
