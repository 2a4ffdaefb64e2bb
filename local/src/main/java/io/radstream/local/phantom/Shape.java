package io.radstream.local.phantom;

/** Something over the chest, in its units. */
interface Shape {

    double at(double u, double v);
}
