package io.radstream.job.connect.iceberg;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that die between a checkpoint and its commit, or right after it. */
class KilledJobTest {

    @TempDir Path folder;

    @Test
    void rowsEqualTheLedger() throws Exception {
        assertThat(run("before", 1)).isEqualTo(KilledJob.EXIT);
        assertThat(numbers()).isEmpty();
        // The first commit of the second life is that which the first did not come to.
        assertThat(run("after", 1)).isEqualTo(KilledJob.EXIT);
        int written = numbers().size();
        assertThat(written).isPositive();
        // The checkpoint that the third life goes on from still has what is committed.
        assertThat(run("before", 2)).isEqualTo(KilledJob.EXIT);
        assertThat(numbers()).isEqualTo(Numbers.all(numbers().size())).hasSizeGreaterThan(written);

        assertThat(run("after", 1_000_000)).isZero();

        assertThat(numbers()).isEqualTo(Numbers.all(KilledJob.COUNT));
    }

    private List<Long> numbers() {
        return Numbers.in(KilledJob.catalogs(folder), Numbers.TABLE);
    }

    private int run(String when, int commit) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--add-opens"))
                .forEach(command::add);
        command.addAll(
                List.of(
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledJob.class.getName(),
                        folder.toString(),
                        when,
                        Integer.toString(commit)));
        Path log = Files.createTempFile(folder, when, ".log");
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        try {
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).as(Files.readString(log)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).as(Files.readString(log)).isIn(0, KilledJob.EXIT);
        return process.exitValue();
    }
}
