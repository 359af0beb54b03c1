package dev.paxoswasm.role;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RepeatedErrorsTest {

    private final LoggerContext context = new LoggerContext();
    private final Logger log = context.getLogger("node");
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private long now;
    private String who = "proposer-1";

    @BeforeEach
    void install() {
        context.addTurboFilter(new RepeatedErrors(() -> who, () -> now));
        logged.start();
        log.addAppender(logged);
    }

    private List<String> lines() {
        return logged.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    private void passSeconds(double seconds) {
        now += (long) (seconds * TimeUnit.SECONDS.toNanos(1));
    }

    @Test
    void an_error_twice_a_second_is_logged_once_and_then_with_a_count_ever_more_rarely() {
        for (int i = 0; i <= 200; i++) {
            log.error("no round is left after {}", 7);
            passSeconds(0.5);
        }

        assertThat(lines())
                .containsExactly(
                        "no round is left after 7",
                        "no round is left after 7 (20 times in the last 10 s)",
                        "no round is left after 7 (40 times in the last 20 s)",
                        "no round is left after 7 (80 times in the last 40 s)");
        assertThat(logged.list).allMatch(event -> event.getLevel() == Level.ERROR);
    }

    @Test
    void what_differs_is_logged_each_time() {
        log.error("acceptor 1 is away");
        log.error("acceptor 2 is away");
        log.warn("acceptor 1 is away");
        log.error("acceptor 1 is away", new IllegalStateException("why"));
        who = "proposer-2";
        log.error("acceptor 1 is away");

        assertThat(lines()).hasSize(5);
    }

    @Test
    void what_is_no_fault_is_logged_however_often_it_comes() {
        log.info("chosen");
        log.info("chosen");

        assertThat(lines()).hasSize(2);
    }

    @Test
    void an_error_that_comes_after_a_while_is_new() {
        log.error("acceptor 1 is away");
        passSeconds(11);
        log.error("acceptor 1 is away");

        assertThat(lines()).containsExactly("acceptor 1 is away", "acceptor 1 is away");
    }

    @Test
    void ten_thousand_different_errors_take_no_more_memory_than_some_hundred() {
        for (int i = 0; i < 10_000; i++) {
            log.error("fault {}", i);
        }
        log.error("fault 0");

        assertThat(lines()).hasSize(10_001);
    }
}
