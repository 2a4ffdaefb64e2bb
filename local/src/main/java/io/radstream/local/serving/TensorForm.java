package io.radstream.local.serving;

/**
 * What a model declares of one of its tensors.
 *
 * @param shape with -1 as the batch dimension, where the model has one
 */
record TensorForm(String name, TensorType type, Shape shape) {}
