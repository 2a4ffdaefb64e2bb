package io.radstream.local.serving;

import java.util.List;

/**
 * A model that is served.
 *
 * @param versions smallest first; the last one answers a call that names none
 * @param maxBatchSize 0: without a batch dimension
 */
public record ServedModel(String name, List<String> versions, int maxBatchSize) {

    /** Such as {@code radstream_detector, version 1, batches of 4}. */
    @Override
    public String toString() {
        return name
                + ", version "
                + String.join(" and ", versions)
                + (maxBatchSize == 0 ? ", no batches" : ", batches of " + maxBatchSize);
    }
}
