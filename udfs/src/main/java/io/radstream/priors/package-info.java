/** What a patient had before, known by the pseudonym alone. */
package io.radstream.priors;
