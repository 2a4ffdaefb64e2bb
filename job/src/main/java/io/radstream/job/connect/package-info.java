/** Other systems, a package each; here what is found wrong with them before a job starts. */
package io.radstream.job.connect;
