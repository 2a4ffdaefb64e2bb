/** Savepoints of earlier releases: how one is recorded, and that it restores. */
package io.radstream.job.release;
