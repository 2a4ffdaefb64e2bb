package io.radstream.sidecar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.radstream.record.RejectCode;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SidecarParserTest {

    private final SidecarParser parser = new SidecarParser();

    private SidecarRejectedException rejection(String content) {
        return catchThrowableOfType(
                SidecarRejectedException.class,
                () -> parser.parse(content.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void readsAnObject() throws Exception {
        assertThat(parser.parse("{\"a\":1}".getBytes(StandardCharsets.UTF_8)).path("a").asInt())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "Jane Doe",
                "{\"patient_id\":\"Jane Doe\"",
                "{\"patient_id\":\"Jane Doe\"} {}",
                "{\"patient_id\":Jane Doe}",
                "{\"a\":\"Jane Doe\",\"a\":\"Jane Doe\"}",
                "[\"Jane Doe\"]",
                "\"Jane Doe\"",
                "17",
                "null"
            })
    void refusesWhatIsNoObjectWithoutQuotingIt(String content) {
        SidecarRejectedException rejection = rejection(content);

        assertThat(rejection.code()).isEqualTo(RejectCode.sidecar_malformed);
        assertThat(rejection.getMessage())
                .startsWith("expected one JSON object without duplicate fields")
                .doesNotContain("Doe");
        assertThat(rejection.getCause()).as("a parser's exception quotes what it read").isNull();
    }

    @Test
    void refusesBracketsWithoutEnd() {
        assertThat(rejection("[".repeat(100_000)).code()).isEqualTo(RejectCode.sidecar_malformed);
        assertThat(rejection("{\"a\":".repeat(10_000)).code())
                .isEqualTo(RejectCode.sidecar_malformed);
    }

    @Property
    void throwsNothingElse(@ForAll byte[] content) {
        try {
            assertThat(parser.parse(content)).isNotNull();
        } catch (SidecarRejectedException e) {
            assertThat(e.code()).isEqualTo(RejectCode.sidecar_malformed);
        }
    }

    @Test
    void refusesBytesThatAreNoText() {
        assertThatThrownBy(() -> parser.parse(new byte[] {(byte) 0xff, (byte) 0xd8, 0, 1}))
                .isInstanceOf(SidecarRejectedException.class);
    }
}
