package io.radstream.local.phantom;

/** How the beam goes through the chest. */
public enum View {
    PA,
    AP,
    LATERAL
}
