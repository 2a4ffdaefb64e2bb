package io.radstream.inference;

import java.io.Serializable;

/**
 * Opens a client where an operator runs; travels there with the job graph, so it holds settings
 * alone.
 */
@FunctionalInterface
public interface InferenceClients extends Serializable {

    /**
     * A new client, which retries what passes; its user closes it.
     *
     * @param events is told, on any thread, of what the client goes through
     */
    InferenceClient open(InferenceEvents events);
}
