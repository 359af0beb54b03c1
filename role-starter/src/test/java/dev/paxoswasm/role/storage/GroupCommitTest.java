package dev.paxoswasm.role.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paxoswasm.host.storage.StorageException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class GroupCommitTest {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AtomicInteger flushes = new AtomicInteger();

    @Test
    void all_that_is_written_during_a_flush_shares_the_next_one() throws InterruptedException {
        CountDownLatch firstFlushRuns = new CountDownLatch(1);
        CountDownLatch firstFlushMayEnd = new CountDownLatch(1);
        GroupCommit commit = new GroupCommit(
                "test",
                () -> {
                    if (flushes.incrementAndGet() == 1) {
                        firstFlushRuns.countDown();
                        firstFlushMayEnd.await();
                    }
                },
                meters);
        commit.batchWritten();
        Thread first = waiter(commit, commit.ticket());
        firstFlushRuns.await();
        List<Thread> others = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            commit.batchWritten();
            others.add(waiter(commit, commit.ticket()));
        }
        firstFlushMayEnd.countDown();
        first.join();
        for (Thread other : others) {
            other.join();
        }

        assertThat(flushes).hasValue(2);
        assertThat(meters.get("paxos.storage.batches.per.flush").summary().totalAmount())
                .isEqualTo(21);
        commit.close();
    }

    @Test
    void whoever_saw_nothing_unflushed_does_not_wait() {
        try (GroupCommit commit = new GroupCommit("test", flushes::incrementAndGet, meters)) {
            commit.await(commit.ticket());
            commit.batchWritten();
            commit.await(commit.ticket());
            commit.await(commit.ticket());
        }
        assertThat(flushes).hasValue(1);
    }

    @Test
    void a_flush_that_failed_fails_all_that_come_after_it_and_is_not_tried_again() {
        GroupCommit commit = new GroupCommit(
                "test",
                () -> {
                    flushes.incrementAndGet();
                    throw new IOException("no space left on device");
                },
                meters);
        commit.batchWritten();
        long ticket = commit.ticket();

        assertThatThrownBy(() -> commit.await(ticket))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("no space left on device");
        assertThatThrownBy(() -> commit.await(0)).isInstanceOf(StorageException.class);
        commit.batchWritten();
        assertThatThrownBy(() -> commit.await(commit.ticket())).isInstanceOf(StorageException.class);
        assertThat(flushes).hasValue(1);
        commit.close();
    }

    private static Thread waiter(GroupCommit commit, long ticket) {
        return Thread.ofVirtual().start(() -> commit.await(ticket));
    }
}
