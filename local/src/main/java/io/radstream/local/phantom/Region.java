package io.radstream.local.phantom;

/** A part of the chest, in its units: a shape is 0 outside. */
record Region(double u1, double v1, double u2, double v2) {

    static Region around(double u, double v, double halfWidth, double halfHeight) {
        return new Region(u - halfWidth, v - halfHeight, u + halfWidth, v + halfHeight);
    }
}
