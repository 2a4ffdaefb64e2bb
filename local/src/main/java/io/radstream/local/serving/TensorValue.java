package io.radstream.local.serving;

/**
 * A tensor with its content.
 *
 * @param shape with the batch dimension, where the model has one
 */
record TensorValue(String name, TensorType type, Shape shape, Elements elements) {}
