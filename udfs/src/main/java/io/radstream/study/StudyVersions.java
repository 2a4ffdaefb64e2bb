package io.radstream.study;

import io.radstream.record.Half;
import io.radstream.record.ObjectRef;

/**
 * Names study versions: the sequencers of image and sidecar, with {@code -} for a half that never
 * came.
 */
final class StudyVersions {

    private static final String NONE = "-";

    private StudyVersions() {}

    static String of(ObjectRef image, ObjectRef sidecar) {
        return image.getSequencer() + '.' + sidecar.getSequencer();
    }

    static String ofHalf(Half which, ObjectRef object) {
        return which == Half.image
                ? object.getSequencer() + '.' + NONE
                : NONE + '.' + object.getSequencer();
    }
}
