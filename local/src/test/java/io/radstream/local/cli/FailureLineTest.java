package io.radstream.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

final class FailureLineTest {

    @Test
    void looksThroughWhatOnlyWraps() {
        IOException full = new IOException("the disk is full");

        assertThat(FailureLine.of(new ExecutionException(new UncheckedIOException(full))))
                .isEqualTo("IOException: the disk is full");
    }

    @Test
    void tellsTheOutermostThatSaysSomethingOfItsOwn() {
        IOException full = new IOException("the disk is full");

        assertThat(FailureLine.of(new IllegalStateException("cannot write the summary", full)))
                .isEqualTo("IllegalStateException: cannot write the summary");
    }

    @Test
    void isOneLine() {
        assertThat(FailureLine.of(new IOException("\nfirst\nsecond")))
                .isEqualTo("IOException: first");
        assertThat(FailureLine.of(new IOException())).isEqualTo("IOException");
    }
}
