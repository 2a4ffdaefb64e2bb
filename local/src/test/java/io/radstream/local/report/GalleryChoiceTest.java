package io.radstream.local.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GalleryChoiceTest {

    @Test
    void showsWhatIsNoTestDataFirstThenEveryClassInTurn() {
        List<ResultFile> results =
                List.of(
                        Results.of("n1", "normal", true),
                        Results.of("n2", "normal", true),
                        Results.of("n3", "normal", true),
                        Results.of("real", "normal", false),
                        Results.of("o1", "other", true));

        assertThat(GalleryChoice.choose(results))
                .extracting(ResultFile::studyId)
                .containsExactly("real", "n1", "o1", "n2", "n3");
    }

    @Test
    void showsSixtyAtMost() {
        List<ResultFile> results = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            results.add(Results.of("s" + i, "class" + i % 7, i % 5 != 0));
        }

        assertThat(GalleryChoice.choose(results)).hasSize(60).noneMatch(ResultFile::testData);
    }

    @Test
    void ofNothingShowsNothing() {
        assertThat(GalleryChoice.choose(List.of())).isEmpty();
    }
}
