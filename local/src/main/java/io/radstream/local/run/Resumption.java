package io.radstream.local.run;

import io.radstream.local.folder.OutFolder;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How a run begins in a folder that may have been used before: from nothing, from a checkpoint, or
 * not at all because it has ended already. Pure.
 *
 * @param decision what to do
 * @param from the checkpoint to go on from; only for {@link Decision#GO_ON}
 */
record Resumption(Decision decision, Optional<Path> from) {

    /** What to do. */
    enum Decision {
        START,
        GO_ON,
        ALREADY_FINISHED
    }

    /**
     * Decides.
     *
     * <p>Flink deletes the checkpoints of a job that has finished, before its caller hears of it: a
     * process that is killed between the two leaves no marker. That which the job went on from is
     * gone by then too. Rows are committed by complete checkpoints alone, and a newer checkpoint is
     * complete before an older one goes, so rows without a checkpoint mean that the job had
     * finished.
     *
     * @param state how far a run got in the folder
     * @param checkpoint the newest complete checkpoint in the folder
     * @param hasRows whether any table in the folder has rows
     */
    static Resumption of(OutFolder.State state, Optional<Path> checkpoint, boolean hasRows) {
        if (state == OutFolder.State.UNUSED) {
            return new Resumption(Decision.START, Optional.empty());
        }
        if (state == OutFolder.State.FINISHED || (checkpoint.isEmpty() && hasRows)) {
            return new Resumption(Decision.ALREADY_FINISHED, Optional.empty());
        }
        return checkpoint.isPresent()
                ? new Resumption(Decision.GO_ON, checkpoint)
                : new Resumption(Decision.START, Optional.empty());
    }
}
