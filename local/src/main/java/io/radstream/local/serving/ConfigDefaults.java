package io.radstream.local.serving;

import io.radstream.inference.triton.protocol.ModelConfig;
import io.radstream.inference.triton.protocol.ModelInstanceGroup;
import io.radstream.inference.triton.protocol.ModelVersionPolicy;

/** What Triton fills in where a configuration is silent. Tensors come from the ONNX file. */
final class ConfigDefaults {

    static final String BACKEND = "onnxruntime";
    static final String PLATFORM = "onnxruntime_onnx";

    private static final String FILE = "model.onnx";

    private ConfigDefaults() {}

    /**
     * The configuration with nothing left open.
     *
     * @param name of the model's folder
     */
    static ModelConfig fill(ModelConfig config, String name) {
        ModelConfig.Builder filled = config.toBuilder();
        if (config.getName().isEmpty()) {
            filled.setName(name);
        }
        if (config.getBackend().isEmpty()) {
            filled.setBackend(BACKEND);
        }
        if (config.getPlatform().isEmpty()) {
            filled.setPlatform(PLATFORM);
        }
        if (config.getDefaultModelFilename().isEmpty()) {
            filled.setDefaultModelFilename(FILE);
        }
        if (!config.hasVersionPolicy()) {
            filled.setVersionPolicy(
                    ModelVersionPolicy.newBuilder()
                            .setLatest(ModelVersionPolicy.Latest.newBuilder().setNumVersions(1)));
        }
        if (config.hasDynamicBatching()
                && config.getDynamicBatching().getPreferredBatchSizeCount() == 0
                && config.getMaxBatchSize() > 0) {
            filled.getDynamicBatchingBuilder().addPreferredBatchSize(config.getMaxBatchSize());
        }
        if (config.getInstanceGroupCount() == 0) {
            filled.addInstanceGroup(ModelInstanceGroup.getDefaultInstance());
        }
        for (int i = 0; i < filled.getInstanceGroupCount(); i++) {
            ModelInstanceGroup.Builder group = filled.getInstanceGroupBuilder(i);
            if (group.getName().isEmpty()) {
                group.setName(filled.getName() + "_" + i);
            }
            if (group.getCount() == 0) {
                group.setCount(1);
            }
            group.setKind(ModelInstanceGroup.Kind.KIND_CPU);
        }
        return filled.build();
    }
}
