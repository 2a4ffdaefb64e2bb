/** S3, through the AWS SDK's asynchronous client. */
package io.radstream.job.connect.s3;
