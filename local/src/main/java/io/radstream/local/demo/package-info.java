/** The demonstration's input: real radiographs, phantoms, and every kind of bad input. */
package io.radstream.local.demo;
