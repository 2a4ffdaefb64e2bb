package io.radstream.job.connect.iceberg;

import io.radstream.job.connect.Problem;
import io.radstream.job.connect.Problem.Fault;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.UpdateProperties;
import org.apache.iceberg.UpdateSchema;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.SupportsNamespaces;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.catalog.ViewCatalog;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.NoSuchIcebergTableException;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.flink.CatalogLoader;
import org.apache.iceberg.types.Types;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the tables of a catalog what this release writes: looks at all of them first, and only
 * where none stands in the way creates what is missing and adds what is new.
 */
final class TablePreparation {

    private static final Logger LOG = LoggerFactory.getLogger(TablePreparation.class);

    private static final Namespace DATABASE = Namespace.of(Tables.DATABASE);

    private static final String ANOTHER_KIND =
            "expected an Iceberg table or nothing, came a view or a table of another kind";

    private final CatalogLoader catalogs;

    TablePreparation(CatalogLoader catalogs) {
        this.catalogs = catalogs;
    }

    void prepare(List<TableDefinition<?>> definitions) {
        Catalog catalog = open();
        try {
            prepare(catalog, definitions);
        } finally {
            close(catalog);
        }
    }

    /**
     * What stands in the way, without changing anything.
     *
     * @param complete whether what is missing is a problem too
     */
    List<Problem> problems(List<TableDefinition<?>> definitions, boolean complete) {
        try {
            Catalog catalog = open();
            try {
                return look(catalog, definitions, complete);
            } finally {
                close(catalog);
            }
        } catch (UnusableTablesException e) {
            return e.problems();
        }
    }

    private List<Problem> look(
            Catalog catalog, List<TableDefinition<?>> definitions, boolean complete) {
        if (!hasDatabase(catalog)) {
            return complete ? noDatabase().problems() : List.of();
        }
        List<Problem> problems = new ArrayList<>();
        allDifferences(catalog, definitions).ifPresent(e -> problems.addAll(e.problems()));
        if (complete) {
            together(definitions, Fault.TABLES_EXIST, "read", table -> missing(catalog, table))
                    .ifPresent(e -> problems.addAll(e.problems()));
        }
        return problems;
    }

    private UnusableTablesException noDatabase() {
        return new UnusableTablesException(
                catalogs.toString(),
                Fault.TABLES_EXIST,
                List.of("the database " + Tables.DATABASE + " does not exist"),
                null);
    }

    private Optional<UnusableTablesException> allDifferences(
            Catalog catalog, List<TableDefinition<?>> definitions) {
        return together(definitions, Fault.NAME, "read", table -> differences(catalog, table));
    }

    private boolean hasDatabase(Catalog catalog) {
        try {
            return Races.retried(() -> ((SupportsNamespaces) catalog).namespaceExists(DATABASE));
        } catch (RuntimeException e) {
            throw UnusableTablesException.ofCatalog(
                    catalogs, "the database " + Tables.DATABASE + " cannot be looked for", e);
        }
    }

    private static List<String> missing(Catalog catalog, TableDefinition<?> definition) {
        try {
            TableComparison comparison =
                    TableComparison.of(definition, catalog.loadTable(identifier(definition)));
            return comparison.missing().isEmpty()
                    ? List.of()
                    : named(
                            definition,
                            List.of(
                                    "lacks the columns "
                                            + comparison.missing().stream()
                                                    .map(Types.NestedField::name)
                                                    .collect(Collectors.joining(", "))));
        } catch (NoSuchIcebergTableException e) {
            return List.of();
        } catch (NoSuchTableException e) {
            return named(definition, List.of("does not exist"));
        }
    }

    private Catalog open() {
        try {
            return Races.retried(catalogs::loadCatalog);
        } catch (RuntimeException e) {
            throw UnusableTablesException.ofCatalog(catalogs, "it cannot be opened", e);
        }
    }

    private void prepare(Catalog catalog, List<TableDefinition<?>> definitions) {
        boolean databaseExists = prepareDatabase(catalog);
        if (databaseExists) {
            refuse(allDifferences(catalog, definitions));
        }
        refuse(
                together(
                        definitions,
                        Fault.NAME,
                        "created or altered",
                        table -> prepare(catalog, table)));
    }

    private static void refuse(Optional<UnusableTablesException> refusal) {
        if (refusal.isPresent()) {
            throw refusal.get();
        }
    }

    /** Does it with each table; what is wrong with any of them, all of it. */
    private Optional<UnusableTablesException> together(
            List<TableDefinition<?>> definitions,
            Fault fault,
            String done,
            Function<TableDefinition<?>, List<String>> step) {
        List<String> problems = new ArrayList<>();
        RuntimeException cause = null;
        for (TableDefinition<?> definition : definitions) {
            try {
                problems.addAll(Races.retried(() -> step.apply(definition)));
            } catch (RuntimeException e) {
                cause = e;
                problems.add(definition.name() + ": cannot be " + done + ": " + Explanation.of(e));
            }
        }
        return problems.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new UnusableTablesException(catalogs.toString(), fault, problems, cause));
    }

    /** Returns whether there may be tables in it. */
    private boolean prepareDatabase(Catalog catalog) {
        try {
            return Races.retried(() -> findOrMakeDatabase((SupportsNamespaces) catalog));
        } catch (RuntimeException e) {
            throw UnusableTablesException.ofCatalog(
                    catalogs,
                    "the database " + Tables.DATABASE + " can be neither found nor made",
                    e);
        }
    }

    private static boolean findOrMakeDatabase(SupportsNamespaces namespaces) {
        if (namespaces.namespaceExists(DATABASE)) {
            return true;
        }
        try {
            namespaces.createNamespace(DATABASE);
            return false;
        } catch (AlreadyExistsException e) {
            LOG.debug("somebody else has made the database meanwhile", e);
            return true;
        }
    }

    private static List<String> differences(Catalog catalog, TableDefinition<?> definition) {
        TableIdentifier name = identifier(definition);
        try {
            return named(
                    definition,
                    TableComparison.of(definition, catalog.loadTable(name)).differences());
        } catch (NoSuchIcebergTableException e) {
            return named(definition, List.of(ANOTHER_KIND));
        } catch (NoSuchTableException e) {
            boolean isView =
                    catalog instanceof ViewCatalog && ((ViewCatalog) catalog).viewExists(name);
            return named(definition, isView ? List.of(ANOTHER_KIND) : List.of());
        }
    }

    private static List<String> prepare(Catalog catalog, TableDefinition<?> definition) {
        Table table = createOrLoad(catalog, definition);
        if (table == null) {
            return named(definition, List.of(ANOTHER_KIND));
        }
        TableComparison comparison = TableComparison.of(definition, table);
        if (comparison.differences().isEmpty()) {
            grow(table, comparison);
        }
        return named(definition, comparison.differences());
    }

    /** Null where something that is no Iceberg table has the name. */
    private static Table createOrLoad(Catalog catalog, TableDefinition<?> definition) {
        TableIdentifier name = identifier(definition);
        try {
            return catalog.loadTable(name);
        } catch (NoSuchTableException e) {
            LOG.info("creating the table {}", name);
        }
        try {
            return catalog.createTable(
                    name, definition.schema(), definition.partitioning(), properties());
        } catch (AlreadyExistsException e) {
            try {
                return catalog.loadTable(name);
            } catch (NoSuchTableException unlike) {
                return null;
            }
        }
    }

    private static Map<String, String> properties() {
        Map<String, String> properties = new HashMap<>(TableComparison.PROPERTIES);
        properties.put(
                TableProperties.FORMAT_VERSION, Integer.toString(TableComparison.FORMAT_VERSION));
        return properties;
    }

    private static void grow(Table table, TableComparison comparison) {
        if (!comparison.missing().isEmpty()) {
            UpdateSchema schema = table.updateSchema();
            comparison
                    .missing()
                    .forEach(
                            column -> {
                                LOG.info("adding the column {} to {}", column.name(), table.name());
                                schema.addColumn(column.name(), column.type(), column.doc());
                            });
            schema.commit();
        }
        if (!comparison.unset().isEmpty()) {
            UpdateProperties properties = table.updateProperties();
            comparison.unset().forEach(properties::set);
            properties.commit();
        }
    }

    private static TableIdentifier identifier(TableDefinition<?> definition) {
        return TableIdentifier.of(DATABASE, definition.name());
    }

    private static List<String> named(TableDefinition<?> definition, List<String> problems) {
        List<String> named = new ArrayList<>();
        problems.forEach(problem -> named.add(definition.name() + ": " + problem));
        return named;
    }

    private static void close(Catalog catalog) {
        if (catalog instanceof Closeable) {
            try {
                ((Closeable) catalog).close();
            } catch (IOException e) {
                LOG.warn("the catalog could not be closed", e);
            }
        }
    }
}
