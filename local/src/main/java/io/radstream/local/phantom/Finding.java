package io.radstream.local.phantom;

/**
 * Where something is wrong, in pixels of the image: from the left and upper edge of the box's first
 * pixel to the right and lower edge of its last.
 */
public record Finding(FindingKind kind, int x1, int y1, int x2, int y2) {}
