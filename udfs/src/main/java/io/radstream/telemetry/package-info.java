/** Stage telemetry becomes latency windows with mergeable sketches. */
package io.radstream.telemetry;
