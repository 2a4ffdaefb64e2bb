/**
 * The port {@code InferenceClient} over gRPC: KServe v2 as Triton speaks it, one behaviour a file.
 */
package io.radstream.inference.triton;
