package dev.paxoswasm.role.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeadlinesTest {

    private static final long SOON = Duration.ofMillis(30).toNanos();
    private static final long NEVER = Duration.ofHours(1).toNanos();

    private final Deadlines deadlines = new Deadlines("test");

    @AfterEach
    void close() {
        deadlines.close();
    }

    private static void assertCancelled(CompletableFuture<?> future) {
        assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> future.get(10, TimeUnit.SECONDS));
    }

    @Test
    void what_takes_too_long_is_cancelled_and_not_before() {
        CompletableFuture<String> future = new CompletableFuture<>();
        long start = System.nanoTime();
        deadlines.cancelAfter(future, SOON);

        assertCancelled(future);
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(SOON);
    }

    @Test
    void what_is_done_in_time_or_has_time_left_is_let_be() {
        CompletableFuture<String> done = new CompletableFuture<>();
        CompletableFuture<String> patient = new CompletableFuture<>();
        CompletableFuture<String> late = new CompletableFuture<>();
        deadlines.cancelAfter(done, SOON);
        deadlines.cancelAfter(patient, NEVER);
        deadlines.cancelAfter(late, SOON);
        done.complete("in time");

        assertCancelled(late);
        assertThat(done).isCompletedWithValue("in time");
        assertThat(patient).isNotDone();
    }

    @Test
    void a_wait_whose_time_is_over_already_is_ended() {
        CompletableFuture<String> future = new CompletableFuture<>();
        deadlines.cancelAfter(future, -NEVER);
        assertCancelled(future);
    }

    @Test
    void a_wait_that_cannot_be_ended_does_not_keep_the_others_from_it() {
        deadlines.watch(
                new Deadlines.Wait() {
                    @Override
                    public boolean isOver() {
                        return false;
                    }

                    @Override
                    public void tookTooLong() {
                        throw new IllegalStateException("on purpose");
                    }
                },
                0);
        CompletableFuture<String> future = new CompletableFuture<>();
        deadlines.cancelAfter(future, SOON);
        assertCancelled(future);
    }

    @Test
    void it_wakes_for_a_wait_that_begins_after_nobody_waited_for_long() {
        Thread thread = Thread.getAllStackTraces().keySet().stream()
                .filter(each -> each.getName().equals("deadlines test") && each.isAlive())
                .findFirst()
                .orElseThrow();
        await().atMost(30, TimeUnit.SECONDS).until(() -> thread.getState() == Thread.State.WAITING);

        CompletableFuture<String> future = new CompletableFuture<>();
        deadlines.cancelAfter(future, SOON);
        assertCancelled(future);
    }
}
