package dev.paxoswasm.learner;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

class CatchingUpHealthTest {

    private long learned = 7;
    private Optional<Long> chosen = Optional.empty();

    private CatchingUpHealth with(Duration patience) {
        return new CatchingUpHealth(() -> learned, () -> chosen, patience);
    }

    private static String reason(Health health) {
        assertThat(health.getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
        return String.valueOf(health.getDetails().get("reason"));
    }

    @Test
    void it_is_ready_once_it_has_learned_what_was_chosen_when_it_started_and_stays_so() {
        chosen = Optional.of(20L);
        CatchingUpHealth health = with(Duration.ZERO);
        assertThat(reason(health.health())).isEqualTo("it has learned slot 7 of 20 that were chosen when it started");

        chosen = Optional.of(2_000L);
        learned = 20;
        assertThat(health.health().getStatus()).isEqualTo(Status.UP);
        learned = 0;
        assertThat(health.health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void it_waits_for_a_proposer_that_tells_and_then_for_what_it_tells() {
        CatchingUpHealth health = with(Duration.ofHours(1));
        assertThat(reason(health.health())).startsWith("no proposer has told yet what is chosen");

        chosen = Optional.of(8L);
        assertThat(reason(health.health())).contains("slot 7 of 8");
        learned = 8;
        assertThat(health.health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void where_no_proposer_answers_it_is_ready_after_its_patience_so_that_what_it_knows_can_be_read() {
        Health health = with(Duration.ZERO).health();

        assertThat(health.getStatus()).isEqualTo(Status.UP);
        assertThat(health.getDetails().get("caughtUp").toString()).startsWith("no proposer told");
    }
}
