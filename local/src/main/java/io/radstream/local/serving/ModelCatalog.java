package io.radstream.local.serving;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** All models that are served, by name and version. */
final class ModelCatalog {

    private static final String NUMBER = "\\d{1,18}";

    private final Map<String, NavigableMap<Long, ServedVersion>> models = new LinkedHashMap<>();

    ModelCatalog(Collection<ServedVersion> versions) {
        for (ServedVersion version : versions) {
            models.computeIfAbsent(version.model().name(), name -> new TreeMap<>())
                    .put(version.model().version(), version);
        }
    }

    /** Every version of every model, smallest first. */
    List<ServedVersion> all() {
        return models.values().stream().flatMap(versions -> versions.values().stream()).toList();
    }

    /**
     * All versions of a model, smallest first.
     *
     * @throws io.grpc.StatusRuntimeException NOT_FOUND
     */
    List<ServedVersion> versions(String name) {
        NavigableMap<Long, ServedVersion> versions = models.get(name);
        if (versions == null) {
            throw Refusals.unknownModel(name);
        }
        return List.copyOf(versions.values());
    }

    /**
     * The version that answers.
     *
     * @param version empty: the greatest
     * @throws io.grpc.StatusRuntimeException NOT_FOUND; INVALID_ARGUMENT where the version is no
     *     number
     */
    ServedVersion find(String name, String version) {
        List<ServedVersion> versions = versions(name);
        if (version.isEmpty()) {
            return versions.get(versions.size() - 1);
        }
        if (!version.matches(NUMBER)) {
            throw Refusals.badVersion(version);
        }
        return Optional.ofNullable(models.get(name).get(Long.valueOf(version)))
                .orElseThrow(() -> Refusals.unknownVersion(name, version));
    }
}
