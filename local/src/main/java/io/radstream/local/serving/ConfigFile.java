package io.radstream.local.serving;

import com.google.protobuf.TextFormat;
import io.radstream.inference.triton.protocol.ModelConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A model's {@code config.pbtxt}: the message ModelConfig in protobuf's text form. */
final class ConfigFile {

    static final String NAME = "config.pbtxt";

    private static final TextFormat.Parser PARSER =
            TextFormat.Parser.newBuilder()
                    .setSingularOverwritePolicy(
                            TextFormat.Parser.SingularOverwritePolicy.FORBID_SINGULAR_OVERWRITES)
                    .build();

    /** How the parser tells of one unknown field: line, column, message and field. */
    private static final Pattern UNKNOWN_FIELD =
            Pattern.compile("(\\d+):\\d+:\\tinference\\.(\\S+)");

    private static final Pattern POSITION = Pattern.compile("^\\d+:\\d+: ");

    private ConfigFile() {}

    /**
     * Reads the file of a model.
     *
     * @param folder the model's
     * @throws InvalidModelException with the lines at which it is wrong
     */
    static ModelConfig read(Path folder) throws InvalidModelException {
        String text;
        try {
            text = Files.readString(folder.resolve(NAME));
        } catch (IOException e) {
            throw new InvalidModelException(
                    "expected a readable UTF-8 file " + NAME + ", came " + e);
        }
        ModelConfig.Builder config = ModelConfig.newBuilder();
        try {
            PARSER.merge(text, config);
        } catch (TextFormat.ParseException e) {
            throw new InvalidModelException(problems(e));
        }
        return config.build();
    }

    private static List<String> problems(TextFormat.ParseException failure) {
        List<String> unknown =
                UNKNOWN_FIELD
                        .matcher(failure.getMessage())
                        .results()
                        .map(
                                found ->
                                        String.format(
                                                "%s:%s: expected fields that this server knows, came %s",
                                                NAME, found.group(1), found.group(2)))
                        .toList();
        if (!unknown.isEmpty()) {
            return unknown;
        }
        Matcher position = POSITION.matcher(failure.getMessage());
        return List.of(
                String.format(
                        "%s:%d: %s", NAME, failure.getLine(), position.replaceFirst("").strip()));
    }
}
