package io.radstream.local.report;

import io.radstream.record.Stage;
import java.util.Comparator;
import java.util.List;

/**
 * What a latency is of: a stage, or one model's part of inference.
 *
 * @param model name and version, and the arm where it is not the stable one; empty for a stage
 */
record Timed(Stage stage, String model) implements Comparable<Timed> {

    /** The stages that add up to end_to_end, in order. */
    static final List<Stage> CRITICAL_PATH =
            List.of(
                    Stage.source_lag,
                    Stage.fetch_sidecar,
                    Stage.validate_metadata,
                    Stage.admit,
                    Stage.fetch_image,
                    Stage.prepare_tensors,
                    Stage.inference,
                    Stage.store_results);

    private static final Comparator<Timed> ORDER =
            Comparator.comparing(Timed::rank)
                    .thenComparing(Timed::stage)
                    .thenComparing(Timed::model);

    static Timed of(Stage stage) {
        return new Timed(stage, "");
    }

    boolean isModel() {
        return !model.isEmpty();
    }

    /** What to call it. */
    String label() {
        return isModel() ? model : stage.name();
    }

    /** In one sentence, what the time is spent on. */
    String meaning() {
        if (isModel()) {
            return "this model’s part of inference";
        }
        return switch (stage) {
            case queue -> "from the object’s time to its arrival";
            case source_lag -> "from arrival in the stream to being read";
            case pair -> "waiting for the study’s other half";
            case fetch_sidecar -> "fetching the sidecar";
            case validate_metadata -> "checking the sidecar, making the pseudonym";
            case admit -> "waiting for capacity or the models";
            case fetch_image -> "fetching the image";
            case prepare_tensors -> "decoding, resizing, scaling";
            case inference -> "until the slowest model has answered";
            case store_results -> "waiting for older versions, storing the result";
            case end_to_end -> "from the later half’s arrival to the stored result";
        };
    }

    @Override
    public int compareTo(Timed other) {
        return ORDER.compare(this, other);
    }

    /** The whole first, then what adds up to it, then what lies before it. */
    private int rank() {
        if (stage == Stage.end_to_end) {
            return 0;
        }
        return CRITICAL_PATH.contains(stage) ? 1 : 2;
    }
}
