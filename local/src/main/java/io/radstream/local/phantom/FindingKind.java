package io.radstream.local.phantom;

/** What a box holds, in the order of the detector's labels. */
public enum FindingKind {
    consolidation,
    ground_glass,
    nodules,
    cavity,
    effusion,
    mass,
    cardiomegaly
}
