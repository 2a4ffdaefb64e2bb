package io.radstream.local.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page as a whole. Every page is parsed, so every test proves it well-formed too. */
class ReportTest {

    private static final String HOSTILE = "\"><img src=x onerror=alert(1)>'{{main}}</script>";

    @TempDir private Path folder;
    private RunFolder run;

    @BeforeEach
    void noRows() throws Exception {
        run = new RunFolder(folder);
    }

    @Test
    void anEmptyRunHasASensiblePage() throws Exception {
        Markup page = Markup.of(run.report());

        assertThat(page.text())
                .contains(
                        "Not for diagnosis",
                        "No stage has ended yet.",
                        "Nothing was rejected.",
                        "There is no result to show.",
                        "No model has answered yet.",
                        "not finished: goes on with --resume");
        assertThat(page.all("h1").get(0).getTextContent()).isEqualTo("run");
        assertLinksLead(page);
    }

    @Test
    void aRunOfRejectsAloneTellsTheirCauses() throws Exception {
        run.addReject("study-1", "sidecar_missing", "expected the sidecar, came none");
        run.addReject(null, "event_malformed", "expected JSON, came 3 bytes");

        Markup page = Markup.of(run.report());

        assertThat(page.text())
                .contains(
                        "2 inputs ended without a result, for 2 reasons",
                        "Write the sidecar.",
                        "study-1",
                        "expected the sidecar, came none",
                        "no study",
                        "1 of them events that name no study");
        assertThat(page.all("rect", "reject")).hasSize(1);
        assertLinksLead(page);
    }

    @Test
    void aResultIsShownWithItsImageBoxesAndClasses() throws Exception {
        run.addStudy("study-1", 1, 800, ResultJson.key("study-1"));
        run.writeResult(ResultJson.key("study-1"), ResultJson.of("study-1", 100, 200).toString());
        writeImage("study-1", 100, 200);

        Markup page = Markup.of(run.report());

        assertThat(page.all("img")).hasSize(1);
        assertThat(page.all("img").get(0).getAttribute("src"))
                .startsWith("data:image/jpeg;base64,");
        assertThat(page.all("img").get(0).getAttribute("alt"))
                .isEqualTo("Radiograph of study study-1, view PA, with 1 box of the detector");
        assertThat(page.all("svg", "overlay").get(0).getAttribute("viewBox"))
                .isEqualTo("0 0 100 200");
        assertThat(page.text())
                .contains("2 priors", "75 %", "score 0.90, label 3", "smaller than its sidecar")
                .contains("Intended use, as the results state it: demonstration")
                .contains("800 ms", "sha256:abababababab…");
        assertThat(page.all("a"))
                .anyMatch(
                        link ->
                                link.getAttribute("href")
                                        .equals("../" + ResultJson.key("study-1")));
        assertThat(
                        Files.exists(
                                run.out()
                                        .report()
                                        .resolveSibling("../" + ResultJson.key("study-1"))))
                .isTrue();
        assertLinksLead(page);
    }

    @Test
    void anImageThatIsGoneLeavesItsPlace() throws Exception {
        run.addStudy("study-1", 1, 800, ResultJson.key("study-1"));
        run.writeResult(ResultJson.key("study-1"), ResultJson.of("study-1", 100, 200).toString());

        Markup page = Markup.of(run.report());

        assertThat(page.all("img")).isEmpty();
        assertThat(page.text()).contains("the image is no longer there", "score 0.90");
    }

    @Test
    void anImageOutsideOfTheFolderIsNotRead() throws Exception {
        writeImage("study-1", 100, 200);
        Files.move(run.images().resolve("study-1/study-1.png"), folder.resolve("secret.png"));
        ObjectNode document = ResultJson.of("study-1", 100, 200);
        ((ObjectNode) document.path("image")).put("key", "images/../secret.png");
        run.addStudy("study-1", 1, 800, ResultJson.key("study-1"));
        run.writeResult(ResultJson.key("study-1"), document.toString());

        assertThat(Markup.of(run.report()).all("img")).isEmpty();
    }

    @Test
    void textsOfTheDataStayTexts() throws Exception {
        run.addReject(HOSTILE, "sidecar_missing", HOSTILE);
        ObjectNode document = ResultJson.of("study-1", 100, 200);
        document.put("study_id", HOSTILE);
        ((ObjectNode) document.path("metadata")).put("view", HOSTILE);
        ((ObjectNode) document.at("/inference_results/classifier")).put("top", HOSTILE);
        run.addStudy("study-1", 1, 800, ResultJson.key("study-1"));
        run.writeResult(ResultJson.key("study-1"), document.toString());

        Markup page = Markup.of(run.report());

        assertThat(page.text()).contains(HOSTILE);
        assertThat(page.all("img")).isEmpty();
        assertThat(page.all("script")).hasSize(1);
        assertThat(page.all("main")).hasSize(1);
    }

    @Test
    void nobodyIsNamedByAPseudonym() throws Exception {
        run.addStudy("study-1", 1, 800, ResultJson.key("study-1"));
        run.writeResult(ResultJson.key("study-1"), ResultJson.of("study-1", 100, 200).toString());

        assertThat(run.report()).doesNotContain("feedface");
    }

    @Test
    void fetchesNothing() throws Exception {
        run.addStudy("study-1", 1, 800, ResultJson.key("study-1"));
        run.writeResult(ResultJson.key("study-1"), ResultJson.of("study-1", 100, 200).toString());
        writeImage("study-1", 100, 200);

        String page = run.report();

        assertThat(page).doesNotContain("http://", "https://", "@import", "<link");
        assertThat(page).contains("default-src &#39;none&#39;".replace("&#39;", "'"));
        assertThat(Markup.of(page).all("script").get(0).hasAttribute("src")).isFalse();
    }

    @Test
    void headingsGoDownOneLevelAtATime() throws Exception {
        run.addReject("study-1", "sidecar_missing", "expected the sidecar, came none");
        run.addStudy("study-2", 1, 800, ResultJson.key("study-2"));
        run.writeResult(ResultJson.key("study-2"), ResultJson.of("study-2", 100, 200).toString());

        Markup page = Markup.of(run.report());

        assertThat(page.all("h1")).hasSize(1);
        assertThat(page.all("h2")).hasSize(page.all("section").size());
        assertThat(page.all("h4")).isEmpty();
        assertThat(page.all("svg"))
                .allMatch(
                        svg ->
                                svg.hasAttribute("aria-label")
                                        || svg.hasAttribute("aria-hidden")
                                        || svg.getParentNode().getNodeName().equals("svg"));
    }

    @Test
    void writesOverAnEarlierOne() throws Exception {
        run.report();
        run.addReject("study-1", "sidecar_missing", "expected the sidecar, came none");

        assertThat(run.report()).contains("study-1");
        assertThat(run.out().report().getParent()).isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void aLongListOfRejectsIsCut() throws Exception {
        run.add(
                "rejects",
                """
                SELECT 'study-' || i AS study_id, 'pair' AS stage, 'sidecar_missing' AS code,
                       repeat('long ', 1000) AS message, 1::BIGINT AS attempts, %s AS at
                FROM range(1000) AS t(i)"""
                        .formatted(RunFolder.DAY));

        String page = run.report();

        assertThat(page).contains("36 more of sidecar_missing", "and 960 more: ");
        assertThat(page.length()).isLessThan(200_000);
    }

    /** Every link within the page leads somewhere, and no id is there twice. */
    private static void assertLinksLead(Markup page) {
        Set<String> ids = new HashSet<>();
        for (org.w3c.dom.Element element : page.all("*")) {
            if (element.hasAttribute("id")) {
                assertThat(ids.add(element.getAttribute("id"))).isTrue();
            }
        }
        List<String> targets =
                page.all("a").stream()
                        .map(link -> link.getAttribute("href"))
                        .filter(href -> href.startsWith("#"))
                        .map(href -> href.substring(1))
                        .toList();
        assertThat(targets).isNotEmpty();
        assertThat(ids).containsAll(targets);
    }

    private void writeImage(String studyId, int width, int height) throws IOException {
        Path file = run.images().resolve(studyId).resolve(studyId + ".png");
        Files.createDirectories(file.getParent());
        ImageIO.write(
                new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY),
                "png",
                file.toFile());
    }
}
