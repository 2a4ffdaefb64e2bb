package io.radstream.job.connect.iceberg;

import java.io.Serializable;
import java.net.URI;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.iceberg.CatalogProperties;
import org.apache.iceberg.aws.AwsClientProperties;
import org.apache.iceberg.aws.AwsProperties;
import org.apache.iceberg.aws.s3.S3FileIOProperties;
import org.apache.iceberg.flink.CatalogLoader;

/**
 * Which catalog holds the tables, and how it and the tables' files are reached. Immutable: each
 * {@code with…} gives a changed copy.
 *
 * <p>All of it travels with the job graph. What AWS needs to know of the caller comes from the
 * SDK's default chain on every machine and is no part of this.
 */
public final class CatalogSettings implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final String S3_FILES = "org.apache.iceberg.aws.s3.S3FileIO";
    private static final String SQLITE = "jdbc:sqlite:";

    /** What comes before a host, or is called so wherever drivers take it. */
    private static final Pattern SECRET =
            Pattern.compile(
                    "@|passw|passphrase|\\bpass=|pwd|token|secret", Pattern.CASE_INSENSITIVE);

    private static final String NOT_FOR_AWS =
            "expected fixed keys with an emulator's endpoint alone, came no endpoint: AWS itself"
                    + " takes the default chain's credentials";

    /** The kinds of catalog. */
    enum Kind {
        GLUE,
        JDBC,
        REST
    }

    private final Kind kind;
    private final TreeMap<String, String> properties;

    private CatalogSettings(Kind kind, Map<String, String> properties) {
        this.kind = kind;
        this.properties = new TreeMap<>(properties);
    }

    /**
     * The Glue Data Catalog of the caller's account and region.
     *
     * @param warehouse below which new tables' files go, such as {@code s3://bucket/warehouse}
     */
    public static CatalogSettings glue(String warehouse) {
        if (!isOnS3(warehouse)) {
            throw new IllegalArgumentException(
                    "expected a warehouse such as s3://bucket/path for Glue, came " + warehouse);
        }
        return new CatalogSettings(Kind.GLUE, Map.of()).withWarehouse(warehouse);
    }

    /**
     * A relational database. Only SQLite's driver ships; PostgreSQL's goes beside the job's jar.
     *
     * @param url such as {@code jdbc:sqlite:/data/catalog.db} or {@code
     *     jdbc:postgresql://host/database}; without a secret, for errors and logs tell of it
     * @param warehouse below which new tables' files go: {@code s3://…} or {@code file:///…}
     */
    public static CatalogSettings jdbc(String url, String warehouse) {
        if (!url.startsWith("jdbc:")) {
            throw new IllegalArgumentException(
                    "expected a URL such as jdbc:postgresql://host/database, came another scheme");
        }
        // The path of a file may be called what it likes.
        String telling = url.startsWith(SQLITE) ? url.replaceFirst("^[^?]*", "") : url;
        if (SECRET.matcher(telling).find()) {
            throw new IllegalArgumentException(
                    "expected a URL without user, password or any other secret, came one with: they"
                            + " go into tables.user and tables.password, what else a driver needs into"
                            + " catalog.jdbc.NAME");
        }
        return new CatalogSettings(Kind.JDBC, Map.of())
                .with(CatalogProperties.URI, url.startsWith(SQLITE) ? patient(url) : url)
                // Without it a reader of another version would see no views, and take one for free.
                .with("jdbc.schema-version", "V1")
                .withWarehouse(warehouse);
    }

    /**
     * A server that speaks Iceberg's REST protocol, and says how the files are reached.
     *
     * @param url such as {@code https://host/catalog}; without a secret
     * @param warehouse its name or location, as the server wants it; null for the server's own
     */
    public static CatalogSettings rest(URI url, String warehouse) {
        if (url.getRawQuery() != null || url.getRawUserInfo() != null) {
            throw new IllegalArgumentException(
                    "expected a URL without user, password and query, came one with: a token goes"
                            + " into tables.token, a client's id and secret into tables.credential");
        }
        CatalogSettings settings =
                new CatalogSettings(Kind.REST, Map.of())
                        .with(CatalogProperties.URI, endpoint("the catalog's URL", url));
        return warehouse == null ? settings : settings.withWarehouse(warehouse);
    }

    /** The region of Glue and S3, where the SDK's default chain does not find it. */
    public CatalogSettings withRegion(String region) {
        return with(AwsClientProperties.CLIENT_REGION, region);
    }

    /** Where Glue is, if not at its own address: an emulator, or an interface endpoint. */
    public CatalogSettings withGlueEndpoint(URI endpoint) {
        return with(AwsProperties.GLUE_CATALOG_ENDPOINT, endpoint("Glue's endpoint", endpoint));
    }

    /** The account whose Glue Data Catalog is meant, if not the caller's. */
    public CatalogSettings withGlueAccount(String account) {
        if (!account.matches("\\d{12}")) {
            throw new IllegalArgumentException("expected 12 digits of an account, came " + account);
        }
        return with(AwsProperties.GLUE_CATALOG_ID, account);
    }

    /** Where S3 is, if not at its own address. */
    public CatalogSettings withS3Endpoint(URI endpoint) {
        return with(S3FileIOProperties.ENDPOINT, endpoint("S3's endpoint", endpoint));
    }

    /** Whether a bucket's name goes into the path, as emulators need it. */
    public CatalogSettings withPathStyle(boolean pathStyle) {
        return with(S3FileIOProperties.PATH_STYLE_ACCESS, Boolean.toString(pathStyle));
    }

    /** Fixed keys of an emulator; never real ones, for they travel with the job graph. */
    public CatalogSettings withEmulatorKeys(String accessKeyId, String secretAccessKey) {
        return with(AwsClientProperties.CLIENT_CREDENTIALS_PROVIDER, EmulatorKeys.class.getName())
                .with(EmulatorKeys.ACCESS_KEY_ID, accessKeyId)
                .with(EmulatorKeys.SECRET_ACCESS_KEY, secretAccessKey);
    }

    /**
     * The tables' files are encrypted with this KMS key, not with what the bucket says.
     *
     * @param key its id, alias or ARN
     */
    public CatalogSettings withKmsKey(String key) {
        return with(S3FileIOProperties.SSE_TYPE, S3FileIOProperties.SSE_TYPE_KMS)
                .with(S3FileIOProperties.SSE_KEY, key);
    }

    /** The database's user, where the URL does not name one. */
    public CatalogSettings withUser(String user, String password) {
        return with("jdbc.user", user).with("jdbc.password", password);
    }

    /** A REST catalog's OAuth2 client credentials: {@code id:secret}. */
    public CatalogSettings withClientCredential(String credential) {
        return with("credential", credential);
    }

    /** A REST catalog's bearer token. */
    public CatalogSettings withToken(String token) {
        return with("token", token);
    }

    /** Any further property of the catalog or its file access, by Iceberg's own name. */
    public CatalogSettings with(String property, String value) {
        CatalogSettings copy = new CatalogSettings(kind, properties);
        copy.properties.put(property, value);
        return copy;
    }

    /**
     * Opens the catalog whenever asked.
     *
     * @throws IllegalArgumentException where the settings do not fit together
     */
    public CatalogLoader loader() {
        if (properties.containsKey(EmulatorKeys.ACCESS_KEY_ID)
                && !properties.containsKey(
                        kind == Kind.GLUE
                                ? AwsProperties.GLUE_CATALOG_ENDPOINT
                                : S3FileIOProperties.ENDPOINT)) {
            throw new IllegalArgumentException(NOT_FOR_AWS);
        }
        return new SettingsCatalogLoader(this);
    }

    Kind kind() {
        return kind;
    }

    /** The catalog's class. */
    String implementation() {
        switch (kind) {
            case GLUE:
                return "org.apache.iceberg.aws.glue.GlueCatalog";
            case JDBC:
                return properties.get(CatalogProperties.URI).startsWith(SQLITE)
                        ? SqliteCatalog.class.getName()
                        : "org.apache.iceberg.jdbc.JdbcCatalog";
            default:
                return "org.apache.iceberg.rest.RESTCatalog";
        }
    }

    SortedMap<String, String> properties() {
        return Collections.unmodifiableSortedMap(properties);
    }

    /** Names the catalog, and no secret. */
    @Override
    public String toString() {
        switch (kind) {
            case GLUE:
                return "Glue"
                        + (properties.containsKey(AwsProperties.GLUE_CATALOG_ENDPOINT)
                                ? " at " + properties.get(AwsProperties.GLUE_CATALOG_ENDPOINT)
                                : "")
                        + ", warehouse "
                        + properties.get(CatalogProperties.WAREHOUSE_LOCATION);
            case JDBC:
                return "the database "
                        + properties.get(CatalogProperties.URI).replaceAll("[?;].*", "")
                        + ", warehouse "
                        + properties.get(CatalogProperties.WAREHOUSE_LOCATION);
            default:
                return "the REST catalog " + properties.get(CatalogProperties.URI);
        }
    }

    private CatalogSettings withWarehouse(String warehouse) {
        CatalogSettings settings = with(CatalogProperties.WAREHOUSE_LOCATION, warehouse);
        return isOnS3(warehouse)
                ? settings.with(CatalogProperties.FILE_IO_IMPL, S3_FILES)
                : settings;
    }

    private static boolean isOnS3(String location) {
        return location.toLowerCase(Locale.ROOT).matches("s3[an]?://.+");
    }

    /** Several committers write to SQLite's file: they wait for each other instead of failing. */
    private static String patient(String url) {
        String with = url;
        for (String pragma : new String[] {"busy_timeout=30000", "journal_mode=WAL"}) {
            if (!with.contains(pragma.substring(0, pragma.indexOf('=') + 1))) {
                with += (with.indexOf('?') < 0 ? "?" : "&") + pragma;
            }
        }
        return with;
    }

    private static String endpoint(String what, URI uri) {
        if (uri.getScheme() == null || uri.getHost() == null || uri.getUserInfo() != null) {
            throw new IllegalArgumentException(
                    "expected " + what + " such as https://host:port, came another form");
        }
        return uri.toString();
    }
}
