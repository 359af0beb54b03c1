package dev.paxoswasm.role.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RequestThreadsTest {

    private final RequestThreads threads = new RequestThreads();
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final Executor executor = threads.watched(tasks::add);

    private CompletableFuture<Void> stop() {
        CompletableFuture<Void> stopped = new CompletableFuture<>();
        threads.start();
        threads.stop(() -> stopped.complete(null));
        return stopped;
    }

    @Test
    void the_stop_goes_on_once_all_that_is_under_way_has_ended() {
        executor.execute(() -> {});
        executor.execute(() -> {
            throw new IllegalStateException("a task that fails ends as well");
        });
        CompletableFuture<Void> stopped = stop();
        tasks.remove().run();
        assertThat(stopped).isNotDone();
        assertThatThrownBy(() -> tasks.remove().run()).isInstanceOf(IllegalStateException.class);
        assertThat(stopped).isDone();
    }

    @Test
    void an_idle_service_stops_at_once_also_after_a_task_that_was_not_taken() {
        Executor full = threads.watched(task -> {
            throw new RejectedExecutionException("full");
        });
        assertThatThrownBy(() -> full.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
        assertThat(stop()).isDone();
    }

    @Test
    void a_request_that_hangs_does_not_hold_up_the_stop_for_long() {
        executor.execute(() -> {});
        assertThat(stop()).succeedsWithin(10, TimeUnit.SECONDS);
    }
}
