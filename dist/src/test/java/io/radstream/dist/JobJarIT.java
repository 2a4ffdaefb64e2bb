package io.radstream.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a cluster's class loader meets in the built jar. */
class JobJarIT {

    private static final long LIMIT_BYTES = 250_000_000;
    private static final int JAVA_11 = 55;

    /**
     * Flink's own packages that the jar may hold: its connectors and formats, which no cluster has.
     */
    private static final Pattern FLINK_BROUGHT =
            Pattern.compile(
                    "org/apache/flink/(streaming/connectors/kinesis|connector/kinesis|connector/aws"
                            + "|formats/avro|kinesis/shaded|dropwizard)/.*");

    private JobJar jar;

    @BeforeEach
    void open() throws IOException {
        jar = JobJar.open();
    }

    @AfterEach
    void close() throws IOException {
        jar.close();
    }

    @Test
    void startsWithTheJob() throws IOException {
        assertThat(jar.manifest("Main-Class")).isEqualTo("io.radstream.job.RadStreamJob");
        assertThat(jar.manifest("Implementation-Version")).isNotBlank();
        assertThat(jar.names()).contains("io/radstream/job/RadStreamJob.class");
    }

    @Test
    void isSmallerThanItsLimit() throws IOException {
        assertThat(JobJar.bytes()).isLessThan(LIMIT_BYTES);
    }

    @Test
    void leavesFlinkToTheCluster() {
        assertThat(classes())
                .filteredOn(name -> name.startsWith("org/apache/flink/"))
                .isNotEmpty()
                .allMatch(name -> FLINK_BROUGHT.matcher(name).matches());
    }

    @Test
    void leavesLoggingToTheCluster() {
        assertThat(classes())
                .noneMatch(name -> name.startsWith("org/slf4j/"))
                .noneMatch(name -> name.startsWith("org/apache/logging/"))
                .noneMatch(name -> name.startsWith("org/apache/log4j/"))
                .noneMatch(name -> name.startsWith("ch/qos/logback/"));
        assertThat(jar.names())
                .noneMatch(name -> name.matches("log4j.*\\.(properties|xml)|logback.*\\.xml"));
    }

    @Test
    void everyClassRunsOnJava11() throws IOException {
        Map<String, Integer> newer = new TreeMap<>();
        for (String name : classes()) {
            int version = jar.classFileVersion(name);
            if (version > JAVA_11) {
                newer.put(name, version);
            }
        }

        assertThat(newer).isEmpty();
    }

    @Test
    void noPartReplacesAnothersServices() throws IOException {
        Map<String, List<String>> services = jar.services();

        assertThat(services.get("io.grpc.NameResolverProvider"))
                .contains("io.grpc.internal.DnsNameResolverProvider")
                .contains("io.grpc.netty.UdsNameResolverProvider");
        assertThat(services.get("io.grpc.LoadBalancerProvider"))
                .contains("io.grpc.internal.PickFirstLoadBalancerProvider")
                .contains("io.grpc.util.SecretRoundRobinLoadBalancerProvider$Provider");
        assertThat(services.get("org.apache.flink.table.factories.Factory"))
                .contains("org.apache.iceberg.flink.FlinkDynamicTableFactory")
                .contains("org.apache.flink.formats.avro.AvroFormatFactory");
        assertThat(services.get("software.amazon.awssdk.http.async.SdkAsyncHttpService"))
                .isNotEmpty();
        assertThat(services.get("java.sql.Driver")).contains("org.sqlite.JDBC");
    }

    @Test
    void everyServiceOfTheJobsPartsIsThere() throws IOException {
        Map<String, List<String>> missing = new TreeMap<>();
        jar.services()
                .forEach(
                        (service, providers) -> {
                            List<String> absent =
                                    providers.stream()
                                            .filter(name -> !jar.has(classFile(name)))
                                            .collect(Collectors.toList());
                            if (!absent.isEmpty()) {
                                missing.put(service, absent);
                            }
                        });

        assertThat(missing).isEmpty();
    }

    @Test
    void holdsNoFileTwice() {
        assertThat(jar.names()).doesNotHaveDuplicates();
    }

    @Test
    void isNotSignedByAnyOfItsParts() {
        assertThat(jar.names()).noneMatch(name -> name.matches("META-INF/[^/]+\\.(SF|DSA|RSA|EC)"));
    }

    @Test
    void carriesNoLibraryForASystemThatItDoesNotRunOn() {
        assertThat(jar.names())
                .noneMatch(name -> name.endsWith(".dll"))
                .noneMatch(name -> name.startsWith("amazon-kinesis-producer-native-binaries/"));
        assertThat(jar.names())
                .contains("org/sqlite/native/Linux/x86_64/libsqlitejdbc.so")
                .contains("org/sqlite/native/Linux/aarch64/libsqlitejdbc.so");
    }

    @Test
    void keepsTheLicencesOfItsParts() throws IOException {
        assertThat(jar.text("META-INF/LICENSE")).contains("Apache License");
        assertThat(jar.text("META-INF/NOTICE")).contains("RadStream");
        for (Part part : Part.listed()) {
            assertThat(part.licences()).as(part.name()).isNotEmpty();
            if (!part.isApacheLicensed()) {
                assertThat(jar.names())
                        .as(part + " has a licence of its own")
                        .anyMatch(name -> part.isALicenceOfIt(name));
            }
        }
    }

    private List<String> classes() {
        return jar.names().stream()
                .filter(name -> name.endsWith(".class"))
                .collect(Collectors.toList());
    }

    private static String classFile(String className) {
        return className.replace('.', '/') + ".class";
    }
}
