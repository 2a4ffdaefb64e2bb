package io.radstream.storage;

import java.io.Serializable;

/**
 * Opens a store where an operator runs; travels there with the job graph, so it holds settings
 * alone.
 */
@FunctionalInterface
public interface ObjectStores extends Serializable {

    /**
     * A new store; its user closes it.
     *
     * @param onRetry is run, on any thread, for every failed call that is tried again
     */
    ObjectStore open(Runnable onRetry);
}
