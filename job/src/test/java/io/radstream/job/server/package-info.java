/**
 * Real servers for tests: installed once by {@code ci/servers}, on loopback, gone with the test.
 */
package io.radstream.job.server;
