/** A proxy that breaks what passes through it, for tests of what a fault of the network does. */
package io.radstream.job.fault;
