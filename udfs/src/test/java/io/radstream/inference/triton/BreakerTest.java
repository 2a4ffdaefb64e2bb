package io.radstream.inference.triton;

import static org.assertj.core.api.Assertions.assertThat;

import io.radstream.fixture.ManualScheduler;
import io.radstream.fixture.ToldEvents;
import io.radstream.fixture.Wait;
import io.radstream.inference.ModelFailureException;
import io.radstream.inference.ModelUnavailableException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class BreakerTest {

    private final RuntimeException away = new ModelUnavailableException("m: came UNAVAILABLE");

    private final ManualScheduler scheduler = new ManualScheduler();
    private final ToldEvents events = new ToldEvents();
    private final Breaker breaker = new Breaker("m", 3, scheduler, events);
    private final Deque<CompletableFuture<Object>> questions = new ArrayDeque<>();

    private CompletableFuture<Object> ask() {
        CompletableFuture<Object> question = new CompletableFuture<>();
        questions.add(question);
        return question;
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            breaker.failed(away, this::ask);
        }
    }

    private void answer() {
        questions.remove().complete("answer");
    }

    private void answerNot() {
        questions.remove().completeExceptionally(away);
    }

    private boolean isClosed() {
        return breaker.whenClosed().isDone();
    }

    @Test
    void staysClosedBelowItsThreshold() {
        fail(2);

        assertThat(isClosed()).isTrue();
        assertThat(questions).isEmpty();
    }

    @Test
    void countsFailuresInARowAlone() {
        fail(2);
        breaker.succeeded();
        fail(2);

        assertThat(isClosed()).isTrue();
    }

    @Test
    void opensAndAsks() {
        fail(3);

        assertThat(isClosed()).isFalse();
        assertThat(questions).hasSize(1);
        assertThat(events.told()).containsExactly("opened m");
    }

    /** Then the model was never away: whoever failed has to answer for it. */
    @Test
    void callsItNoOutageIfTheFirstQuestionIsAnswered() {
        fail(3);
        answer();

        assertThat(isClosed()).isTrue();
        assertThat(breaker.outages()).isZero();
        assertThat(events.told()).containsExactly("opened m", "closed m");
        assertThat(scheduler.planned()).isZero();
    }

    @Test
    void takesARefusalForAnAnswer() {
        fail(3);
        questions.remove().completeExceptionally(ModelFailureException.refused("no zeros"));

        assertThat(isClosed()).isTrue();
    }

    @Test
    void callsItOneOutageHoweverLongItLasts() {
        fail(3);
        for (int i = 0; i < 20; i++) {
            answerNot();
            scheduler.advance(Duration.ofSeconds(5));
            assertThat(isClosed()).isFalse();
        }
        assertThat(breaker.outages()).isEqualTo(1);
        answer();

        assertThat(isClosed()).isTrue();
        assertThat(events.told()).containsExactly("opened m", "closed m");
    }

    @Test
    void asksEverMoreSeldomButWithin5Seconds() {
        fail(3);
        for (long pauseMs : new long[] {250, 500, 1000, 2000, 4000, 5000, 5000}) {
            answerNot();
            assertThat(scheduler.untilNext()).isEqualTo(Duration.ofMillis(pauseMs));
            scheduler.advance(scheduler.untilNext());
        }
    }

    @Test
    void asksOnceAtATime() {
        fail(100);
        assertThat(questions).hasSize(1);
        answerNot();
        fail(100);
        assertThat(questions).isEmpty();
        assertThat(scheduler.planned()).isEqualTo(1);
    }

    @Test
    void letsTheWaitingGo() {
        fail(3);
        CompletableFuture<Void> waits = breaker.whenClosed();
        answerNot();
        assertThat(waits).isNotDone();
        scheduler.advance(Duration.ofSeconds(1));
        answer();

        assertThat(waits).isCompleted();
    }

    @Test
    void forgivesWhatFailedWhileItWasOpen() {
        fail(3);
        fail(50);
        answer();
        fail(2);

        assertThat(isClosed()).isTrue();
    }

    @Test
    void opensAgain() {
        fail(3);
        answer();
        fail(3);
        assertThat(isClosed()).isFalse();
        answerNot();
        scheduler.advance(Duration.ofSeconds(1));
        answer();

        assertThat(isClosed()).isTrue();
        assertThat(breaker.outages()).isEqualTo(1);
    }

    /** Such as one for which there was no memory: the breaker was open for ever. */
    @Test
    void goesOnAskingAfterAQuestionThatCouldNotBeAsked() {
        AtomicInteger asked = new AtomicInteger();
        for (int i = 0; i < 3; i++) {
            breaker.failed(
                    away,
                    () -> {
                        if (asked.incrementAndGet() <= 2) {
                            throw new IllegalStateException("of the test");
                        }
                        return CompletableFuture.completedFuture("answer");
                    });
        }
        assertThat(isClosed()).isFalse();
        scheduler.advance(Duration.ofSeconds(1));

        assertThat(asked).hasValue(3);
        assertThat(isClosed()).isTrue();
    }

    @Test
    void asksNoMoreOnceItsSchedulerIsShutDown() {
        fail(3);
        scheduler.shutdown();
        answerNot();

        assertThat(scheduler.planned()).isZero();
        assertThat(isClosed()).isFalse();
    }

    /** Many threads, failures and successes at random, answers on yet another thread. */
    @Test
    void isClosedInTheEndWhateverRaces() throws Exception {
        AtomicBoolean healthy = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        ExecutorService answering = Executors.newSingleThreadExecutor();
        try {
            List<CompletableFuture<Void>> users =
                    java.util.stream.IntStream.range(0, 4)
                            .mapToObj(
                                    seed ->
                                            CompletableFuture.runAsync(
                                                    () -> use(seed, healthy, answering), threads))
                            .toList();
            Wait.until(
                    "all users to end",
                    () -> {
                        scheduler.advance(Duration.ofSeconds(5));
                        return users.stream().allMatch(CompletableFuture::isDone);
                    });
            users.forEach(CompletableFuture::join);
            healthy.set(true);
            Wait.until(
                    "the breaker to close",
                    () -> {
                        scheduler.advance(Duration.ofSeconds(5));
                        return isClosed();
                    });
        } finally {
            threads.shutdownNow();
            answering.shutdownNow();
            assertThat(answering.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        }
        String last = "closed m";
        for (String told : events.told()) {
            assertThat(told).as("opened and closed in turn").isNotEqualTo(last);
            last = told;
        }
        assertThat(last).isEqualTo("closed m");
    }

    private void use(int seed, AtomicBoolean healthy, ExecutorService answering) {
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            if (random.nextInt(4) == 0) {
                breaker.succeeded();
            } else {
                boolean answered = random.nextBoolean();
                breaker.failed(
                        away,
                        () ->
                                CompletableFuture.supplyAsync(
                                        () -> {
                                            if (answered || healthy.get()) {
                                                return "answer";
                                            }
                                            throw away;
                                        },
                                        answering));
            }
        }
    }
}
