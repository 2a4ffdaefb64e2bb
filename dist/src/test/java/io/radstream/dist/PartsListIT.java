package io.radstream.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The list of parts tells what is in the jar, and nothing of the machine that made it. */
class PartsListIT {

    @Test
    void namesTheLargeParts() throws IOException {
        assertThat(names())
                .contains("iceberg-aws-bundle", "iceberg-flink-runtime-1.20", "hadoop-client-api")
                .contains("flink-connector-kinesis", "grpc-netty", "radstream-udfs");
    }

    @Test
    void namesNothingThatTheClusterBrings() throws IOException {
        assertThat(names())
                .noneMatch(name -> name.startsWith("flink-streaming"))
                .doesNotContain("flink-core", "flink-runtime", "slf4j-api", "log4j-core");
    }

    @Test
    void isTheSameWheneverItIsMade() throws IOException {
        JsonNode list = new ObjectMapper().readTree(Part.LIST.toFile());

        assertThat(list.get("bomFormat").asText()).isEqualTo("CycloneDX");
        assertThat(list.get("metadata").has("timestamp")).isFalse();
    }

    private static List<String> names() throws IOException {
        return Part.listed().stream().map(Part::name).collect(Collectors.toList());
    }
}
