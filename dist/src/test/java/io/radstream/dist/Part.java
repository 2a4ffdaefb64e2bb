package io.radstream.dist;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One line of the list of parts (CycloneDX) that lies beside the jar. */
final class Part {

    static final Path LIST = Path.of("target", "radstream.cdx.json");

    private final String name;
    private final String version;
    private final List<String> licences;

    private Part(String name, String version, List<String> licences) {
        this.name = name;
        this.version = version;
        this.licences = licences;
    }

    static List<Part> listed() throws IOException {
        List<Part> parts = new ArrayList<>();
        for (JsonNode component : new ObjectMapper().readTree(LIST.toFile()).get("components")) {
            List<String> licences = new ArrayList<>();
            for (JsonNode choice : component.path("licenses")) {
                JsonNode licence = choice.path("license");
                licences.add(licence.path("id").asText(licence.path("name").asText()));
            }
            parts.add(
                    new Part(
                            component.get("name").asText(),
                            component.get("version").asText(),
                            licences));
        }
        return parts;
    }

    String name() {
        return name;
    }

    /** SPDX identifiers, or names where there is none. */
    List<String> licences() {
        return licences;
    }

    boolean isApacheLicensed() {
        return licences.contains("Apache-2.0");
    }

    /** True for a file of the jar that is a licence of this part. */
    boolean isALicenceOfIt(String file) {
        return file.startsWith("META-INF/parts/" + this + "-jar/") && file.contains("LICENSE");
    }

    @Override
    public String toString() {
        return name + "-" + version;
    }
}
