/** The stream's bytes become the objects that they tell of. */
package io.radstream.event;
