package dev.paxoswasm.role.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.paxoswasm.contract.WitBinary;
import dev.paxoswasm.contract.WitFormatException;
import dev.paxoswasm.contract.types.Ballot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class OutagesTest {

    private final Logger log = (Logger) LoggerFactory.getLogger(Outages.class);
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private long now;
    private final Outages outages = new Outages(() -> now);

    @BeforeEach
    void listen() {
        logged.start();
        log.addAppender(logged);
    }

    @AfterEach
    void listenNoMore() {
        log.detachAppender(logged);
    }

    private List<String> lines() {
        return logged.list.stream()
                .map(event -> event.getLevel() + " " + event.getFormattedMessage())
                .toList();
    }

    private void silent() {
        outages.failed(3, "acceptor 3", new UncheckedIOException(new IOException("Connection refused")));
    }

    private void nonsense(int bytes) {
        WitFormatException malformed = catchThrowableOfType(
                WitFormatException.class, () -> WitBinary.codecOf(Ballot.class).decode(new byte[bytes]));
        outages.failed(3, "acceptor 3", malformed);
    }

    private void passSeconds(long seconds) {
        now += TimeUnit.SECONDS.toNanos(seconds);
    }

    @Test
    void a_node_that_ends_and_comes_back_is_told_twice_however_many_messages_it_missed() {
        outages.answered(3);
        for (int i = 0; i < 100; i++) {
            silent();
            passSeconds(1);
        }
        outages.answered(3);
        passSeconds(4);
        outages.answered(3);
        outages.answered(3);

        assertThat(lines())
                .containsExactly(
                        "WARN acceptor 3 could not be reached: Connection refused",
                        "INFO acceptor 3 answers again: 99 s lay between the first failure and the last");
    }

    @Test
    void one_that_has_not_started_yet_is_given_time() {
        silent();
        passSeconds(9);
        silent();
        assertThat(lines()).isEmpty();
        passSeconds(1);
        silent();
        assertThat(lines()).containsExactly("WARN acceptor 3 could not be reached: Connection refused");
    }

    @Test
    void answers_that_the_contract_does_not_allow_are_told_at_once_with_the_first_reason() {
        nonsense(1);
        for (int bytes = 3; bytes < 100; bytes++) {
            outages.answered(3);
            nonsense(bytes);
        }
        assertThat(lines())
                .singleElement(STRING)
                .startsWith("WARN acceptor 3 gave an answer that is not what the contract says: ballot");
    }

    @Test
    void a_moment_without_an_answer_before_it_was_told_leaves_no_trace() {
        silent();
        outages.answered(3);
        passSeconds(60);
        outages.answered(3);
        assertThat(lines()).isEmpty();
    }
}
