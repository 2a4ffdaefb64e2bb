package io.radstream.local.serving;

import com.google.errorprone.annotations.FormatMethod;
import io.radstream.inference.triton.protocol.DataType;
import io.radstream.inference.triton.protocol.ModelConfig;
import io.radstream.inference.triton.protocol.ModelDynamicBatching;
import io.radstream.inference.triton.protocol.ModelInput;
import io.radstream.inference.triton.protocol.ModelInstanceGroup;
import io.radstream.inference.triton.protocol.ModelOutput;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** What a configuration may say, as far as it can be told without the ONNX file. */
final class ConfigRules {

    private static final long LONGEST_DELAY_US = TimeUnit.HOURS.toMicros(1);

    private static final Set<ModelInstanceGroup.Kind> CPU_KINDS =
            Set.of(ModelInstanceGroup.Kind.KIND_AUTO, ModelInstanceGroup.Kind.KIND_CPU);

    private final ModelConfig config;
    private final String folder;
    private final List<String> problems = new ArrayList<>();

    private ConfigRules(ModelConfig config, String folder) {
        this.config = config;
        this.folder = folder;
    }

    /**
     * Everything that is wrong, one line each.
     *
     * @param config as the file has it
     * @param folder the name of the model's folder
     */
    static List<String> problems(ModelConfig config, String folder) {
        ConfigRules rules = new ConfigRules(config, folder);
        rules.checkModel();
        rules.checkVersions();
        rules.checkInstances();
        rules.checkBatching();
        rules.checkTensors();
        return rules.problems;
    }

    private void checkModel() {
        if (!config.getName().isEmpty() && !config.getName().equals(folder)) {
            wrong("name: expected the folder's, %s, came %s", folder, config.getName());
        }
        if (!Set.of("", ConfigDefaults.BACKEND).contains(config.getBackend())) {
            wrong("backend: expected %s, came %s", ConfigDefaults.BACKEND, config.getBackend());
        }
        if (!Set.of("", ConfigDefaults.PLATFORM).contains(config.getPlatform())) {
            wrong("platform: expected %s, came %s", ConfigDefaults.PLATFORM, config.getPlatform());
        }
        if (config.getDefaultModelFilename().matches(".*[/\\\\].*|\\.\\.?")) {
            wrong(
                    "default_model_filename: expected a file's name, came %s",
                    config.getDefaultModelFilename());
        }
        if (config.getMaxBatchSize() < 0) {
            wrong("max_batch_size: expected 0 or more, came %d", config.getMaxBatchSize());
        }
        if (SessionThreads.configured(config).isEmpty()) {
            wrong(
                    "parameters %s: expected a number from 0 to %d, came %s",
                    SessionThreads.PARAMETER,
                    SessionThreads.MOST,
                    config.getParametersMap().get(SessionThreads.PARAMETER).getStringValue());
        }
    }

    private void checkVersions() {
        if (config.getVersionPolicy().hasLatest()
                && config.getVersionPolicy().getLatest().getNumVersions() == 0) {
            wrong("version_policy latest: expected num_versions of at least 1, came none");
        }
    }

    private void checkInstances() {
        for (ModelInstanceGroup group : config.getInstanceGroupList()) {
            if (group.getCount() < 0) {
                wrong("instance_group count: expected 1 or more, came %d", group.getCount());
            }
            if (!CPU_KINDS.contains(group.getKind()) || group.getGpusCount() > 0) {
                wrong(
                        "instance_group: expected KIND_AUTO or KIND_CPU without gpus (this server computes on the CPU), came %s with %d gpus",
                        group.getKind(), group.getGpusCount());
            }
        }
    }

    private void checkBatching() {
        ModelDynamicBatching batching = config.getDynamicBatching();
        for (int preferred : batching.getPreferredBatchSizeList()) {
            if (preferred < 1 || preferred > config.getMaxBatchSize()) {
                wrong(
                        "dynamic_batching preferred_batch_size: expected 1 to max_batch_size, %d, came %d",
                        config.getMaxBatchSize(), preferred);
            }
        }
        long delay = batching.getMaxQueueDelayMicroseconds();
        if (Long.compareUnsigned(delay, LONGEST_DELAY_US) > 0) {
            wrong(
                    "dynamic_batching max_queue_delay_microseconds: expected at most %d, came %s",
                    LONGEST_DELAY_US, Long.toUnsignedString(delay));
        }
        int instances =
                config.getInstanceGroupList().stream()
                        .mapToInt(group -> Math.max(1, group.getCount()))
                        .sum();
        if (batching.getPreserveOrdering() && instances > 1) {
            wrong(
                    "dynamic_batching preserve_ordering: expected one instance with it, came %d",
                    instances);
        }
    }

    private void checkTensors() {
        Set<String> inputs = new HashSet<>();
        for (ModelInput input : config.getInputList()) {
            checkTensor("input", input.getName(), input.getDataType(), input.getDimsList(), inputs);
        }
        Set<String> outputs = new HashSet<>();
        for (ModelOutput output : config.getOutputList()) {
            checkTensor(
                    "output",
                    output.getName(),
                    output.getDataType(),
                    output.getDimsList(),
                    outputs);
        }
    }

    private void checkTensor(
            String kind, String name, DataType type, List<Long> dims, Set<String> names) {
        if (name.isEmpty()) {
            wrong("%s: expected a name, came none", kind);
        } else if (!names.add(name)) {
            wrong("%s %s: expected it once, came twice", kind, name);
        }
        if (TensorType.of(type).isEmpty()) {
            wrong("%s %s data_type: expected one that is served, came %s", kind, name, type);
        }
        if (dims.isEmpty() || dims.stream().anyMatch(dim -> dim < 1 && dim != -1)) {
            wrong("%s %s dims: expected integers >= 1, or -1, came %s", kind, name, Shape.of(dims));
        }
    }

    @FormatMethod
    private void wrong(String format, Object... arguments) {
        problems.add(ConfigFile.NAME + ": " + String.format(format, arguments));
    }
}
