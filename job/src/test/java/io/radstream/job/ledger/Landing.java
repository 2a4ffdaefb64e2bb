package io.radstream.job.ledger;

import java.time.Duration;

/**
 * An object lands, or its event is delivered.
 *
 * @param at since the beginning of the traffic
 */
public record Landing(ScriptedObject object, Duration at) {}
