/** The report of a run: one self-contained page. */
package io.radstream.local.report;
