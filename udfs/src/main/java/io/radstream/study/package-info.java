/** The keyed join: references to a study's image and sidecar become study versions. */
package io.radstream.study;
