package dev.paxoswasm.systemtests.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;

/** How long each value took that was acknowledged within some seconds, in nanoseconds and ascending. */
record Pace(long[] nanos) {
    private static final Duration MEASURED = Duration.ofSeconds(5);

    /** Generous: the machine has other things to do, too. A cluster that waits for timeouts is slower by far more. */
    private static final int FACTOR = 4;

    private static final Duration NOISE = Duration.ofMillis(300);

    static Pace of(RecordedLoad load) {
        load.takeAppendNanos();
        await().pollDelay(MEASURED).atMost(MEASURED.multipliedBy(2)).until(() -> true);
        return new Pace(load.takeAppendNanos());
    }

    /** Neither throughput nor tail latency has suffered. */
    void requireLike(Pace healthy) {
        assertThat(nanos.length).as("values in %s", MEASURED).isGreaterThan(healthy.nanos.length / FACTOR);
        assertThat(p99()).isLessThan(healthy.p99().multipliedBy(FACTOR).plus(NOISE));
    }

    private Duration p99() {
        return Duration.ofNanos(nanos[nanos.length * 99 / 100]);
    }
}
