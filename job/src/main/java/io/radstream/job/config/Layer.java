package io.radstream.job.config;

import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;

/** Settings from one place, by their paths; a later layer wins over an earlier one. */
final class Layer {

    private final String origin;
    private final SortedMap<String, String> texts;

    Layer(String origin, Map<String, String> texts) {
        this.origin = origin;
        this.texts = new TreeMap<>(texts);
    }

    /** Property groups as Managed Flink has them. */
    static Layer ofGroups(Map<String, Properties> groups) {
        SortedMap<String, String> texts = new TreeMap<>();
        groups.forEach(
                (group, properties) ->
                        properties.forEach(
                                (name, value) ->
                                        texts.put(group + "." + name, String.valueOf(value))));
        return new Layer("property group", texts);
    }

    /** Tells a person where to look. */
    String origin() {
        return origin;
    }

    SortedMap<String, String> texts() {
        return texts;
    }
}
