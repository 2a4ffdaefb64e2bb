package io.radstream.job.config;

import java.util.Optional;

/**
 * One thing that can be set. Immutable: each method that is named like a verb gives a changed copy.
 *
 * @param <T> of its value
 */
public final class Key<T> {

    private final String group;
    private final String name;
    private final ValueType<T> type;
    private final String description;
    private final String defaultText;
    private final boolean required;
    private final boolean secret;
    private final String onManagedFlink;

    private Key(
            String group,
            String name,
            ValueType<T> type,
            String description,
            String defaultText,
            boolean required,
            boolean secret,
            String onManagedFlink) {
        this.group = group;
        this.name = name;
        this.type = type;
        this.description = description;
        this.defaultText = defaultText;
        this.required = required;
        this.secret = secret;
        this.onManagedFlink = onManagedFlink;
    }

    /** A key that need not be given, and has no default. */
    static <T> Key<T> of(String group, String name, ValueType<T> type, String description) {
        return new Key<>(group, name, type, description, null, false, false, null);
    }

    /** With this where nothing is given. */
    Key<T> withDefault(String text) {
        return new Key<>(group, name, type, description, text, false, secret, onManagedFlink);
    }

    /** It must be given. */
    Key<T> require() {
        return new Key<>(group, name, type, description, null, true, secret, onManagedFlink);
    }

    /** What is given is never printed. */
    Key<T> hide() {
        return new Key<>(
                group, name, type, description, defaultText, required, true, onManagedFlink);
    }

    /** What is different on Managed Flink. */
    Key<T> noteOnManagedFlink(String note) {
        return new Key<>(group, name, type, description, defaultText, required, secret, note);
    }

    String group() {
        return group;
    }

    /** {@code group.name}, as the command line has it. */
    public String path() {
        return group + "." + name;
    }

    String name() {
        return name;
    }

    ValueType<T> type() {
        return type;
    }

    String description() {
        return description;
    }

    Optional<String> defaultText() {
        return Optional.ofNullable(defaultText);
    }

    boolean isRequired() {
        return required;
    }

    boolean isSecret() {
        return secret;
    }

    Optional<String> onManagedFlink() {
        return Optional.ofNullable(onManagedFlink);
    }

    /**
     * The line that tells of another value than expected.
     *
     * @param came never a secret
     */
    public String wrong(String came) {
        return path() + ": expected " + type.allowed() + ", came " + came;
    }

    @Override
    public String toString() {
        return path();
    }
}
