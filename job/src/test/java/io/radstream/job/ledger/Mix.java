package io.radstream.job.ledger;

import java.time.Duration;

/**
 * What scripted traffic is made of. Shares are of all studies, but that of duplicates, which is of
 * all events.
 *
 * @param duplicates events that are delivered twice
 * @param reorderWithin an event is delivered up to so long after its object has landed
 * @param orphans studies of which one half never comes
 * @param invalid studies with a sidecar or an image that cannot be used
 * @param overwritten studies of which one half is overwritten; of a third of them twice, with the
 *     first content again
 * @param between two studies that begin
 */
public record Mix(
        double duplicates,
        Duration reorderWithin,
        double orphans,
        double invalid,
        double overwritten,
        Duration between) {

    /** Nothing but pairs that come in order, once. */
    public static final Mix PLAIN = new Mix(0, Duration.ZERO, 0, 0, 0, Duration.ofMillis(50));

    /** The traffic that the product's promise is held to. */
    public static final Mix ROUGH =
            new Mix(0.10, Duration.ofSeconds(60), 0.03, 0.03, 0.02, Duration.ofMillis(50));
}
