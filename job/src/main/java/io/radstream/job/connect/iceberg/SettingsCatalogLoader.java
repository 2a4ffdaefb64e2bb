package io.radstream.job.connect.iceberg;

import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.CatalogProperties;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.flink.CatalogLoader;

/** Opens the catalog that settings describe, on the client and on every task manager. */
final class SettingsCatalogLoader implements CatalogLoader {

    private static final long serialVersionUID = 1L;

    private final CatalogSettings settings;

    SettingsCatalogLoader(CatalogSettings settings) {
        this.settings = settings;
    }

    @Override
    public Catalog loadCatalog() {
        if (settings.kind() == CatalogSettings.Kind.JDBC) {
            requireDriver(settings.properties().get(CatalogProperties.URI));
        }
        return CatalogUtil.loadCatalog(
                settings.implementation(),
                Catalogs.NAME,
                settings.properties(),
                new Configuration(false));
    }

    /**
     * The JDK looks for drivers once in the life of a process. The next job on the same task
     * manager comes with a class loader of its own, whose drivers must be made known again.
     */
    private static void requireDriver(String url) {
        Iterator<Driver> drivers =
                ServiceLoader.load(Driver.class, SettingsCatalogLoader.class.getClassLoader())
                        .iterator();
        while (makeNext(drivers)) {
            // To be made is all that a driver needs to register itself.
        }
        try {
            DriverManager.getDriver(url);
        } catch (SQLException e) {
            String scheme = url.replaceAll("^(jdbc:[A-Za-z0-9]+:).*", "$1");
            throw new IllegalStateException(
                    "expected a JDBC driver for "
                            + scheme
                            + " on the class path, found none: only SQLite's ships, so put the"
                            + " driver's jar into Flink's lib folder",
                    e);
        }
    }

    private static boolean makeNext(Iterator<Driver> drivers) {
        try {
            if (!drivers.hasNext()) {
                return false;
            }
            drivers.next();
        } catch (ServiceConfigurationError e) {
            // Somebody else's broken driver is not ours to complain about; the iterator has passed
            // it.
            return true;
        }
        return true;
    }

    @Override
    @SuppressWarnings("MissingSuperCall")
    public CatalogLoader clone() {
        return new SettingsCatalogLoader(settings);
    }

    @Override
    public String toString() {
        return settings.toString();
    }
}
