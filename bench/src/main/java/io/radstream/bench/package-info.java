/**
 * Benchmarks. Each prints what it measured beside a limit or a peer, on the same work, in one run.
 */
package io.radstream.bench;
