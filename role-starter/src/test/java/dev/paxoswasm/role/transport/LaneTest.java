package dev.paxoswasm.role.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LaneTest {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final BlockingQueue<List<Long>> sent = new LinkedBlockingQueue<>();
    private final CountDownLatch firstMayEnd = new CountDownLatch(1);

    private Lane<Long> lane(Lane.Bounds bounds) {
        return new Lane<>("test", bounds, item -> item, this::send, meters);
    }

    private void send(List<Long> batch) {
        sent.add(batch);
        try {
            firstMayEnd.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<Long> next() throws InterruptedException {
        return sent.poll(10, TimeUnit.SECONDS);
    }

    @Test
    void what_waits_goes_together_within_the_bounds_of_a_batch() throws InterruptedException {
        Lane<Long> lane = lane(new Lane.Bounds(100, 1_000, 3, 10, 1));
        lane.offer(1L);
        assertThat(next()).containsExactly(1L);
        List.of(1L, 2L, 3L, 4L, 5L, 6L, 50L, 7L).forEach(lane::offer);
        firstMayEnd.countDown();

        assertThat(next()).containsExactly(1L, 2L, 3L);
        assertThat(next()).containsExactly(4L, 5L);
        assertThat(next()).containsExactly(6L);
        assertThat(next()).containsExactly(50L);
        assertThat(next()).containsExactly(7L);
    }

    @Test
    void no_more_than_so_many_are_in_flight() throws InterruptedException {
        Lane<Long> lane = lane(Lane.Bounds.single(100, 1_000, 2));
        List.of(1L, 2L, 3L).forEach(lane::offer);

        assertThat(List.of(next(), next())).containsExactlyInAnyOrder(List.of(1L), List.of(2L));
        assertThat(sent).isEmpty();
        firstMayEnd.countDown();
        assertThat(next()).containsExactly(3L);
    }

    @Test
    void what_finds_the_queue_full_is_dropped_and_counted() throws InterruptedException {
        Lane<Long> lane = lane(new Lane.Bounds(2, 10, 1, 10, 1));
        assertThat(lane.offer(1L)).isTrue();
        assertThat(next()).containsExactly(1L);

        assertThat(lane.offer(99L)).as("alone, whatever its weight").isTrue();
        assertThat(lane.offer(1L)).as("over the weight").isFalse();
        firstMayEnd.countDown();
        assertThat(next()).containsExactly(99L);
        assertThat(meters.get("paxos.outbox.dropped").counter().count()).isEqualTo(1);
    }

    @Test
    void a_failed_send_does_not_stop_the_lane() throws InterruptedException {
        firstMayEnd.countDown();
        Lane<Long> lane = new Lane<>(
                "test",
                Lane.Bounds.single(10, 100, 1),
                item -> item,
                batch -> {
                    sent.add(batch);
                    throw new IllegalStateException("broken");
                },
                meters);
        lane.offer(1L);
        assertThat(next()).containsExactly(1L);
        lane.offer(2L);
        assertThat(next()).containsExactly(2L);
    }

    @Test
    void a_full_batch_goes_beside_those_under_way_and_a_partial_one_waits() throws InterruptedException {
        Lane<Long> lane = lane(new Lane.Bounds(100, 1_000, 2, 1_000, 1, 2));
        lane.offer(1L);
        assertThat(next()).containsExactly(1L);
        lane.offer(2L);
        assertThat(sent.poll(100, TimeUnit.MILLISECONDS)).as("partial").isNull();

        List.of(3L, 4L, 5L).forEach(lane::offer);
        assertThat(next()).containsExactly(2L, 3L);
        assertThat(sent.poll(100, TimeUnit.MILLISECONDS))
                .as("no third, full as it is")
                .isNull();
        firstMayEnd.countDown();
        assertThat(next()).containsExactly(4L, 5L);
    }

    @Test
    void what_is_put_waits_for_room_but_not_for_ever() throws InterruptedException {
        Lane<Long> lane = lane(new Lane.Bounds(1, 10, 1, 10, 1));
        lane.offer(1L);
        assertThat(next()).containsExactly(1L);
        lane.offer(2L);

        assertThat(lane.put(3L, 1_000_000)).as("no room in time").isFalse();
        Thread.ofVirtual().start(firstMayEnd::countDown);
        assertThat(lane.put(4L, TimeUnit.SECONDS.toNanos(10))).isTrue();
        assertThat(List.of(next(), next())).containsExactly(List.of(2L), List.of(4L));
    }

    @Test
    void the_next_batch_waits_for_those_that_were_just_answered() throws InterruptedException {
        Lane<Long> lane = gathering(3);
        releasedAfterHoldingUp(lane, 2L, 3L);

        assertThat(sent.poll(100, TimeUnit.MILLISECONDS)).as("waits").isNull();
        lane.offer(4L);
        assertThat(next()).containsExactly(2L, 3L, 4L);
    }

    @Test
    void it_waits_no_longer_than_four_times_what_the_last_batch_took() throws InterruptedException {
        long took = releasedAfterHoldingUp(gathering(3), 2L, 3L);

        long before = took * 3;
        assertThat(sent.poll(before, TimeUnit.NANOSECONDS)).as("waits").isNull();
        assertSentBefore(before, 2L, 3L);
    }

    @Test
    void it_waits_for_no_more_than_are_worth_it() throws InterruptedException {
        long took = releasedAfterHoldingUp(gathering(2), 2L, 3L);

        assertSentBefore(took, 2L, 3L);
    }

    @Test
    void a_lone_item_waits_for_nobody() throws InterruptedException {
        Lane<Long> lane = gathering(64);
        long took = releasedAfterHoldingUp(lane);

        lane.offer(2L);
        assertSentBefore(took, 2L);
    }

    private Lane<Long> gathering(int length) {
        return new Lane<>(
                "test",
                new Lane.Bounds(100, 1_000, 10, 1_000, 1),
                new Lane.Gathering(length, TimeUnit.HOURS.toNanos(1)),
                item -> item,
                this::send,
                meters);
    }

    /** Has a first batch of one item end after a while, in which these have come; returns how long it took at least. */
    private long releasedAfterHoldingUp(Lane<Long> lane, Long... items) throws InterruptedException {
        lane.offer(1L);
        assertThat(next()).containsExactly(1L);
        long start = System.nanoTime();
        List.of(items).forEach(lane::offer);
        assertThat(sent.poll(1, TimeUnit.SECONDS)).as("held up by the first").isNull();
        long took = System.nanoTime() - start;
        lane.answering();
        firstMayEnd.countDown();
        return took;
    }

    private void assertSentBefore(long nanos, Long... items) throws InterruptedException {
        long start = System.nanoTime();
        assertThat(next()).containsExactly(items);
        assertThat(System.nanoTime() - start).isLessThan(nanos);
    }
}
