package io.radstream.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** That it runs to its end and tells all it measures; what it measures is nobody's to assert. */
final class EventsBenchmarkTest {

    @Test
    void tellsEveryNumberBesideItsLimit() {
        StringWriter console = new StringWriter();
        int code =
                new CommandLine(new EventsBenchmark())
                        .setOut(new PrintWriter(console))
                        .execute(
                                "--conf",
                                "../deploy/flink",
                                "--open",
                                "2000",
                                "--events",
                                "2000",
                                "--studies",
                                "200");

        assertThat(code).isZero();
        assertThat(console.toString().lines())
                .hasSize(7)
                .anySatisfy(line -> assertThat(line).contains("2,000 studies open", "limit"))
                .anySatisfy(line -> assertThat(line).contains("share", "limit"))
                .anySatisfy(line -> assertThat(line).contains("waits for its sidecar", "limit"))
                .anySatisfy(line -> assertThat(line).contains("in inference", "limit"))
                .anySatisfy(line -> assertThat(line).contains("whole studies a second"));
    }
}
