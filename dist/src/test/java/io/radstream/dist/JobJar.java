package io.radstream.dist;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;

/** The jar that the build has made, as a file. */
final class JobJar implements AutoCloseable {

    static final Path PATH = Path.of("target", "radstream.jar");

    private static final int MAJOR_VERSION = 6;

    private final JarFile file;

    private JobJar(JarFile file) {
        this.file = file;
    }

    static JobJar open() throws IOException {
        return new JobJar(new JarFile(PATH.toFile()));
    }

    static long bytes() throws IOException {
        return Files.size(PATH);
    }

    String manifest(String attribute) throws IOException {
        return file.getManifest().getMainAttributes().getValue(attribute);
    }

    boolean has(String name) {
        return file.getEntry(name) != null;
    }

    /** Names of files, in the jar's order. */
    List<String> names() {
        return file.stream()
                .filter(entry -> !entry.isDirectory())
                .map(ZipEntry::getName)
                .collect(Collectors.toList());
    }

    /** The classes that a file below META-INF/services names, by the service's own name. */
    Map<String, List<String>> services() throws IOException {
        Map<String, List<String>> services = new TreeMap<>();
        String folder = "META-INF/services/";
        for (String name : names()) {
            if (name.startsWith(folder)) {
                services.put(name.substring(folder.length()), providers(text(name)));
            }
        }
        return services;
    }

    /** What these files take in the jar, with the two headers that each of them has. */
    long bytesOf(Set<String> names) {
        return file.stream()
                .filter(entry -> names.contains(entry.getName()))
                .mapToLong(entry -> entry.getCompressedSize() + headerBytes(entry.getName()))
                .sum();
    }

    private static long headerBytes(String name) {
        return 30 + 46 + 2L * name.length();
    }

    /** 55 is Java 11. */
    int classFileVersion(String name) throws IOException {
        try (DataInputStream in = new DataInputStream(file.getInputStream(file.getEntry(name)))) {
            in.readNBytes(MAJOR_VERSION);
            return in.readUnsignedShort();
        }
    }

    String text(String name) throws IOException {
        try (var in = file.getInputStream(file.getEntry(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private static List<String> providers(String text) {
        return text.lines()
                .map(line -> line.replaceAll("#.*", "").strip())
                .filter(line -> !line.isEmpty())
                .collect(Collectors.toList());
    }
}
