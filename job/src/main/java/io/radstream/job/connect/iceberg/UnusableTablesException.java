package io.radstream.job.connect.iceberg;

import io.radstream.job.connect.MissingCredentials;
import io.radstream.job.connect.Problem;
import io.radstream.job.connect.Problem.Fault;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.flink.util.ExceptionUtils;
import org.apache.iceberg.exceptions.NoSuchNamespaceException;
import org.apache.iceberg.flink.CatalogLoader;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** The catalog, or tables in it, are not what the job can write. Says everything at once. */
public final class UnusableTablesException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String where;
    private final Fault fault;
    private final List<String> problems;

    UnusableTablesException(String where, Fault fault, List<String> problems, Throwable cause) {
        super("the tables in " + where + " cannot be used: " + String.join("; ", problems), cause);
        this.where = where;
        this.fault = fault;
        this.problems = List.copyOf(problems);
    }

    /**
     * The catalog as a whole cannot be used.
     *
     * @param what it does not do
     */
    public static UnusableTablesException ofCatalog(
            CatalogLoader catalogs, String what, RuntimeException cause) {
        return new UnusableTablesException(
                catalogs.toString(),
                faultOf(cause),
                List.of(what + ": " + Explanation.of(cause)),
                cause);
    }

    /** A catalog that refuses is there; and tables can be made where there are none. */
    private static Fault faultOf(Throwable failure) {
        if (MissingCredentials.caused(failure)) {
            return Fault.CREDENTIALS;
        }
        if (ExceptionUtils.findThrowable(failure, NoSuchNamespaceException.class).isPresent()) {
            return Fault.TABLES_EXIST;
        }
        return ExceptionUtils.findThrowable(failure, AwsServiceException.class).isPresent()
                ? Fault.NAME
                : Fault.ENDPOINT;
    }

    /** What is wrong, of which argument each, and in which catalog. */
    public List<Problem> problems() {
        return problems.stream()
                .map(problem -> Problem.of(fault, expected() + ", came " + where + ": " + problem))
                .collect(Collectors.toList());
    }

    private String expected() {
        switch (fault) {
            case CREDENTIALS:
                return "expected credentials for the catalog";
            case ENDPOINT:
                return "expected a catalog that can be used";
            case TABLES_EXIST:
                return "expected the tables to be there";
            default:
                return "expected tables that this release can write";
        }
    }
}
