/**
 * Looks at what a cluster is given: the built jar, its list of parts and the shipped configuration.
 */
package io.radstream.dist;
