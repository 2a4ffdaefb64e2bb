package io.radstream.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.radstream.fixture.AsyncHarness;
import io.radstream.fixture.Records;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.streaming.api.functions.async.AsyncFunction;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.junit.jupiter.api.Test;

final class VerdictsTest {

    /** Answers when the test says so. */
    private static final class Asked implements AsyncFunction<DescribedStudy, Verdict> {

        private static final long serialVersionUID = 1L;

        private final transient List<CompletableFuture<Verdict>> verdicts = new ArrayList<>();

        @Override
        public void asyncInvoke(DescribedStudy study, ResultFuture<Verdict> answer) {
            CompletableFuture<Verdict> verdict = new CompletableFuture<>();
            verdicts.add(verdict);
            Verdicts.answer(verdict, answer);
        }
    }

    private static DescribedStudy annotated() {
        DescribedStudy study = Records.described("S1");
        Metadata metadata =
                Metadata.newBuilder(study.getMetadata())
                        .setAnnotationsJson("[\"seen by Dr. Doe\"]")
                        .build();
        return new DescribedStudy(study.getStudy(), metadata, null, study.getTimeline());
    }

    private final Asked step = new Asked();

    @Test
    void handsTheVerdictOver() throws Exception {
        try (AsyncHarness<DescribedStudy> harness = AsyncHarness.open(step, DescribedStudy.class)) {
            harness.process(annotated());
            Verdict verdict = new Verdict(annotated(), null, List.of());

            step.verdicts.get(0).complete(verdict);

            assertThat(harness.verdicts(1)).containsExactly(verdict);
        }
    }

    /** Flink's own report of a failed element prints the element, annotations and all. */
    @Test
    void failsTheJobWithoutAWordOfTheStudysContent() throws Exception {
        try (AsyncHarness<DescribedStudy> harness = AsyncHarness.open(step, DescribedStudy.class)) {
            harness.process(annotated());

            step.verdicts.get(0).completeExceptionally(new IllegalStateException("no answer"));

            assertThatThrownBy(harness::runMails)
                    .hasStackTraceContaining("no answer")
                    .satisfies(failure -> assertThat(stackTrace(failure)).doesNotContain("Doe"));
            assertThat(harness.failedFromOutside()).isFalse();
        }
    }

    /**
     * A stop with a savepoint closes a step whose calls are in flight. That they fail then is
     * nobody's business: the savepoint holds their studies.
     */
    @Test
    void failsNoTaskThatHasEnded() throws Exception {
        AsyncHarness<DescribedStudy> harness = AsyncHarness.open(step, DescribedStudy.class);
        harness.process(annotated());
        harness.end();

        step.verdicts.get(0).completeExceptionally(new IllegalStateException("closed"));

        assertThat(harness.failedFromOutside()).isFalse();
    }

    private static String stackTrace(Throwable failure) {
        java.io.StringWriter text = new java.io.StringWriter();
        failure.printStackTrace(new java.io.PrintWriter(text));
        return text.toString();
    }
}
