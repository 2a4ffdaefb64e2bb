/** A study's sidecar is read, checked and stripped of the patient: PHI stops in this package. */
package io.radstream.sidecar;
