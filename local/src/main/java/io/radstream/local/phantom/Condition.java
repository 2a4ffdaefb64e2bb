package io.radstream.local.phantom;

/** What is wrong with a phantom, in the order of the classifier's outputs. */
public enum Condition {
    normal,
    pneumonia,
    covid,
    tuberculosis,
    other
}
