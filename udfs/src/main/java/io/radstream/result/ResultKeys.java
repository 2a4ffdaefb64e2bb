package io.radstream.result;

import io.radstream.record.Study;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Where a study's result lies: one key a study, whatever its version. */
final class ResultKeys {

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("uuuu/MM/dd").withZone(ZoneOffset.UTC);

    private ResultKeys() {}

    /**
     * {@code results/{study_id}/{yyyy}/{MM}/{dd}/{study_id}_results.json}, the day of its first
     * image event.
     */
    static String of(Study study) {
        String studyId = study.getStudyId();
        String day = DAY.format(study.getFirstImageAt());
        return "results/" + studyId + '/' + day + '/' + studyId + "_results.json";
    }
}
