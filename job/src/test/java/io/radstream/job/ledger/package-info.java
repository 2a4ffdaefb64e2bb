/**
 * Scripted traffic whose ends are known, and the ledger that holds the actual ends against them.
 * Knows neither where events come from nor where results go.
 */
package io.radstream.job.ledger;
