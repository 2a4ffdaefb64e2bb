package io.radstream.local.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version that was built, for a run without a result that would tell its own. */
final class BuiltVersion {

    private BuiltVersion() {}

    static String number() {
        Properties properties = new Properties();
        try (InputStream in = BuiltVersion.class.getResourceAsStream("version.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("radstream");
    }
}
