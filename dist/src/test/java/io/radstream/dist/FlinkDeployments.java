package io.radstream.dist;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.YamlParserUtils;

/** What the Kubernetes manifests set of Flink's configuration, base and overlays. */
final class FlinkDeployments {

    private static final Path FOLDER = Path.of("..", "infra-terraform", "kubernetes");

    private FlinkDeployments() {}

    /** By file; of a file, its keys and their values. Files without any are left out. */
    static Map<Path, Map<String, String>> configurations() throws IOException {
        Map<Path, Map<String, String>> found = new TreeMap<>();
        for (Path file : manifests()) {
            Map<String, String> configuration = new TreeMap<>();
            for (String document : Files.readString(file).split("(?m)^---$", -1)) {
                configuration.putAll(configurationOf(document));
            }
            if (!configuration.isEmpty()) {
                found.put(FOLDER.relativize(file), configuration);
            }
        }
        return found;
    }

    private static List<Path> manifests() {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .collect(Collectors.toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> configurationOf(String document) {
        Map<?, ?> object = YamlParserUtils.convertToObject(document, Map.class);
        if (object == null || !"FlinkDeployment".equals(object.get("kind"))) {
            return Map.of();
        }
        Map<String, String> configuration = new TreeMap<>();
        mapAt(mapAt(object, "spec"), "flinkConfiguration")
                .forEach((key, value) -> configuration.put((String) key, (String) value));
        return configuration;
    }

    private static Map<?, ?> mapAt(Map<?, ?> object, String field) {
        Map<?, ?> map = (Map<?, ?>) object.get(field);
        return map == null ? Map.of() : map;
    }
}
