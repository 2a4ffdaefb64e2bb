package io.radstream.job.config;

import static io.radstream.job.config.ValueTypes.address;
import static io.radstream.job.config.ValueTypes.names;
import static io.radstream.job.config.ValueTypes.size;
import static io.radstream.job.config.ValueTypes.text;

import java.net.URI;
import java.util.Set;

/** What leaves of a patient. */
public final class PhiKeys {

    private static final String NAME = "phi";

    public static final Key<String> KEY =
            Key.of(
                            NAME,
                            "key",
                            text(
                                    "secretsmanager:NAME (or its ARN), or file:/absolute/path",
                                    "secretsmanager:[A-Za-z0-9/_+=.@:-]{1,2048}|file:/\\S+"),
                            "Where the key is that turns patient ids into pseudonyms; never the key"
                                    + " itself. There must be `{\"id\": \"2026-01\", \"key\":"
                                    + " \"base64 of at least 16 bytes\"}`; the id goes into results"
                                    + " and changes with the key. A file must not be readable for"
                                    + " everybody.")
                    .require()
                    .hide()
                    .noteOnManagedFlink(
                            "`secretsmanager:` only; the role needs"
                                    + " `secretsmanager:GetSecretValue`");

    public static final Key<URI> SECRETS_ENDPOINT =
            Key.of(
                    NAME,
                    "secrets-endpoint",
                    address(),
                    "Where Secrets Manager is, if not at its region's own address.");

    public static final Key<Set<String>> ALLOWED_FIELDS =
            Key.of(
                    NAME,
                    "allowed-fields",
                    names("names of sidecar fields", "[^\\s,]{1,64}"),
                    "Sidecar fields beyond the contract's that may leave the job with the result;"
                            + " any other is dropped, since it may hold a name.");

    public static final Key<Long> CARRIED_SIZE =
            Key.of(
                            NAME,
                            "carried-size",
                            size("0b"),
                            "The most of annotations and allowed fields that travels with a study;"
                                    + " it weighs on every checkpoint. What is more stays behind,"
                                    + " with a warning in the result.")
                    .withDefault("2kb");

    static final Group GROUP =
            Group.of(
                    NAME,
                    "What leaves of a patient.",
                    KEY,
                    SECRETS_ENDPOINT,
                    ALLOWED_FIELDS,
                    CARRIED_SIZE);

    private PhiKeys() {}
}
