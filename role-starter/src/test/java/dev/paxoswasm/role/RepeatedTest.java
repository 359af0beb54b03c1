package dev.paxoswasm.role;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RepeatedTest {

    @Test
    void what_fails_is_tried_again() throws InterruptedException {
        CountDownLatch tries = new CountDownLatch(3);
        try (Repeated _ = Repeated.start("a test", Duration.ofMillis(1), () -> {
            tries.countDown();
            throw new IllegalStateException("on purpose");
        })) {
            assertThat(tries.await(60, TimeUnit.SECONDS)).isTrue();
        }
    }
}
