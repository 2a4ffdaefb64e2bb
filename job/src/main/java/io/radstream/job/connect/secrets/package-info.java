/** The pseudonym key: named by the configuration, read where it is used, held nowhere else. */
package io.radstream.job.connect.secrets;
