package io.radstream.job.connect.iceberg;

import java.nio.file.Path;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.CatalogProperties;
import org.apache.iceberg.flink.CatalogLoader;

/** Opens catalogs. */
public final class Catalogs {

    /** The catalog's name; readers of a JDBC catalog must use the same. */
    public static final String NAME = "radstream";

    private Catalogs() {}

    /**
     * A catalog in one SQLite file, its tables' files in a folder.
     *
     * @param database the file; made where it is missing
     * @param warehouse the folder
     */
    public static CatalogLoader sqlite(Path database, Path warehouse) {
        // Several committers write to it: they wait for each other instead of failing.
        String url = "jdbc:sqlite:" + database + "?busy_timeout=30000&journal_mode=WAL";
        return CatalogLoader.custom(
                NAME,
                Map.of(
                        CatalogProperties.URI,
                        url,
                        CatalogProperties.WAREHOUSE_LOCATION,
                        warehouse.toUri().toString(),
                        "jdbc.schema-version",
                        "V1"),
                new Configuration(false),
                SqliteCatalog.class.getName());
    }
}
