/** The async step: a study's image is fetched, prepared, shown to the models and forgotten. */
package io.radstream.inference;
