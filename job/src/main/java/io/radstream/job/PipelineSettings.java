package io.radstream.job;

import io.radstream.inference.InferenceLimits;
import io.radstream.inference.ModelNames;
import io.radstream.sidecar.SidecarLimits;
import java.time.Duration;

/** What can be set of the steps. Immutable: each {@code with…} gives a changed copy. */
public final class PipelineSettings implements Cloneable {

    private static final long MIB = 1L << 20;

    private Duration orphanPatience = Duration.ofMinutes(15);
    private Duration stateTtl = Duration.ofDays(2);
    private Duration priorsTtl = Duration.ofDays(365);
    private Duration windowTtl = Duration.ofDays(7);
    private Duration telemetryLag = Duration.ofSeconds(10);
    private int asyncCapacity = 100_000;
    private int storeCapacity = 10_000;
    private InferenceLimits inferenceLimits = new InferenceLimits(16, 256 * MIB, 512 * MIB, 2);
    private SidecarLimits sidecarLimits = SidecarLimits.defaults();
    private ModelNames modelNames = ModelNames.defaults();
    private String intendedUse = "demonstration";
    private String pipelineVersion = "unknown";
    private boolean dropDuplicates = true;
    private boolean guardOvertaking = true;

    private PipelineSettings() {}

    /** As the design has them. */
    public static PipelineSettings defaults() {
        return new PipelineSettings();
    }

    /** How long a half may wait for the other, in the time of arrivals. */
    public Duration orphanPatience() {
        return orphanPatience;
    }

    /** See {@link #orphanPatience}. */
    public PipelineSettings withOrphanPatience(Duration value) {
        PipelineSettings copy = clone();
        copy.orphanPatience = value;
        return copy;
    }

    /**
     * How long a study is remembered after its latest event; longer than EventBridge's 24 h of
     * retries.
     */
    public Duration stateTtl() {
        return stateTtl;
    }

    /** See {@link #stateTtl}. */
    public PipelineSettings withStateTtl(Duration value) {
        PipelineSettings copy = clone();
        copy.stateTtl = value;
        return copy;
    }

    /** How long a patient is remembered after the latest study. */
    public Duration priorsTtl() {
        return priorsTtl;
    }

    /** See {@link #priorsTtl}. */
    public PipelineSettings withPriorsTtl(Duration value) {
        PipelineSettings copy = clone();
        copy.priorsTtl = value;
        return copy;
    }

    /** How long a latency window is kept that has not closed, as while the job is down. */
    public Duration windowTtl() {
        return windowTtl;
    }

    /** See {@link #windowTtl}. */
    public PipelineSettings withWindowTtl(Duration value) {
        PipelineSettings copy = clone();
        copy.windowTtl = value;
        return copy;
    }

    /** How long after its end a stage may be told of without making a further row of its window. */
    public Duration telemetryLag() {
        return telemetryLag;
    }

    /** See {@link #telemetryLag}. */
    public PipelineSettings withTelemetryLag(Duration value) {
        PipelineSettings copy = clone();
        copy.telemetryLag = value;
        return copy;
    }

    /**
     * References that wait or are in flight in an async step; a full step lets no checkpoint pass.
     */
    public int asyncCapacity() {
        return asyncCapacity;
    }

    /** See {@link #asyncCapacity}. */
    public PipelineSettings withAsyncCapacity(int value) {
        PipelineSettings copy = clone();
        copy.asyncCapacity = value;
        return copy;
    }

    /** Finished results that wait to be stored or are being stored. */
    public int storeCapacity() {
        return storeCapacity;
    }

    /** See {@link #storeCapacity}. */
    public PipelineSettings withStoreCapacity(int value) {
        PipelineSettings copy = clone();
        copy.storeCapacity = value;
        return copy;
    }

    /** What one subtask of inference takes on at once. */
    public InferenceLimits inferenceLimits() {
        return inferenceLimits;
    }

    /** See {@link #inferenceLimits}. */
    public PipelineSettings withInferenceLimits(InferenceLimits value) {
        PipelineSettings copy = clone();
        copy.inferenceLimits = value;
        return copy;
    }

    /** What a sidecar may be. */
    public SidecarLimits sidecarLimits() {
        return sidecarLimits;
    }

    /** See {@link #sidecarLimits}. */
    public PipelineSettings withSidecarLimits(SidecarLimits value) {
        PipelineSettings copy = clone();
        copy.sidecarLimits = value;
        return copy;
    }

    /** The names that the models are served under. */
    public ModelNames modelNames() {
        return modelNames;
    }

    /** See {@link #modelNames}. */
    public PipelineSettings withModelNames(ModelNames value) {
        PipelineSettings copy = clone();
        copy.modelNames = value;
        return copy;
    }

    /** What the models may be used for, as results state it. */
    public String intendedUse() {
        return intendedUse;
    }

    /** See {@link #intendedUse}. */
    public PipelineSettings withIntendedUse(String value) {
        PipelineSettings copy = clone();
        copy.intendedUse = value;
        return copy;
    }

    /** The version of RadStream, as results state it. */
    public String pipelineVersion() {
        return pipelineVersion;
    }

    /** See {@link #pipelineVersion}. */
    public PipelineSettings withPipelineVersion(String value) {
        PipelineSettings copy = clone();
        copy.pipelineVersion = value;
        return copy;
    }

    /** False only in the control that proves that a test's ledger sees duplicates. */
    public boolean dropDuplicates() {
        return dropDuplicates;
    }

    /** See {@link #dropDuplicates}. */
    public PipelineSettings withDropDuplicates(boolean value) {
        PipelineSettings copy = clone();
        copy.dropDuplicates = value;
        return copy;
    }

    /** False only in the control that proves that a test's ledger sees overtaking. */
    public boolean guardOvertaking() {
        return guardOvertaking;
    }

    /** See {@link #guardOvertaking}. */
    public PipelineSettings withGuardOvertaking(boolean value) {
        PipelineSettings copy = clone();
        copy.guardOvertaking = value;
        return copy;
    }

    @Override
    public PipelineSettings clone() {
        try {
            return (PipelineSettings) super.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("this class is cloneable", e);
        }
    }
}
