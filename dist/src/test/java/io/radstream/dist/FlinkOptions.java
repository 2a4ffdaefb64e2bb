package io.radstream.dist;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.FallbackKey;

/** The options that Flink itself declares, read from its own classes. */
final class FlinkOptions {

    private static final Pattern DECLARING_CLASS =
            Pattern.compile(
                    "org/apache/flink/(autoscaler|configuration|contrib|state|streaming|runtime|client|table)/.*"
                            + "(Options|OptionsInternal|ConfigOptions)\\.class");

    /** Of a reporter named by the user: Flink declares the second half alone. */
    private static final Pattern OF_A_REPORTER =
            Pattern.compile("metrics\\.reporter\\.\\w+\\.(.+)");

    /** Its parameters are no options: {@code static final String ARG_PORT = "port"}. */
    private static final String PROMETHEUS =
            "org.apache.flink.metrics.prometheus.PrometheusReporterFactory";

    private final Map<String, ConfigOption<?>> byKey = new TreeMap<>();
    private final Set<String> deprecated = new HashSet<>();
    private final Set<String> parameters = new HashSet<>();

    private FlinkOptions() {}

    static FlinkOptions onTheClassPath() throws IOException {
        FlinkOptions found = new FlinkOptions();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (entry.matches(".*[/\\\\]flink-[^/\\\\]*\\.jar")) {
                found.read(new File(entry));
            }
        }
        found.readPrometheus();
        return found;
    }

    boolean knows(String key) {
        return byKey.containsKey(key) || isOfAReporter(key);
    }

    boolean isDeprecated(String key) {
        return deprecated.contains(key) && !byKey.containsKey(key);
    }

    /** With the type that its value must have. Empty for a reporter's own, which have no type. */
    Optional<ConfigOption<?>> typed(String key) {
        return Optional.ofNullable(byKey.get(key));
    }

    private boolean isOfAReporter(String key) {
        Matcher reporter = OF_A_REPORTER.matcher(key);
        return reporter.matches()
                && (byKey.containsKey(reporter.group(1)) || parameters.contains(reporter.group(1)));
    }

    private void readPrometheus() throws IOException {
        try {
            for (Field field : Class.forName(PROMETHEUS).getDeclaredFields()) {
                if (field.getName().startsWith("ARG_")) {
                    field.setAccessible(true);
                    parameters.add((String) field.get(null));
                }
            }
        } catch (ReflectiveOperationException notThere) {
            throw new IOException(PROMETHEUS + " cannot be read", notThere);
        }
    }

    private void read(File jar) throws IOException {
        Set<String> classes;
        try (JarFile file = new JarFile(jar)) {
            classes =
                    file.stream()
                            .map(entry -> entry.getName())
                            .filter(name -> DECLARING_CLASS.matcher(name).matches())
                            .map(name -> name.replace(".class", "").replace('/', '.'))
                            .collect(Collectors.toSet());
        }
        for (String name : classes) {
            try {
                for (Field field : Class.forName(name).getDeclaredFields()) {
                    add(field);
                }
            } catch (ReflectiveOperationException | LinkageError notWhole) {
                throw new IOException(name + " of " + jar + " cannot be read", notWhole);
            }
        }
    }

    private void add(Field field) throws IllegalAccessException {
        if (Modifier.isStatic(field.getModifiers())
                && ConfigOption.class.isAssignableFrom(field.getType())) {
            field.setAccessible(true);
            ConfigOption<?> option = (ConfigOption<?>) field.get(null);
            byKey.put(option.key(), option);
            for (FallbackKey old : option.fallbackKeys()) {
                if (old.isDeprecated()) {
                    deprecated.add(old.getKey());
                }
            }
        }
    }
}
