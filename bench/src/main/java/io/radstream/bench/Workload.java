package io.radstream.bench;

import io.radstream.record.RawEvent;
import java.io.Serializable;

/** An endless stream of image events; which event has which number is fixed. */
interface Workload extends Serializable {

    /**
     * One event.
     *
     * @param number from 0 on
     * @param nowMs when it arrives, in milliseconds since the epoch
     */
    RawEvent event(long number, long nowMs);
}
