package io.radstream.job.connect.iceberg;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.apache.iceberg.CatalogProperties;
import org.apache.iceberg.jdbc.JdbcCatalog;
import org.apache.iceberg.jdbc.JdbcClientPool;

/**
 * Iceberg's JDBC catalog in one SQLite file, for several committers at once. Iceberg leaves the
 * result sets of its first look at the database open on a pooled connection. To SQLite that is a
 * read transaction without end: each later commit on the connection fails with SQLITE_BUSY, without
 * waiting, once another committer has written. So every call here gets a connection of its own.
 */
public final class SqliteCatalog extends JdbcCatalog {

    /** Called by Iceberg, by the class's name. */
    public SqliteCatalog() {
        super(null, ConnectionACall::new, true);
    }

    private static final class ConnectionACall extends JdbcClientPool {

        ConnectionACall(Map<String, String> properties) {
            super(properties.get(CatalogProperties.URI), properties);
        }

        @Override
        public <R> R run(Action<R, Connection, SQLException> action) throws SQLException {
            try (Connection connection = newClient()) {
                return action.run(connection);
            }
        }

        @Override
        public <R> R run(Action<R, Connection, SQLException> action, boolean retry)
                throws SQLException {
            return run(action);
        }
    }
}
