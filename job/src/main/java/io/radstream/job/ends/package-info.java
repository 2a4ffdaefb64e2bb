/** What the ends of a laptop, a test and the cloud have in common. */
package io.radstream.job.ends;
