package io.radstream.local.serving;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The models of {@code ci/serving/make_test_models.py}. */
final class TestRepository {

    private TestRepository() {}

    /** All of them. */
    static Path folder() {
        try {
            return Path.of(TestRepository.class.getResource("repository").toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Copies one of them.
     *
     * @return the copy's folder
     */
    static Path copy(String model, Path repository, String name) throws IOException {
        Path from = folder().resolve(model);
        Path to = repository.resolve(name);
        try (Stream<Path> files = Files.walk(from)) {
            files.forEach(file -> copyFile(file, to.resolve(from.relativize(file).toString())));
        }
        return to;
    }

    /** The same with another configuration. */
    static Path copy(String model, Path repository, String name, String config) throws IOException {
        Path copy = copy(model, repository, name);
        Files.writeString(copy.resolve("config.pbtxt"), config);
        return copy;
    }

    private static void copyFile(Path from, Path to) {
        try {
            Files.copy(from, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
