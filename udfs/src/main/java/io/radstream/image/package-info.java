/**
 * The bytes of an image object become the tensor that a model takes: header, pixels, resized
 * pixels, planar tensor.
 *
 * <p>Pure: no Flink, no threads, no files. The caller holds the budget: {@link
 * io.radstream.image.ImageHeader} says what decoding will take before any of it is allocated.
 * Whatever the bytes, the only exception that leaves this package because of them is {@link
 * io.radstream.image.UnreadableImageException}. An image is refused rather than guessed at: where a
 * viewer would fill in grey for what is missing, there is no image here.
 */
package io.radstream.image;
