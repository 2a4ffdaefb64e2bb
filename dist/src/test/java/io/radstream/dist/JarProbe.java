package io.radstream.dist;

import io.grpc.LoadBalancerRegistry;
import io.grpc.NameResolverRegistry;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;

/**
 * A program that {@link JavaElevenIT} starts on a Java 11 runtime, with the job jar: it prints one
 * line a thing that it has tried.
 */
final class JarProbe {

    private JarProbe() {}

    public static void main(String[] arguments) throws Exception {
        say("java", System.getProperty("java.specification.version"));
        say("classes", loadOurs());
        say("resolver", NameResolverRegistry.getDefaultRegistry().asFactory().getDefaultScheme());
        say(
                "balancer",
                LoadBalancerRegistry.getDefaultRegistry().getProvider("round_robin") != null);
        say("sqlite", askSqlite());
        say("s3", buildS3Client());
    }

    /**
     * Loads, verifies and links each class of the project, with the types that its members name.
     */
    private static int loadOurs() throws IOException, ClassNotFoundException {
        int loaded = 0;
        try (JobJar jar = JobJar.open()) {
            for (String name : jar.names()) {
                if (name.startsWith("io/radstream/") && name.endsWith(".class")) {
                    String className = name.replace(".class", "").replace('/', '.');
                    Class<?> loadedClass = Class.forName(className);
                    boolean isEmpty =
                            loadedClass.getDeclaredMethods().length
                                            + loadedClass.getDeclaredFields().length
                                            + loadedClass.getDeclaredConstructors().length
                                    == 0;
                    loaded += isEmpty ? 0 : 1;
                }
            }
        }
        return loaded;
    }

    private static String askSqlite() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select 'answers'")) {
            row.next();
            return row.getString(1);
        }
    }

    private static String buildS3Client() {
        try (S3AsyncClient client = S3AsyncClient.builder().region(Region.EU_CENTRAL_1).build()) {
            return client.serviceName();
        }
    }

    private static void say(String what, Object result) {
        System.out.println(what + " " + result);
    }
}
