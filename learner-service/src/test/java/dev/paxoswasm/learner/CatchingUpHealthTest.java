package dev.paxoswasm.learner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paxoswasm.contract.learner.LearnerStatus;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

class CatchingUpHealthTest {

    private long learned = 7;
    private long voted = 20;
    private Optional<Long> chosen = Optional.empty();

    private CatchingUpHealth with(Duration patience) {
        return new CatchingUpHealth(
                () -> new LearnerStatus(1, learned, voted, Optional.empty()), () -> chosen, patience);
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
    void a_proposer_that_tells_of_more_than_acceptors_have_voted_for_does_not_keep_it_from_being_ready() {
        chosen = Optional.of((1L << 53) - 1);
        CatchingUpHealth health = with(Duration.ZERO);
        assertThat(reason(health.health())).contains("slot 7 of 9007199254740991");

        learned = 20;
        assertThat(health.health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void it_believes_the_proposer_as_long_as_it_is_patient() {
        chosen = Optional.of(8L);
        voted = 7;
        assertThat(reason(with(Duration.ofHours(1)).health())).contains("slot 7 of 8");
    }

    @Test
    void an_empty_learner_that_has_seen_no_votes_waits_on() {
        chosen = Optional.of(8L);
        learned = 0;
        voted = 0;
        assertThat(reason(with(Duration.ZERO).health())).contains("slot 0 of 8");
    }

    @Test
    void where_no_proposer_answers_it_is_ready_after_its_patience_so_that_what_it_knows_can_be_read() {
        Health health = with(Duration.ZERO).health();

        assertThat(health.getStatus()).isEqualTo(Status.UP);
        assertThat(health.getDetails().get("caughtUp").toString()).startsWith("no proposer told");
    }
}
