package io.radstream.job.config;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.util.TimeUtils;

/** The types of settings. */
final class ValueTypes {

    private static final long MOST_DAYS = 3650;

    private ValueTypes() {}

    /** Whatever matches the whole pattern. */
    static ValueType<String> text(String allowed, String pattern) {
        Pattern whole = Pattern.compile(pattern);
        return new ValueType<>(
                allowed,
                text -> {
                    require(whole.matcher(text).matches());
                    return text;
                });
    }

    static ValueType<Boolean> flag() {
        return new ValueType<>(
                "true or false",
                text -> {
                    require(text.equals("true") || text.equals("false"));
                    return text.equals("true");
                });
    }

    static ValueType<Integer> whole(int least, int most) {
        return new ValueType<>(
                String.format(Locale.ROOT, "a whole number, %,d to %,d", least, most),
                text -> {
                    int number = Integer.parseInt(text);
                    require(number >= least && number <= most);
                    return number;
                });
    }

    /** The enum's constants in lower case, with hyphens. */
    static <E extends Enum<E>> ValueType<E> oneOf(Class<E> constants) {
        E[] all = constants.getEnumConstants();
        return new ValueType<>(
                Arrays.stream(all).map(ValueTypes::named).collect(Collectors.joining(", ")),
                text ->
                        Arrays.stream(all)
                                .filter(constant -> named(constant).equals(text))
                                .findFirst()
                                .orElseThrow());
    }

    private static String named(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static ValueType<Duration> duration(String least) {
        Duration shortest = TimeUtils.parseDuration(least);
        return new ValueType<>(
                "a duration of at least " + least + ", such as 500ms, 30s, 15min, 2d",
                text -> {
                    Duration duration = TimeUtils.parseDuration(text);
                    require(duration.compareTo(shortest) >= 0);
                    require(duration.compareTo(Duration.ofDays(MOST_DAYS)) <= 0);
                    return duration;
                });
    }

    /** In bytes. */
    static ValueType<Long> size(String least) {
        long smallest = MemorySize.parseBytes(least);
        return new ValueType<>(
                "a size of at least " + least + ", such as 512kb, 64mb, 1gb",
                text -> {
                    long bytes = MemorySize.parseBytes(text);
                    require(bytes >= smallest);
                    return bytes;
                });
    }

    static ValueType<URI> address() {
        return new ValueType<>(
                "http:// or https://, a host and maybe a port and a path; no user or password",
                text -> {
                    URI address = URI.create(text);
                    require(text.matches("https?://.*"));
                    require(address.getHost() != null && address.getRawUserInfo() == null);
                    return address;
                });
    }

    static ValueType<Instant> instant() {
        return new ValueType<>("a time such as 2026-03-04T05:06:07Z", Instant::parse);
    }

    /** Several of what matches the pattern, with commas between. */
    static ValueType<Set<String>> names(String allowed, String pattern) {
        Pattern whole = Pattern.compile(pattern);
        return new ValueType<>(
                allowed + ", with commas between",
                text -> {
                    Set<String> names = new TreeSet<>();
                    for (String name : text.split(",", -1)) {
                        require(whole.matcher(name.strip()).matches());
                        names.add(name.strip());
                    }
                    return Collections.unmodifiableSet(names);
                });
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw new IllegalArgumentException("not of this type");
        }
    }
}
