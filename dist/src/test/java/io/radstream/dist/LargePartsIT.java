package io.radstream.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What makes the jar large is written down. */
class LargePartsIT {

    private static final double LARGE_MB = 1;
    private static final double MEGABYTE = 1e6;
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([\\w.-]+)` \\| (\\d+) \\|");

    @Test
    void areInTheDocumentationWithTheirSizes() throws IOException {
        Map<String, Long> documented = documented();
        Map<String, Long> measured = new TreeMap<>();
        for (Part part : Part.listed()) {
            double megabytes = inTheJar(part) / MEGABYTE;
            if (megabytes >= LARGE_MB) {
                measured.put(part.name(), Math.round(megabytes));
            }
        }

        assertThat(measured).hasSizeGreaterThan(5);
        assertThat(documented).isEqualTo(measured);
    }

    private static Map<String, Long> documented() throws IOException {
        Matcher rows = ROW.matcher(Files.readString(Path.of("..", "docs", "packaging.md")));
        return new TreeMap<>(
                rows.results()
                        .collect(
                                Collectors.toMap(
                                        row -> row.group(1), row -> Long.valueOf(row.group(2)))));
    }

    /** Bytes in the job jar of the files that this part has. */
    private static long inTheJar(Part part) throws IOException {
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (Path.of(entry).getFileName().toString().equals(part + ".jar")) {
                try (JarFile file = new JarFile(entry);
                        JobJar jar = JobJar.open()) {
                    Set<String> names =
                            file.stream().map(each -> each.getName()).collect(Collectors.toSet());
                    return jar.bytesOf(names);
                }
            }
        }
        return 0;
    }
}
