/** The job in the cloud: settings become ends and steps, and are looked at before the start. */
package io.radstream.job.cloud;
