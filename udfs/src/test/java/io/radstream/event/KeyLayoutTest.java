package io.radstream.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.radstream.record.Half;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class KeyLayoutTest {

    private static final String LONGEST = "a".repeat(64);

    @ParameterizedTest
    @CsvSource({
        "images/S1/S1.jpg, S1, image",
        "images/S1/S1.jpeg, S1, image",
        "images/a_B-9/a_B-9.png, a_B-9, image",
        "images/S1/S1.dcm, S1, image",
        "images/S1/S1.json, S1, sidecar",
    })
    void namesStudyAndHalf(String key, String studyId, Half half) {
        KeyLayout layout = KeyLayout.parse(key).orElseThrow();

        assertThat(layout.studyId()).isEqualTo(studyId);
        assertThat(layout.half()).isEqualTo(half);
    }

    @Test
    void takesAStudyIdOf64Characters() {
        assertThat(KeyLayout.parse("images/" + LONGEST + "/" + LONGEST + ".png")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "images/S1",
                "images/S1/",
                "images/S1/S2.jpg",
                "images/S1/S1.JPG",
                "images/S1/S1.gif",
                "images/S1/S1.jpg.json",
                "images/S/1/S/1.jpg",
                "images/S 1/S 1.jpg",
                "images/S1/S1.jpg ",
                "images/Ä1/Ä1.jpg",
                "results/S1/S1.json",
                "/images/S1/S1.jpg",
                "images/../../etc/passwd"
            })
    void refusesAnyOtherLayout(String key) {
        assertThat(KeyLayout.parse(key)).isEmpty();
    }

    @Test
    void refusesAStudyIdOf65Characters() {
        String id = LONGEST + "a";

        assertThat(KeyLayout.parse("images/" + id + "/" + id + ".png")).isEmpty();
    }

    @Test
    void explainsWhatCame() {
        assertThat(KeyLayout.explain("images/S1/S1.gif"))
                .contains("expected images/{study_id}/{study_id}.")
                .endsWith("came images/S1/(the same).(3 characters)");
        assertThat(KeyLayout.explain("images/S1/S1.JPG")).endsWith("came images/S1/(the same).jpg");
        assertThat(KeyLayout.explain("images/" + LONGEST + "a/x.png"))
                .endsWith("came images/(65 characters)/(1 characters).png");
    }

    /** A key of unknown layout may hold a name. */
    @Test
    void explainsWithoutQuotingWhatMayBeAName() {
        assertThat(KeyLayout.explain("uploads/Jane Doe 1970-01-01.jpg"))
                .doesNotContain("Jane")
                .doesNotContain("1970")
                .endsWith("came (7 characters)/(23 characters)");
        assertThat(KeyLayout.explain("Doe")).doesNotContain("Doe");
        assertThat(KeyLayout.explain("images/S1/Doe")).doesNotContain("Doe");
        assertThat(KeyLayout.explain("images/S1/x.Doe.J")).doesNotContain("Doe");
        assertThat(KeyLayout.explain("uploads/Doe-Jane/x.jpg"))
                .endsWith("came (7 characters)/(8 characters)/(1 characters).jpg");
        assertThat(KeyLayout.explain("images/S1/S1.doe"))
                .endsWith("came images/S1/(the same).(3 characters)");
    }

    @Property
    void neverThrows(@ForAll String key) {
        KeyLayout.parse(key);
        assertThat(KeyLayout.explain(key)).startsWith("expected");
    }
}
