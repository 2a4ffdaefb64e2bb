package io.radstream.job.config;

import java.util.List;

/** Keys that belong together: one property group of Managed Flink. */
public final class Group {

    private final String id;
    private final String description;
    private final List<Key<?>> keys;
    private final boolean open;

    private Group(String id, String description, List<Key<?>> keys, boolean open) {
        this.id = id;
        this.description = description;
        this.keys = keys;
        this.open = open;
    }

    /** A group that has these keys and no others. */
    static Group of(String id, String description, Key<?>... keys) {
        return new Group(id, description, List.of(keys), false);
    }

    /** A group of whatever names somebody else gives; what they hold is never printed. */
    static Group open(String id, String description) {
        return new Group(id, description, List.of(), true);
    }

    String id() {
        return id;
    }

    String description() {
        return description;
    }

    List<Key<?>> keys() {
        return keys;
    }

    boolean isOpen() {
        return open;
    }
}
