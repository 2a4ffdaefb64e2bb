package io.radstream.job.config;

import static io.radstream.job.config.ValueTypes.address;
import static io.radstream.job.config.ValueTypes.flag;
import static io.radstream.job.config.ValueTypes.oneOf;
import static io.radstream.job.config.ValueTypes.text;

import java.net.URI;

/** The catalog of the Iceberg tables. */
public final class TablesKeys {

    private static final String NAME = "tables";

    /** The kinds of catalog. */
    public enum Catalog {
        GLUE,
        JDBC,
        REST
    }

    public static final Key<Catalog> KIND =
            Key.of(
                            NAME,
                            "catalog",
                            oneOf(Catalog.class),
                            "`glue`: the Glue Data Catalog. `jdbc`: a database; SQLite's driver"
                                    + " ships. `rest`: a server of Iceberg's REST protocol.")
                    .withDefault("glue");

    public static final Key<String> WAREHOUSE =
            Key.of(
                    NAME,
                    "warehouse",
                    text(
                            "s3://bucket/folder or file:///folder; for rest, what the server takes",
                            "\\S+"),
                    "Below which new tables' files go. Needed for `glue` and `jdbc`.");

    public static final Key<String> URL =
            Key.of(
                            NAME,
                            "url",
                            text("jdbc:… or https://…, without user and password", "\\S+"),
                            "Where a `jdbc` or `rest` catalog is. No secret may be in it: they go"
                                    + " into `user` and `password`, `token` or `credential`, what"
                                    + " else a driver needs into `catalog.jdbc.…`.")
                    .hide();

    public static final Key<String> USER =
            Key.of(NAME, "user", text("a user's name", ".+"), "The user of a `jdbc` catalog.");

    public static final Key<String> PASSWORD =
            Key.of(
                            NAME,
                            "password",
                            text("a password", ".+"),
                            "The user's password. It travels with the job graph: prefer a database"
                                    + " that knows the job's role.")
                    .hide();

    public static final Key<String> CREDENTIAL =
            Key.of(
                            NAME,
                            "credential",
                            text("id:secret", ".+"),
                            "The OAuth2 client of a `rest` catalog. It travels with the job graph.")
                    .hide();

    public static final Key<String> TOKEN =
            Key.of(
                            NAME,
                            "token",
                            text("a token", "\\S+"),
                            "The bearer token of a `rest` catalog. It travels with the job graph.")
                    .hide();

    public static final Key<URI> GLUE_ENDPOINT =
            Key.of(
                    NAME,
                    "glue-endpoint",
                    address(),
                    "Where Glue is, if not at its region's own address.");

    public static final Key<String> GLUE_ACCOUNT =
            Key.of(
                    NAME,
                    "glue-account",
                    text("an account's 12 digits", "[0-9]{12}"),
                    "The account whose Glue Data Catalog is meant, if not the job's own.");

    public static final Key<URI> S3_ENDPOINT =
            Key.of(
                    NAME,
                    "s3-endpoint",
                    address(),
                    "Where the S3 of the tables' files is, if not at its region's own address.");

    public static final Key<Boolean> S3_PATH_STYLE =
            Key.of(NAME, "s3-path-style", flag(), "As `s3.path-style`, for the tables' files.")
                    .withDefault("false");

    public static final Key<String> KMS_KEY =
            Key.of(
                    NAME,
                    "kms-key",
                    S3Keys.kmsKey(),
                    "The tables' files are encrypted with this key (SSE-KMS), not as their bucket"
                            + " says.");

    public static final Key<Boolean> CREATE =
            Key.of(
                            NAME,
                            "create",
                            flag(),
                            "Whether a job that starts makes the tables that are missing and adds"
                                    + " the columns that its release has added. If not, it refuses"
                                    + " to start until `create` has been run.")
                    .withDefault("true");

    static final Group GROUP =
            Group.of(
                    NAME,
                    "The catalog of the tables in `radstream_analytics`.",
                    KIND,
                    WAREHOUSE,
                    URL,
                    USER,
                    PASSWORD,
                    CREDENTIAL,
                    TOKEN,
                    GLUE_ENDPOINT,
                    GLUE_ACCOUNT,
                    S3_ENDPOINT,
                    S3_PATH_STYLE,
                    KMS_KEY,
                    CREATE);

    /** Given to Iceberg as it is. */
    public static final Group CATALOG =
            Group.open(
                    "catalog",
                    "Any further property of the catalog or of its access to files, by Iceberg's"
                            + " own name, such as `catalog.oauth2-server-uri`. It is not checked,"
                            + " and never printed.");

    private TablesKeys() {}
}
