package io.radstream.event;

import io.radstream.record.Half;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The layout of keys: {@code images/{study_id}/{study_id}.{jpg,jpeg,png,dcm,json}}. */
final class KeyLayout {

    private static final Pattern LAYOUT =
            Pattern.compile(
                    "images/(?<study>[A-Za-z0-9_-]{1,64})/\\k<study>\\.(?<extension>jpg|jpeg|png|dcm|json)");
    private static final Pattern STUDY_ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final Pattern EXTENSION = Pattern.compile("jpg|jpeg|png|dcm|json");
    private static final String EXPECTED =
            "expected images/{study_id}/{study_id}.{jpg,jpeg,png,dcm,json} with a study_id of 1 to 64 of A-Z a-z 0-9 - _";

    private final String studyId;
    private final Half half;

    private KeyLayout(String studyId, Half half) {
        this.studyId = studyId;
        this.half = half;
    }

    /** What the key names, or nothing where it has another layout. */
    static Optional<KeyLayout> parse(String key) {
        Matcher matcher = LAYOUT.matcher(key);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Half half = "json".equals(matcher.group("extension")) ? Half.sidecar : Half.image;
        return Optional.of(new KeyLayout(matcher.group("study"), half));
    }

    /**
     * Says what is wrong with a key that does not parse. A key of unknown layout may hold a name,
     * so that only its form is told: its segments' lengths, a study's id where one stands in its
     * place below {@code images}, and the extension where it is one of ours.
     */
    static String explain(String key) {
        String[] segments = key.split("/", -1);
        StringBuilder form = new StringBuilder();
        for (int i = 0; i < segments.length; i++) {
            form.append(i == 0 ? "" : "/").append(form(segments, i));
            if (i == 5) {
                form.append("/...");
                break;
            }
        }
        return EXPECTED + ", came " + form;
    }

    private static String form(String[] segments, int i) {
        String segment = segments[i];
        if (i == 0 && isBelowImages(segments)) {
            return segment;
        }
        boolean last = i == segments.length - 1;
        if (i == 1 && !last && isBelowImages(segments) && STUDY_ID.matcher(segment).matches()) {
            return segment;
        }
        int dot = segment.lastIndexOf('.');
        if (last && i > 1 && dot >= 0) {
            boolean sameAsFolder = segment.substring(0, dot).equals(segments[i - 1]);
            return (sameAsFolder ? "(the same)" : length(dot))
                    + "."
                    + extension(segment.substring(dot + 1));
        }
        return length(segment.length());
    }

    private static boolean isBelowImages(String[] segments) {
        return "images".equals(segments[0]);
    }

    private static String extension(String extension) {
        String lower = extension.toLowerCase(Locale.ROOT);
        return EXTENSION.matcher(lower).matches() ? lower : length(extension.length());
    }

    private static String length(int characters) {
        return "(" + characters + " characters)";
    }

    String studyId() {
        return studyId;
    }

    Half half() {
        return half;
    }
}
