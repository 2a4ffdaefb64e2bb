package io.radstream.job.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SettingsTest {

    private static final List<Group> NONE = List.of();

    private final Map<String, Properties> groups = new HashMap<>();

    private void group(String group, String name, String value) {
        groups.computeIfAbsent(group, id -> new Properties()).setProperty(name, value);
    }

    private Settings read(String... args) {
        return Settings.read(groups, Arguments.parse(args), NONE);
    }

    private List<String> mistakes(String... args) {
        return read(args).mistakes().lines();
    }

    @Test
    void aPropertyGroupWinsOverADefaultAndTheCommandLineOverBoth() {
        assertThat(read().get(ModelsKeys.DEADLINE)).isEqualTo(Duration.ofSeconds(10));
        group("models", "deadline", "20s");
        assertThat(read().get(ModelsKeys.DEADLINE)).isEqualTo(Duration.ofSeconds(20));
        assertThat(read("--models.deadline", "30s").get(ModelsKeys.DEADLINE))
                .isEqualTo(Duration.ofSeconds(30));
        assertThat(read("--models.deadline=40s").get(ModelsKeys.DEADLINE))
                .isEqualTo(Duration.ofSeconds(40));
    }

    @Test
    void tellsAllMistakesAtOnceEachWithKeyValueAndWhatIsAllowed() {
        group("source", "max-records", "10001");
        group("sauce", "stream", "x");

        List<String> mistakes =
                mistakes(
                        "stray",
                        "--pipeline.async-capacity",
                        "many",
                        "--models.attempts",
                        "9",
                        "--models.attempts",
                        "8",
                        "--tables.catalog",
                        "hive",
                        "--s3.endpoint");

        assertThat(mistakes)
                .containsExactlyInAnyOrder(
                        "argument 1 of the command line: expected --key value, came a value without"
                                + " a key",
                        "source.max-records (property group): expected a whole number, 1 to 10,000,"
                                + " came '10001'",
                        "sauce.stream (property group): expected a key of docs/configuration.md,"
                                + " came an unknown one; is source.stream meant?",
                        "pipeline.async-capacity (command line): expected a whole number, 1 to"
                                + " 10,000,000, came 'many'",
                        "--models.attempts: expected it once, came twice",
                        "tables.catalog (command line): expected glue, jdbc, rest, came 'hive'",
                        "--s3.endpoint: expected a value behind it, came none");
    }

    @Test
    void tellsAllThatIsMissing() {
        Settings settings = Settings.read(groups, Arguments.parse(), Groups.OF_JOB);

        assertThat(settings.mistakes().lines())
                .extracting(line -> line.substring(0, line.indexOf(':')))
                .containsExactlyInAnyOrder(
                        "source.stream",
                        "s3.images-bucket",
                        "s3.results-bucket",
                        "models.target",
                        "phi.key");
        assertThatThrownBy(settings.mistakes()::refuseIfAny)
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("s3.images-bucket: expected a bucket's name");
    }

    @Test
    void guessesNothingThatIsFarOff() {
        assertThat(mistakes("--completely.different", "x"))
                .singleElement()
                .asString()
                .endsWith("came an unknown one");
    }

    @ParameterizedTest
    @CsvSource({
        "phi.key, MDEyMzQ1Njc4OWFiY2RlZg==",
        "tables.token, a token with spaces",
        "tables.url, jdbc url with a password=hunter2"
    })
    void neverTellsWhatASecretWas(String key, String value) {
        assertThat(mistakes("--" + key, value))
                .singleElement()
                .asString()
                .contains(key, "(not shown)")
                .doesNotContain(value)
                .doesNotContain("hunter2");
    }

    /** The value of an unknown key may be a secret whose key was misspelt. */
    @Test
    void neverTellsTheValueOfAnUnknownKey() {
        assertThat(mistakes("--tables.pasword", "hunter2"))
                .singleElement()
                .asString()
                .contains("is tables.password meant?")
                .doesNotContain("hunter2");
    }

    @Test
    void takesAnythingForIceberg() {
        group("catalog", "oauth2-server-uri", "https://host/token");

        assertThat(read("--catalog.scope", "all").of(TablesKeys.CATALOG))
                .containsOnly(
                        Map.entry("oauth2-server-uri", "https://host/token"),
                        Map.entry("scope", "all"));
    }

    /** What is known to be wrong is not complained of again by those who would use it. */
    @Test
    void tellsEachMistakeOnce() {
        Settings settings = read("--models.deadline", "soon");
        assertThat(
                        settings.mistakes()
                                .attempt(
                                        ModelsKeys.TARGET, () -> settings.get(ModelsKeys.DEADLINE)))
                .isEmpty();
        assertThat(settings.mistakes().lines()).hasSize(1);
    }

    /** Each line names a key: the one at fault, or the one that asked. */
    @Test
    void blamesTheKeyThatIsAtFault() {
        Settings settings = read();
        Supplier<Object> refusing =
                () -> {
                    throw new IllegalArgumentException("expected another, came this");
                };
        settings.mistakes().attempt(ModelsKeys.TARGET, refusing);
        settings.mistakes()
                .attempt(ModelsKeys.TARGET, () -> Mistakes.blaming(ModelsKeys.DEADLINE, refusing));
        settings.mistakes()
                .attempt(
                        ModelsKeys.TARGET,
                        () -> settings.need(TablesKeys.USER, "tables.password is given"));

        assertThat(settings.mistakes().lines())
                .containsExactly(
                        "models.target: expected another, came this",
                        "models.deadline: expected another, came this",
                        "tables.user: expected a user's name, came nothing: tables.password is"
                                + " given");
    }

    @Test
    void findsTheFileOfPropertyGroups() {
        assertThat(Arguments.parse("--properties", "groups.json").propertiesFile())
                .contains("groups.json");
        assertThat(Arguments.parse().propertiesFile()).isEmpty();
    }
}
