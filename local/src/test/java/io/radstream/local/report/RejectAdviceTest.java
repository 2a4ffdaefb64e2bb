package io.radstream.local.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.radstream.record.RejectCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RejectAdviceTest {

    @ParameterizedTest
    @EnumSource(RejectCode.class)
    void everyCodeHasOne(RejectCode code) {
        RejectAdvice advice = RejectAdvice.of(code.name());

        assertThat(advice).isNotEqualTo(RejectAdvice.of("of_another_release"));
        assertThat(advice.meaning()).isNotBlank();
        assertThat(advice.advice()).isNotBlank();
    }

    @Test
    void anUnknownCodeIsSaidToBeUnknown() {
        assertThat(RejectAdvice.of("of_another_release").meaning()).contains("does not know");
    }
}
