package io.radstream.job.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The keys, and the page that is made of them. */
final class KeysTest {

    private static final Path PAGE = Path.of("..", "docs", "configuration.md");

    private static final List<Class<?>> HOLDERS =
            List.of(
                    AwsKeys.class,
                    SourceKeys.class,
                    S3Keys.class,
                    FilesKeys.class,
                    TablesKeys.class,
                    ArmsKeys.class,
                    ModelsKeys.class,
                    PhiKeys.class,
                    PipelineKeys.class,
                    MaintainKeys.class);

    /** Write it with {@code mvn test -pl job -am -Dtest=KeysTest -Dradstream.write-docs=yes}. */
    @Test
    void theCommittedPageIsCurrent() throws Exception {
        if (System.getProperty("radstream.write-docs") != null) {
            Files.writeString(PAGE, ReferencePage.text());
        }
        assertThat(PAGE)
                .as("made by: mvn test -pl job -am -Dtest=KeysTest -Dradstream.write-docs=yes")
                .content()
                .isEqualTo(ReferencePage.text());
    }

    @Test
    void eachConstantIsInItsGroup() throws Exception {
        List<Key<?>> constants = new ArrayList<>();
        for (Class<?> holder : HOLDERS) {
            for (Field field : holder.getDeclaredFields()) {
                if (field.getType() == Key.class && Modifier.isPublic(field.getModifiers())) {
                    constants.add((Key<?>) field.get(null));
                }
            }
        }
        List<Key<?>> listed = new ArrayList<>();
        Groups.all().forEach(group -> listed.addAll(group.keys()));

        assertThat(listed).containsExactlyInAnyOrderElementsOf(constants);
        assertThat(listed).extracting(Key::path).doesNotHaveDuplicates();
        for (Group group : Groups.all()) {
            assertThat(group.keys()).extracting(Key::group).allMatch(group.id()::equals);
        }
    }

    @Test
    void eachDefaultIsAllowed() {
        assertThat(Settings.read(Map.of(), Arguments.parse(), List.of()).mistakes().lines())
                .isEmpty();
    }

    /** Managed Flink's own limits on property groups. */
    @Test
    void allOfThemFitIntoPropertyGroups() {
        assertThat(Groups.all()).hasSizeLessThanOrEqualTo(50);
        for (Group group : Groups.all()) {
            assertThat(group.id()).matches("[a-zA-Z0-9_.-]{1,50}");
            assertThat(group.keys()).hasSizeLessThanOrEqualTo(50);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "source.stream, arn:aws:kinesis:eu-central-1:111122223333:stream/events, a b",
        "source.start, 2026-03-04T05:06:07Z, 2026-13-04T05:06:07Z",
        "source.endpoint, https://vpce-1.kinesis.eu-central-1.vpce.amazonaws.com, https://u:p@host",
        "source.endpoint, http://127.0.0.1:4567, 127.0.0.1:4567",
        "source.fan-out-consumer, radstream, a/b",
        "source.poll-interval, 0ms, -1s",
        "source.accept-gap, true, yes",
        "aws.region, us-gov-west-1, Frankfurt",
        "s3.images-bucket, radstream--euc1-az1--x-s3, Upper",
        "s3.checksums, when-required, WHEN_REQUIRED",
        "files.archive, s3://bucket/a, s3://bucket",
        "files.archive, file:///tmp/archive, /tmp/archive",
        "models.target, triton.models.svc:8001, http://triton:8001",
        "models.attempts, 4, 3",
        "phi.key, file:/run/secrets/key.json, file:relative",
        "phi.carried-size, 4kb, a lot",
        "pipeline.state-ttl, 3d, 3 fortnights",
        "maintain.restorable-since, 2026-03-04T05:06:07Z, yesterday",
        "maintain.steps, 'compact, remove-orphans', 'compact, vacuum'",
    })
    void takeWhatIsMeantAndNothingElse(String key, String good, String bad) {
        assertThat(mistakes(key, good)).isEmpty();
        assertThat(mistakes(key, bad)).singleElement().asString().startsWith(key + " (");
    }

    private static List<String> mistakes(String key, String value) {
        return Settings.read(Map.of(), Arguments.parse("--" + key + "=" + value), List.of())
                .mistakes()
                .lines();
    }
}
