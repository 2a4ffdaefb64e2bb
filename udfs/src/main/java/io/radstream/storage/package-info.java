/** The port to the object store, and what is the same for every store behind it. */
package io.radstream.storage;
