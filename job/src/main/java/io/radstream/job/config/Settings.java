package io.radstream.job.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What has been set: defaults, over them the property groups, over them the command line. What is
 * wrong with it waits in {@link #mistakes} until all else has been looked at.
 */
public final class Settings {

    private final Map<String, Object> values = new HashMap<>();
    private final Map<Group, SortedMap<String, String>> open = new HashMap<>();
    private final Map<String, Boolean> wrong = new HashMap<>();
    private final Mistakes mistakes = new Mistakes();

    private Settings() {}

    /**
     * Reads all layers.
     *
     * @param groups property groups as Managed Flink has them
     * @param used the groups whose required keys must be given
     */
    public static Settings read(
            Map<String, Properties> groups, Arguments arguments, List<Group> used) {
        Settings settings = new Settings();
        arguments.mistakes().forEach(settings.mistakes::add);
        Map<String, Key<?>> known = new LinkedHashMap<>();
        for (Group group : Groups.all()) {
            settings.open.put(group, new TreeMap<>());
            for (Key<?> key : group.keys()) {
                known.put(key.path(), key);
                key.defaultText().ifPresent(text -> settings.take(key, text, "default"));
            }
        }
        settings.apply(Layer.ofGroups(groups), known);
        settings.apply(new Layer("command line", arguments.texts()), known);
        for (Group group : used) {
            group.keys().forEach(settings::expect);
        }
        return settings;
    }

    private void apply(Layer layer, Map<String, Key<?>> known) {
        layer.texts()
                .forEach(
                        (path, text) -> {
                            Optional<Group> group = openGroupOf(path);
                            if (known.containsKey(path)) {
                                take(known.get(path), text, layer.origin());
                            } else if (group.isPresent()) {
                                open.get(group.get())
                                        .put(path.substring(group.get().id().length() + 1), text);
                            } else {
                                mistakes.add(unknown(path, layer, known));
                            }
                        });
    }

    private static Optional<Group> openGroupOf(String path) {
        return Groups.all().stream()
                .filter(group -> group.isOpen() && path.startsWith(group.id() + "."))
                .filter(group -> path.length() > group.id().length() + 1)
                .findFirst();
    }

    private static String unknown(String path, Layer layer, Map<String, Key<?>> known) {
        return path
                + " ("
                + layer.origin()
                + "): expected a key of docs/configuration.md, came an unknown one"
                + Nearest.to(path, new ArrayList<>(known.keySet()))
                        .map(nearest -> "; is " + nearest + " meant?")
                        .orElse("");
    }

    private void take(Key<?> key, String text, String origin) {
        try {
            values.put(key.path(), key.type().parse(text));
            wrong.remove(key.path());
        } catch (RuntimeException e) {
            wrong.put(key.path(), true);
            mistakes.add(
                    key.path()
                            + " ("
                            + origin
                            + "): expected "
                            + key.type().allowed()
                            + ", came "
                            + (key.isSecret() ? "something else (not shown)" : "'" + text + "'"));
        }
    }

    private void expect(Key<?> key) {
        if (key.isRequired() && !values.containsKey(key.path()) && !wrong.containsKey(key.path())) {
            wrong.put(key.path(), true);
            mistakes.add(key.wrong("nothing"));
        }
    }

    /**
     * The value, where one is given or there is a default.
     *
     * @throws RuntimeException within {@link Mistakes#attempt} where what is given is wrong
     */
    @SuppressWarnings("unchecked") // Put there by the key's own type.
    public <T> Optional<T> find(Key<T> key) {
        if (wrong.containsKey(key.path())) {
            throw new Mistakes.ToldException(key);
        }
        return Optional.ofNullable((T) values.get(key.path()));
    }

    /** The value of a key that has a default or is required. */
    public <T> T get(Key<T> key) {
        return find(key)
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        key + " has no default, and nobody asked for it"));
    }

    /**
     * The value of a key that some other setting makes necessary.
     *
     * @throws StartRefusedException where there is none
     */
    public <T> T need(Key<T> key, String because) {
        return find(key)
                .orElseThrow(
                        () ->
                                new StartRefusedException(
                                        List.of(key.wrong("nothing") + ": " + because)));
    }

    /** What an open group holds, by its own names. */
    public SortedMap<String, String> of(Group group) {
        return Collections.unmodifiableSortedMap(open.get(group));
    }

    /** What is wrong so far. */
    public Mistakes mistakes() {
        return mistakes;
    }
}
