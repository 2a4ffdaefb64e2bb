package io.radstream.local.serving;

import ai.onnxruntime.OrtException;
import io.radstream.inference.triton.protocol.ModelConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder in Triton's layout: {@code MODEL/config.pbtxt} and {@code MODEL/VERSION/model.onnx}.
 * Files beside the models' folders, and folders that begin with a dot, are no models.
 */
final class ModelRepository {

    private final Path folder;
    private final int threads;
    private final List<LoadedModel> loaded = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    private ModelRepository(Path folder, int threads) {
        this.folder = folder;
        this.threads = threads;
    }

    /**
     * Loads all models, in the order of their names and versions.
     *
     * @param threads that share one computation, where a model's configuration says nothing
     * @throws InvalidRepositoryException with everything that is wrong with any of them
     */
    static List<LoadedModel> load(Path folder, int threads) throws InvalidRepositoryException {
        ModelRepository repository = new ModelRepository(folder, threads);
        repository.loadAll();
        if (!repository.problems.isEmpty()) {
            repository.loaded.forEach(model -> model.session().close());
            throw new InvalidRepositoryException(folder, repository.problems);
        }
        return repository.loaded;
    }

    private void loadAll() {
        List<Path> models;
        try (Stream<Path> entries = Files.list(folder)) {
            models =
                    entries.filter(Files::isDirectory)
                            .filter(entry -> !entry.getFileName().toString().startsWith("."))
                            .sorted()
                            .toList();
        } catch (IOException e) {
            problems.add("no folder that can be listed: " + e);
            return;
        }
        if (models.isEmpty()) {
            problems.add("no folder of a model");
        }
        for (Path model : models) {
            try {
                load(model);
            } catch (InvalidModelException e) {
                e.problems().forEach(problem -> problems.add(model.getFileName() + ": " + problem));
            }
        }
    }

    private void load(Path model) throws InvalidModelException {
        String name = model.getFileName().toString();
        ModelConfig written = ConfigFile.read(model);
        List<String> wrong = new ArrayList<>(ConfigRules.problems(written, name));
        ModelConfig config = ConfigDefaults.fill(written, name);
        List<Long> versions = List.of();
        try {
            versions = VersionFolders.chosen(model, config.getVersionPolicy());
        } catch (InvalidModelException e) {
            wrong.addAll(e.problems());
        }
        if (!wrong.isEmpty()) {
            throw new InvalidModelException(wrong);
        }
        for (long version : versions) {
            loaded.add(load(model, config, version));
        }
    }

    private LoadedModel load(Path model, ModelConfig config, long version)
            throws InvalidModelException {
        Path file = model.resolve(Long.toString(version)).resolve(config.getDefaultModelFilename());
        String place = version + "/" + config.getDefaultModelFilename() + ": ";
        if (!Files.isRegularFile(file)) {
            throw new InvalidModelException(place + "expected an ONNX file, came none");
        }
        int threadsOfModel = SessionThreads.configured(config).orElseThrow().orElse(threads);
        try {
            OnnxSession session = OnnxSession.open(file, threadsOfModel);
            try {
                ModelForm form = ModelTensors.form(config, session.inputs(), session.outputs());
                return new LoadedModel(
                        config.getName(),
                        version,
                        ModelTensors.complete(config, form),
                        form,
                        session);
            } catch (InvalidModelException e) {
                session.close();
                throw new InvalidModelException(
                        e.problems().stream().map(problem -> place + problem).toList());
            }
        } catch (OrtException e) {
            throw new InvalidModelException(
                    place + "expected an ONNX file that can be computed, came " + e.getMessage());
        }
    }
}
