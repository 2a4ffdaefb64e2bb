/** The Iceberg tables: their columns, their catalog and the sinks that write them. */
package io.radstream.job.connect.iceberg;
