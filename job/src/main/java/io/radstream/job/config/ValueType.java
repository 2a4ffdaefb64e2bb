package io.radstream.job.config;

import java.util.function.Function;

/** What the text of a setting may be, and what it means. */
final class ValueType<T> {

    private final String allowed;
    private final Function<String, T> parser;

    /**
     * @param allowed tells a person what may be given; ends "expected …"
     * @param parser throws a RuntimeException for all else
     */
    ValueType(String allowed, Function<String, T> parser) {
        this.allowed = allowed;
        this.parser = parser;
    }

    String allowed() {
        return allowed;
    }

    /** The value; throws a RuntimeException, whose message is for nobody, where it is not one. */
    T parse(String text) {
        return parser.apply(text);
    }
}
