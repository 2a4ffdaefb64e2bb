package io.radstream.job.connect.kinesis;

import java.io.Serializable;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A stream as people name it: by its name, or by its ARN, which also tells region and account. */
final class StreamName implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_.-]{1,128}");
    private static final Pattern ARN =
            Pattern.compile(
                    "arn:[a-z-]+:kinesis:([a-z0-9-]+):([0-9]{12}):stream/([a-zA-Z0-9_.-]{1,128})");

    private final String name;
    private final String arn;
    private final String region;

    private StreamName(String name, String arn, String region) {
        this.name = name;
        this.arn = arn;
        this.region = region;
    }

    /**
     * Reads a name or an ARN.
     *
     * @throws IllegalArgumentException if it is neither
     */
    static StreamName parse(String text) {
        Matcher matcher = ARN.matcher(text);
        if (matcher.matches()) {
            return new StreamName(matcher.group(3), text, matcher.group(1));
        }
        if (NAME.matcher(text).matches()) {
            return new StreamName(text, null, null);
        }
        throw new IllegalArgumentException(
                "expected a stream's name (1 to 128 of A-Z a-z 0-9 _ . -) or its ARN"
                        + " (arn:aws:kinesis:REGION:ACCOUNT:stream/NAME), came "
                        + text);
    }

    String name() {
        return name;
    }

    Optional<String> arn() {
        return Optional.ofNullable(arn);
    }

    Optional<String> region() {
        return Optional.ofNullable(region);
    }
}
