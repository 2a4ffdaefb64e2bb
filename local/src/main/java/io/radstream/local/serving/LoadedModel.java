package io.radstream.local.serving;

import io.radstream.inference.triton.protocol.ModelConfig;

/**
 * One version of a model, in memory.
 *
 * @param config with nothing left open
 * @param session closed by whoever serves it
 */
record LoadedModel(
        String name, long version, ModelConfig config, ModelForm form, ModelSession session) {

    /** Such as {@code affine version 2}. */
    String title() {
        return name + " version " + version;
    }

    /** How many computations may run at once. */
    int instances() {
        return config.getInstanceGroupList().stream().mapToInt(group -> group.getCount()).sum();
    }
}
