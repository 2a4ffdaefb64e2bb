package io.radstream.job.connect.iceberg;

import java.nio.file.Path;
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
        return CatalogSettings.jdbc("jdbc:sqlite:" + database, warehouse.toUri().toString())
                .loader();
    }
}
