package io.radstream.sidecar;

import java.io.Serializable;

/**
 * Reads the pseudonym key where the step runs. Travels there with the job graph, so it holds the
 * secret's name, never the secret.
 */
@FunctionalInterface
public interface PseudonymKeys extends Serializable {

    /** The key, read anew. */
    PseudonymKey read();
}
