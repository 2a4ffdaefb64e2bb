package io.radstream.job.connect.iceberg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;
import org.apache.flink.util.InstantiationUtil;
import org.apache.iceberg.flink.CatalogLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogSettingsTest {

    private static final URI EMULATOR = URI.create("http://127.0.0.1:4566");

    @TempDir Path folder;

    @Test
    void glue() {
        CatalogSettings settings =
                CatalogSettings.glue("s3://bucket/warehouse")
                        .withRegion("eu-central-1")
                        .withGlueAccount("123456789012")
                        .withKmsKey("alias/tables");

        assertThat(settings.implementation()).isEqualTo("org.apache.iceberg.aws.glue.GlueCatalog");
        assertThat(settings.properties())
                .containsEntry("warehouse", "s3://bucket/warehouse")
                .containsEntry("io-impl", "org.apache.iceberg.aws.s3.S3FileIO")
                .containsEntry("client.region", "eu-central-1")
                .containsEntry("glue.id", "123456789012")
                .containsEntry("s3.sse.type", "kms")
                .containsEntry("s3.sse.key", "alias/tables")
                .hasSize(6);
        assertThat(settings).hasToString("Glue, warehouse s3://bucket/warehouse");
    }

    @Test
    void anEmulator() {
        CatalogSettings settings =
                CatalogSettings.glue("s3://bucket/warehouse")
                        .withGlueEndpoint(EMULATOR)
                        .withS3Endpoint(EMULATOR)
                        .withPathStyle(true)
                        .withEmulatorKeys("key", "hush");

        assertThat(settings.properties())
                .containsEntry("glue.endpoint", "http://127.0.0.1:4566")
                .containsEntry("s3.endpoint", "http://127.0.0.1:4566")
                .containsEntry("s3.path-style-access", "true");
        assertThat(settings.toString()).contains("Glue at http://127.0.0.1:4566");
        assertThat(settings.loader().toString()).doesNotContain("hush");
    }

    @Test
    void fixedKeysAreForEmulatorsAlone() {
        CatalogSettings settings =
                CatalogSettings.glue("s3://bucket/warehouse").withEmulatorKeys("key", "hush");

        assertThatThrownBy(settings::loader)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("with an emulator's endpoint alone, came no endpoint")
                .hasMessageNotContaining("hush");
    }

    @Test
    void sqliteWaitsForOtherWriters() {
        assertThat(uri("jdbc:sqlite:/data/catalog.db"))
                .isEqualTo("jdbc:sqlite:/data/catalog.db?busy_timeout=30000&journal_mode=WAL");
        assertThat(uri("jdbc:sqlite:/data/catalog.db?busy_timeout=5"))
                .isEqualTo("jdbc:sqlite:/data/catalog.db?busy_timeout=5&journal_mode=WAL");
        assertThat(CatalogSettings.jdbc("jdbc:sqlite:/c.db", "file:///w").implementation())
                .isEqualTo(SqliteCatalog.class.getName());
    }

    @Test
    void postgresNeedsItsDriver() {
        CatalogSettings settings =
                CatalogSettings.jdbc(
                                "jdbc:postgresql://host/database?ssl=true", "s3://bucket/warehouse")
                        .withUser("user", "hush");

        assertThat(settings.implementation()).isEqualTo("org.apache.iceberg.jdbc.JdbcCatalog");
        assertThat(settings.properties())
                .containsEntry("jdbc.user", "user")
                .containsEntry("io-impl", "org.apache.iceberg.aws.s3.S3FileIO");
        assertThat(settings)
                .hasToString(
                        "the database jdbc:postgresql://host/database, warehouse"
                                + " s3://bucket/warehouse");
        CatalogLoader loader = settings.loader();
        assertThatThrownBy(loader::loadCatalog)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("expected a JDBC driver for jdbc:postgresql:")
                .hasMessageContaining("lib folder")
                .hasMessageNotContaining("hush");
    }

    @Test
    void rest() {
        CatalogSettings settings =
                CatalogSettings.rest(URI.create("https://host/catalog"), "main")
                        .withClientCredential("id:hush")
                        .with("scope", "tables");

        assertThat(settings.implementation()).isEqualTo("org.apache.iceberg.rest.RESTCatalog");
        assertThat(settings.properties())
                .containsEntry("uri", "https://host/catalog")
                .containsEntry("warehouse", "main")
                .containsEntry("credential", "id:hush")
                .containsEntry("scope", "tables");
        assertThat(settings).hasToString("the REST catalog https://host/catalog");
    }

    @Test
    void refusesWhatCannotBe() {
        CatalogSettings settings = CatalogSettings.glue("s3://bucket/warehouse");

        assertThatThrownBy(() -> CatalogSettings.glue("/warehouse"))
                .hasMessageContaining("s3://bucket/path for Glue, came /warehouse");
        assertThatThrownBy(() -> CatalogSettings.jdbc("postgresql://u:hush@host/db", "file:///w"))
                .hasMessageContaining("jdbc:postgresql://host/database")
                .hasMessageNotContaining("hush");
        assertThatThrownBy(() -> settings.withGlueEndpoint(URI.create("localhost")))
                .hasMessageContaining("expected Glue's endpoint such as https://host:port");
        assertThatThrownBy(() -> settings.withS3Endpoint(URI.create("http://u:hush@host")))
                .hasMessageContaining("expected S3's endpoint")
                .hasMessageNotContaining("hush");
        assertThatThrownBy(() -> settings.withGlueAccount("me"))
                .hasMessageContaining("12 digits of an account, came me");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://h/d?user=u&password=hush",
                "jdbc:postgresql://h/d?sslpassword=hush",
                "jdbc:mysql://u:hush@h/d",
                "jdbc:mysql://address=(host=h)(Password=hush)/d",
                "jdbc:oracle:thin:scott/hush@//h/x",
                "jdbc:sqlserver://h;user=u;PWD=hush",
                "jdbc:snowflake://h/?token=hush",
                "jdbc:databricks://h;OAuth2Secret=hush",
                "jdbc:sqlite:/data/catalog.db?password=hush"
            })
    void refusesASecretInADatabasesAddressWithoutTellingIt(String url) {
        assertThatThrownBy(() -> CatalogSettings.jdbc(url, "file:///w"))
                .hasMessageStartingWith("expected a URL without user, password or any other secret")
                .hasMessageContaining("tables.password")
                .hasMessageContaining("catalog.jdbc.")
                .hasMessageNotContaining("hush");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://h/catalog?token=hush",
                "https://u:hush@h/catalog",
                "https://hush@h/catalog",
                "https://h/catalog?hush"
            })
    void refusesASecretInAServersAddressWithoutTellingIt(String url) {
        assertThatThrownBy(() -> CatalogSettings.rest(URI.create(url), null))
                .hasMessageStartingWith("expected a URL without user, password and query")
                .hasMessageContaining("tables.token")
                .hasMessageContaining("tables.credential")
                .hasMessageNotContaining("hush");
    }

    @Test
    void letsAFileBeCalledWhatItLikes() {
        assertThat(uri("jdbc:sqlite:/data/secrets/token@home.db"))
                .startsWith("jdbc:sqlite:/data/secrets/token@home.db?");
    }

    @Test
    void travelsWithTheJob() throws Exception {
        CatalogLoader loader =
                InstantiationUtil.clone(
                        CatalogSettings.glue("s3://bucket/warehouse").loader().clone());

        assertThat(loader).hasToString("Glue, warehouse s3://bucket/warehouse");
    }

    /** As Flink does, which gives every job a class loader of its own. */
    @Test
    void eachJobOfATaskManagerFindsItsDriver() throws Exception {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        for (int job = 0; job < 2; job++) {
            try (URLClassLoader ofJob =
                    new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader())) {
                Thread.currentThread().setContextClassLoader(ofJob);
                Object loader =
                        ofJob.loadClass(Catalogs.class.getName())
                                .getMethod("sqlite", Path.class, Path.class)
                                .invoke(null, folder.resolve("catalog.db"), folder);
                Object catalog =
                        ofJob.loadClass(CatalogLoader.class.getName())
                                .getMethod("loadCatalog")
                                .invoke(loader);
                catalog.getClass().getMethod("close").invoke(catalog);
            } finally {
                Thread.currentThread().setContextClassLoader(before);
            }
        }
    }

    private static URL[] classPath() throws Exception {
        List<URL> urls = new ArrayList<>();
        StringTokenizer entries =
                new StringTokenizer(System.getProperty("java.class.path"), File.pathSeparator);
        while (entries.hasMoreTokens()) {
            urls.add(Path.of(entries.nextToken()).toUri().toURL());
        }
        return urls.toArray(new URL[0]);
    }

    private static String uri(String url) {
        return CatalogSettings.jdbc(url, "file:///w").properties().get("uri");
    }
}
