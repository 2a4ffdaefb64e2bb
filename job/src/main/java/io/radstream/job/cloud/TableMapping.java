package io.radstream.job.cloud;

import io.radstream.job.config.ArmsKeys;
import io.radstream.job.config.Mistakes;
import io.radstream.job.config.Settings;
import io.radstream.job.config.StartRefusedException;
import io.radstream.job.config.TablesKeys;
import io.radstream.job.connect.iceberg.Arms;
import io.radstream.job.connect.iceberg.CatalogSettings;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which catalog holds the tables, and what their rows carry. */
final class TableMapping {

    private TableMapping() {}

    /**
     * What the settings say.
     *
     * @throws StartRefusedException where they contradict each other
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
            catalog = catalog.withEmulatorKeys(Emulator.KEY, Emulator.KEY);
        }
        for (Map.Entry<String, String> more : settings.of(TablesKeys.CATALOG).entrySet()) {
            catalog = catalog.with(more.getKey(), more.getValue());
        }
        return catalog;
    }

    private static CatalogSettings ofKind(Settings settings) {
        switch (settings.get(TablesKeys.KIND)) {
            case GLUE:
                String location = settings.need(TablesKeys.WAREHOUSE, "tables.catalog is glue");
                return Mistakes.blaming(TablesKeys.WAREHOUSE, () -> CatalogSettings.glue(location));
            case JDBC:
                String url = settings.need(TablesKeys.URL, "tables.catalog is jdbc");
                String warehouse = settings.need(TablesKeys.WAREHOUSE, "tables.catalog is jdbc");
                return Mistakes.blaming(TablesKeys.URL, () -> CatalogSettings.jdbc(url, warehouse));
            default:
                URI address = address(settings.need(TablesKeys.URL, "tables.catalog is rest"));
                return Mistakes.blaming(
                        TablesKeys.URL,
                        () ->
                                CatalogSettings.rest(
                                        address, settings.find(TablesKeys.WAREHOUSE).orElse(null)));
        }
    }

    /** No parser's message: it would quote what came, in which there may be a password. */
    private static URI address(String url) {
        if (!url.matches("https?://\\S+")) {
            throw notShown();
        }
        try {
            return URI.create(url);
        } catch (IllegalArgumentException e) {
            throw notShown();
        }
    }

    private static StartRefusedException notShown() {
        return new StartRefusedException(
                List.of(TablesKeys.URL.wrong("something else (not shown)")));
    }

    /** A database with its files on a disk has nothing to do with AWS. */
    private static boolean meetsEmulator(Settings settings) {
        if (settings.get(TablesKeys.KIND) == TablesKeys.Catalog.GLUE) {
            return Emulator.isMeant(settings, TablesKeys.GLUE_ENDPOINT);
        }
        return settings.find(TablesKeys.WAREHOUSE).orElse("").startsWith("s3")
                && Emulator.isMeant(settings, TablesKeys.S3_ENDPOINT);
    }

    /** What is at fault where the catalog, or a table in it, is not as expected. */
    static Culprits culprits(Settings settings) {
        if (settings.get(TablesKeys.KIND) != TablesKeys.Catalog.GLUE) {
            return new Culprits(TablesKeys.URL, TablesKeys.URL);
        }
        return new Culprits(
                TablesKeys.KIND,
                settings.find(TablesKeys.GLUE_ENDPOINT).isPresent()
                        ? TablesKeys.GLUE_ENDPOINT
                        : TablesKeys.KIND);
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
