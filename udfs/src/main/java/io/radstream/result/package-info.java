/** Finished studies become documents in the store; what is overtaken ends. */
package io.radstream.result;
