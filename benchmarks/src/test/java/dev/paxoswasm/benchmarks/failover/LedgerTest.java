package dev.paxoswasm.benchmarks.failover;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private static final long PATIENCE_MILLIS = 10_000;

    private final Ledger ledger = new Ledger();
    private ServedLog log;

    @BeforeEach
    void serve() throws IOException {
        log = ServedLog.start();
    }

    @AfterEach
    void stop() {
        log.close();
    }

    private void acknowledged(String value, long slot) {
        ledger.heard(value.getBytes(US_ASCII), slot, 0, 1);
    }

    private void answered(long sent, long answered) {
        ledger.heard("a".getBytes(US_ASCII), ledger.size() + 1L, sent, answered);
    }

    @Test
    void nothing_is_lost_where_the_log_shows_every_acknowledged_value() {
        acknowledged("a", 1);
        acknowledged("b", 3);
        log.with(1, "a").with(2, "of someone else").with(3, "b");

        assertThat(ledger.lost(log.client())).isEmpty();
        assertThat(ledger.size()).isEqualTo(2);
    }

    @Test
    void an_acknowledged_value_that_the_log_lacks_is_lost() {
        acknowledged("a", 1);
        acknowledged("b", 2);
        acknowledged("c", 3);
        log.with(1, "a").with(2, "another");

        assertThat(ledger.lost(log.client())).containsExactly(2L, 3L);
    }

    @Test
    void a_value_in_another_slot_than_acknowledged_is_lost() {
        acknowledged("a", 1);
        log.with(1, "b").with(2, "a");

        assertThat(ledger.lost(log.client())).containsExactly(1L);
    }

    @Test
    void of_two_values_acknowledged_in_one_slot_one_is_lost_whichever_the_log_shows() {
        acknowledged("a", 1);
        acknowledged("b", 1);

        assertThat(ledger.lost(log.with(1, "a").client())).containsExactly(1L);
        assertThat(ledger.lost(log.with(1, "b").client())).containsExactly(1L);
    }

    @Test
    void a_log_of_many_pages_is_read_to_its_end() {
        for (long slot = 1; slot <= 1_000; slot++) {
            acknowledged("value " + slot, slot);
            log.with(slot, slot == 951 ? "another" : "value " + slot);
        }

        assertThat(ledger.lost(log.client())).containsExactly(951L);
    }

    @Test
    void only_a_write_that_was_sent_after_an_instant_shows_that_writes_go_on() throws Exception {
        AtomicReference<Thread> waiter = new AtomicReference<>();
        CompletableFuture<Long> resumed = CompletableFuture.supplyAsync(() -> {
            waiter.set(Thread.currentThread());
            try {
                return ledger.firstSentAfter(100, PATIENCE_MILLIS);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        while (waiter.get() == null || waiter.get().getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        answered(90, 110);
        answered(100, 120);
        answered(101, 130);
        answered(102, 140);

        assertThat(resumed.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)).isEqualTo(130);
    }

    @Test
    void where_no_write_goes_on_in_time_that_is_told() throws InterruptedException {
        answered(200, 210);

        assertThat(ledger.firstSentAfter(100, 1)).isEqualTo(-1);
    }

    @Test
    void the_longest_gap_is_one_that_ends_between_the_instants() {
        answered(0, 10);
        answered(0, 500);
        answered(0, 520);
        answered(0, 620);
        answered(0, 650);
        answered(0, 2_000);

        assertThat(ledger.longestGap(500, 650)).isEqualTo(100);
        assertThat(ledger.longestGap(499, 650)).isEqualTo(490);
        assertThat(ledger.longestGap(650, 1_999)).isZero();
    }
}
