/** The stream of image events, read from Kinesis. */
package io.radstream.job.connect.kinesis;
