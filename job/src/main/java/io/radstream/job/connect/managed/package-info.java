/** What Managed Flink tells an application. */
package io.radstream.job.connect.managed;
