package io.radstream.sidecar;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA256 (RFC 2104) of a patient's id. */
final class Pseudonymizer {

    private static final String ALGORITHM = "HmacSHA256";

    private final String keyId;
    private final SecretKeySpec secret;

    Pseudonymizer(PseudonymKey key) {
        this.keyId = key.id();
        this.secret = new SecretKeySpec(key.secret(), ALGORITHM);
    }

    /** 64 lower-case hex digits. */
    String pseudonym(String patientId) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            byte[] digest = mac.doFinal(patientId.getBytes(StandardCharsets.UTF_8));
            return String.format("%064x", new BigInteger(1, digest));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    String keyId() {
        return keyId;
    }
}
