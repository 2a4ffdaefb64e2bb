/** Chest radiographs of nobody: drawn from a seed, with what is wrong in them known. */
package io.radstream.local.phantom;
