package io.radstream.local.phantom;

import java.util.List;

/** A chest seen from one side. */
interface Projection {

    /** Lays down soft tissue, and the lungs' air. */
    void expose(Film film);

    /** Draws the vessels of the lungs, then all bones, and what was left on the patient. */
    void draw(Film film, Draws draws);

    /** Two seen from the front, one from the side. */
    List<LungField> lungs();

    /** What the heart covers. */
    Region heart();
}
