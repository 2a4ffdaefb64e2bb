/**
 * The vocabulary that every step shares: the records (generated from {@code radstream.avdl}, which
 * documents each field), their side outputs, a study's time keeping and the names of all metrics.
 */
package io.radstream.record;
