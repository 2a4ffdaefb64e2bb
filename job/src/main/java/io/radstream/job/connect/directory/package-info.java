/** A folder in place of S3, EventBridge and Kinesis. */
package io.radstream.job.connect.directory;
