package io.radstream.sidecar;

/** The secret that turns patient ids into pseudonyms, and its name. */
public final class PseudonymKey {

    /** A shorter secret could be guessed. */
    public static final int LEAST_BYTES = 16;

    private final String id;
    private final byte[] secret;

    /**
     * @param id names the key in results, so that keys can be rotated; 1 to 32 of A-Z a-z 0-9 - _
     * @param secret at least {@value #LEAST_BYTES} bytes
     */
    public PseudonymKey(String id, byte[] secret) {
        if (!id.matches("[A-Za-z0-9_-]{1,32}")) {
            throw new IllegalArgumentException(
                    "the pseudonym key's id: expected 1 to 32 of A-Z a-z 0-9 - _, came "
                            + id.length()
                            + " characters");
        }
        if (secret.length < LEAST_BYTES) {
            throw new IllegalArgumentException(
                    "the pseudonym key's secret: expected at least "
                            + LEAST_BYTES
                            + " bytes, came "
                            + secret.length);
        }
        this.id = id;
        this.secret = secret.clone();
    }

    String id() {
        return id;
    }

    byte[] secret() {
        return secret.clone();
    }
}
