package io.radstream.local.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.radstream.local.phantom.Phantom;
import io.radstream.local.phantom.PhantomFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What the demonstration reads.
 *
 * @param radiographs real ones
 * @param phantoms generated ones
 * @param bad the kinds of bad input, files and events
 * @param events payloads that come beside the files' own events
 */
public record DemoInput(
        List<String> radiographs, List<String> phantoms, List<BadInput> bad, List<byte[]> events) {

    /**
     * Writes it to a folder.
     *
     * @param samples the folder of real radiographs
     * @param count how many phantoms
     */
    public static DemoInput write(Path images, Path samples, int count, long seed)
            throws IOException {
        List<String> radiographs = new ArrayList<>();
        byte[] good = null;
        for (Path sample : radiographsIn(samples)) {
            String studyId = studyId(sample);
            Path folder = Files.createDirectories(images.resolve(studyId));
            good = Files.readAllBytes(sample);
            Files.write(folder.resolve(studyId + ".jpeg"), good);
            Files.writeString(
                    folder.resolve(studyId + ".json"),
                    radiograph(studyId).toString(),
                    StandardCharsets.UTF_8);
            radiographs.add(studyId);
        }
        List<String> phantoms = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String studyId = String.format(Locale.ROOT, "phantom-%04d", i);
            PhantomFiles.write(images, studyId, Phantom.of(seed, i));
            phantoms.add(studyId);
        }
        List<BadInput> bad = new ArrayList<>(new BadFiles(images, good).write());
        bad.addAll(BadEvents.kinds());
        return new DemoInput(radiographs, phantoms, bad, BadEvents.payloads());
    }

    private static List<Path> radiographsIn(Path samples) throws IOException {
        try (Stream<Path> files = Files.list(samples)) {
            List<Path> radiographs =
                    files.filter(file -> file.toString().endsWith(".jpeg")).sorted().toList();
            if (radiographs.isEmpty()) {
                throw new IOException("expected radiographs in " + samples + ", came none");
            }
            return radiographs;
        }
    }

    /** Unlike all else here, a real one is no test data. */
    private static ObjectNode radiograph(String studyId) {
        ObjectNode sidecar = Sidecars.of(studyId, "AP");
        sidecar.remove("test_data");
        return sidecar;
    }

    private static String studyId(Path file) {
        return file.getFileName().toString().replaceFirst("\\.jpeg$", "");
    }
}
