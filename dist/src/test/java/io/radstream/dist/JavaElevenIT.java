package io.radstream.dist;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The jar on the Java that Managed Flink 1.20 runs. */
class JavaElevenIT {

    @Test
    void itsClassesServicesAndNativeLibrariesLoad() throws Exception {
        JavaEleven.Ended probe = JavaEleven.installed().run(JarProbe.class.getName());

        assertThat(probe.output.lines())
                .contains("java 11", "resolver dns", "balancer true", "sqlite answers", "s3 s3")
                .anyMatch(line -> line.matches("classes [1-9]\\d{2,}"));
        assertThat(probe.code).as(probe.output).isZero();
    }

    @Test
    void theJobStartsAndSaysEverythingThatItNeeds() throws Exception {
        JavaEleven.Ended job = JavaEleven.installed().run("io.radstream.job.RadStreamJob");

        assertThat(job.code).as(job.output).isEqualTo(1);
        assertThat(job.output)
                .contains("source.stream", "s3.images-bucket", "s3.results-bucket")
                .contains("models.target", "phi.key");
    }
}
