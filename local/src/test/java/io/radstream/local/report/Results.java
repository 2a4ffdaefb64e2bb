package io.radstream.local.report;

import java.util.List;

/** Results as the gallery reads them. */
final class Results {

    private Results() {}

    static ResultFile of(
            String studyId, int width, int height, List<ResultFile.Detection> detections) {
        return of(studyId, "normal", true, width, height, detections);
    }

    static ResultFile of(String studyId, String top, boolean testData) {
        return of(studyId, top, testData, 100, 100, List.of());
    }

    private static ResultFile of(
            String studyId,
            String top,
            boolean testData,
            int width,
            int height,
            List<ResultFile.Detection> detections) {
        return new ResultFile(
                studyId,
                ResultJson.key(studyId),
                "images/" + studyId + "/" + studyId + ".png",
                width,
                height,
                "PA",
                testData,
                0,
                top,
                0.8,
                List.of(new ResultFile.Prediction(top, 0.8)),
                detections,
                List.of(),
                "demonstration",
                "0.1.0");
    }
}
