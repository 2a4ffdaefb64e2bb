/** Files of JSON lines, through Flink's FileSink, on whatever file system Flink has. */
package io.radstream.job.connect.files;
