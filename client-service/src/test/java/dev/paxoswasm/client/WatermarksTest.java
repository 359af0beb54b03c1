package dev.paxoswasm.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.paxoswasm.contract.types.Ballot;
import dev.paxoswasm.contract.types.Refusal;
import dev.paxoswasm.contract.types.RefusalException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WatermarksTest {

    private static final long LONG = TimeUnit.SECONDS.toNanos(50);

    private final FakeCluster cluster = new FakeCluster();
    private final CountDownLatch held = new CountDownLatch(1);
    private final ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void endReaders() {
        held.countDown();
        readers.close();
    }

    private void hold() {
        try {
            held.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long slot(Watermarks watermarks, long nanos) throws InterruptedException {
        return watermarks.awaitUntil(System.nanoTime() + nanos);
    }

    @Test
    void one_acceptor_that_does_not_answer_holds_nobody_up_and_is_asked_once() throws InterruptedException {
        AtomicInteger asked = new AtomicInteger();
        cluster.leads(1, 1, 8);
        cluster.acceptorAnswers(3, () -> {
            asked.incrementAndGet();
            hold();
            throw new IllegalStateException("too late");
        });
        Watermarks watermarks = cluster.watermarks();

        for (int i = 0; i < 100; i++) {
            assertThat(slot(watermarks, LONG)).isEqualTo(7);
        }

        assertThat(asked).hasValueLessThanOrEqualTo(1);
    }

    @Test
    void an_answer_counts_only_for_those_that_began_to_read_before_its_question() throws Exception {
        AtomicLong next = new AtomicLong(5);
        CountDownLatch asked = new CountDownLatch(1);
        cluster.answers(1, () -> {
            long then = next.get();
            asked.countDown();
            hold();
            return FakeCluster.leader(1, 1, then);
        });
        Watermarks watermarks = cluster.watermarks();
        Future<Long> before = readers.submit(() -> slot(watermarks, LONG));
        asked.await();
        next.set(9);
        FutureTask<Long> after = new FutureTask<>(() -> slot(watermarks, LONG));
        Thread reader = Thread.ofVirtual().start(after);
        await().until(() -> reader.getState() == Thread.State.TIMED_WAITING);

        held.countDown();

        assertThat(before.get()).isEqualTo(4);
        assertThat(after.get()).isEqualTo(8);
    }

    @Test
    void a_leader_that_is_elected_meanwhile_is_found() throws Exception {
        Watermarks watermarks = cluster.watermarks();
        Future<Long> read = readers.submit(() -> slot(watermarks, LONG));
        await().until(() -> cluster.questions() > 5);

        cluster.leads(2, 1, 3);

        cluster.promised(1, new Ballot(1, 2));
        assertThat(read.get()).isEqualTo(2);
    }

    @Test
    void many_that_read_at_once_share_questions() throws Exception {
        cluster.beforeAnswers(this::hold);
        cluster.leads(1, 1, 6);
        Watermarks watermarks = cluster.watermarks();
        List<Thread> threads = new ArrayList<>();
        List<Future<Long>> reads = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            FutureTask<Long> read = new FutureTask<>(() -> slot(watermarks, LONG));
            reads.add(read);
            threads.add(Thread.ofVirtual().start(read));
        }
        for (Thread thread : threads) {
            await().pollDelay(Duration.ZERO)
                    .untilAsserted(() -> assertThat(thread.getState()).isEqualTo(Thread.State.TIMED_WAITING));
        }

        held.countDown();

        for (Future<Long> read : reads) {
            assertThat(read.get()).isEqualTo(5);
        }
        assertThat(cluster.questions()).as("not one for each reader").isLessThan(100);
    }

    @Test
    void that_nobody_leads_is_said_when_time_is_up() {
        assertRefused("no proposer has said that it leads");
    }

    @Test
    void a_leader_that_too_few_acceptors_confirm_is_not_believed() {
        cluster.leads(1, 1, 8);
        cluster.promised(1, new Ballot(2, 2));
        cluster.acceptorAnswers(2, () -> {
            throw new RefusalException(new Refusal.Unavailable("cut off"));
        });

        assertRefused("that proposer 1 leads is confirmed by 1 acceptors of the 2 that must");
    }

    private void assertRefused(String reason) {
        assertThatExceptionOfType(RefusalException.class)
                .isThrownBy(() -> slot(cluster.watermarks(), 200_000_000))
                .satisfies(e -> assertThat(e.refusal()).isEqualTo(new Refusal.Unavailable(reason)));
    }
}
