package io.radstream.job.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A command line of {@code --key value} and {@code --key=value}. Flink's ParameterTool would stop
 * at the first mistake, let the last of two equal keys win, and take a forgotten value for one.
 */
public final class Arguments {

    private static final String PREFIX = "--";
    private static final String FILE = "properties";

    private final SortedMap<String, String> texts = new TreeMap<>();
    private final List<String> mistakes = new ArrayList<>();
    private String file;

    private Arguments() {}

    /** Takes whatever comes: what is wrong is told with all else by {@link Settings#read}. */
    public static Arguments parse(String... args) {
        Arguments arguments = new Arguments();
        for (int i = 0; i < args.length; i++) {
            if (!args[i].startsWith(PREFIX) || args[i].length() == PREFIX.length()) {
                arguments.mistakes.add(
                        "argument "
                                + (i + 1)
                                + " of the command line: expected --key value, came a value without a key");
                continue;
            }
            String name = args[i].substring(PREFIX.length());
            int equals = name.indexOf('=');
            if (equals >= 0) {
                arguments.put(name.substring(0, equals), name.substring(equals + 1));
            } else if (i + 1 < args.length && !args[i + 1].startsWith(PREFIX)) {
                arguments.put(name, args[++i]);
            } else {
                arguments.mistakes.add("--" + name + ": expected a value behind it, came none");
            }
        }
        return arguments;
    }

    private void put(String name, String value) {
        if (name.equals(FILE)) {
            file = value;
        } else if (texts.put(name, value) != null) {
            mistakes.add("--" + name + ": expected it once, came twice");
        }
    }

    /** The file of property groups that {@code --properties} names. */
    public Optional<String> propertiesFile() {
        return Optional.ofNullable(file);
    }

    Map<String, String> texts() {
        return texts;
    }

    List<String> mistakes() {
        return mistakes;
    }
}
