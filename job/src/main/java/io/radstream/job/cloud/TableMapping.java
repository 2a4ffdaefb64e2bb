package io.radstream.job.cloud;

import io.radstream.job.config.ArmsKeys;
import io.radstream.job.config.AwsKeys;
import io.radstream.job.config.Settings;
import io.radstream.job.config.TablesKeys;
import io.radstream.job.connect.iceberg.Arms;
import io.radstream.job.connect.iceberg.CatalogSettings;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** Which catalog holds the tables, and what their rows carry. */
final class TableMapping {

    private static final String EMULATOR = "test";

    private TableMapping() {}

    /**
     * What the settings say.
     *
     * @throws IllegalArgumentException where they contradict each other
     */
    static CatalogSettings catalog(Settings settings, Map<String, String> environment) {
        CatalogSettings catalog = ofKind(settings);
        catalog =
                with(catalog, RegionMapping.of(settings, environment), CatalogSettings::withRegion);
        catalog =
                with(
                        catalog,
                        settings.find(TablesKeys.GLUE_ENDPOINT),
                        CatalogSettings::withGlueEndpoint);
        catalog =
                with(
                        catalog,
                        settings.find(TablesKeys.GLUE_ACCOUNT),
                        CatalogSettings::withGlueAccount);
        catalog =
                with(
                        catalog,
                        settings.find(TablesKeys.S3_ENDPOINT),
                        CatalogSettings::withS3Endpoint);
        catalog = with(catalog, settings.find(TablesKeys.KMS_KEY), CatalogSettings::withKmsKey);
        catalog = with(catalog, settings.find(TablesKeys.TOKEN), CatalogSettings::withToken);
        catalog =
                with(
                        catalog,
                        settings.find(TablesKeys.CREDENTIAL),
                        CatalogSettings::withClientCredential);
        if (settings.find(TablesKeys.USER).isPresent()
                || settings.find(TablesKeys.PASSWORD).isPresent()) {
            catalog =
                    catalog.withUser(
                            settings.need(TablesKeys.USER, "tables.password is given"),
                            settings.find(TablesKeys.PASSWORD).orElse(""));
        }
        if (settings.get(TablesKeys.S3_PATH_STYLE)) {
            catalog = catalog.withPathStyle(true);
        }
        if (meetsEmulator(settings)) {
            catalog = catalog.withEmulatorKeys(EMULATOR, EMULATOR);
        }
        for (Map.Entry<String, String> more : settings.of(TablesKeys.CATALOG).entrySet()) {
            catalog = catalog.with(more.getKey(), more.getValue());
        }
        // Refuses what does not fit together.
        catalog.loader();
        return catalog;
    }

    private static CatalogSettings ofKind(Settings settings) {
        switch (settings.get(TablesKeys.KIND)) {
            case GLUE:
                return CatalogSettings.glue(
                        settings.need(TablesKeys.WAREHOUSE, "tables.catalog is glue"));
            case JDBC:
                return CatalogSettings.jdbc(
                        settings.need(TablesKeys.URL, "tables.catalog is jdbc"),
                        settings.need(TablesKeys.WAREHOUSE, "tables.catalog is jdbc"));
            default:
                return CatalogSettings.rest(
                        address(settings.need(TablesKeys.URL, "tables.catalog is rest")),
                        settings.find(TablesKeys.WAREHOUSE).orElse(null));
        }
    }

    /** No parser's message: it would quote what came, in which there may be a password. */
    private static URI address(String url) {
        if (!url.matches("https?://[^@\\s]+")) {
            throw new IllegalArgumentException(
                    "expected tables.url such as https://host/catalog, without user and password,"
                            + " came something else (not shown)");
        }
        return URI.create(url);
    }

    /** A database with its files on a disk has nothing to do with AWS. */
    private static boolean meetsEmulator(Settings settings) {
        return settings.get(AwsKeys.CREDENTIALS) == AwsKeys.Credentials.EMULATOR
                && (settings.get(TablesKeys.KIND) == TablesKeys.Catalog.GLUE
                        || settings.find(TablesKeys.WAREHOUSE).orElse("").startsWith("s3"));
    }

    /** The arms that every row carries. */
    static Arms arms(Settings settings) {
        return new Arms(
                settings.get(ArmsKeys.DEPLOYMENT),
                settings.get(ArmsKeys.STORAGE_CLASS),
                settings.get(ArmsKeys.SCALING_MODE),
                settings.get(ArmsKeys.SECURITY_MODE));
    }

    /** Adds one setting where it is given. */
    private interface Addition<T> {
        CatalogSettings to(CatalogSettings catalog, T value);
    }

    private static <T> CatalogSettings with(
            CatalogSettings catalog, Optional<T> value, Addition<T> addition) {
        return value.map(given -> addition.to(catalog, given)).orElse(catalog);
    }
}
