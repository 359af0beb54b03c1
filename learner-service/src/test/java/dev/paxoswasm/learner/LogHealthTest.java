package dev.paxoswasm.learner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paxoswasm.contract.learner.LearnerStatus;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

class LogHealthTest {

    private static Health healthOf(Optional<String> trouble) {
        return new LogHealth(() -> new LearnerStatus(1, 5, 6, trouble)).health();
    }

    @Test
    void is_up_while_votes_agree_with_what_is_learned() {
        Health health = healthOf(Optional.empty());

        assertThat(health.getStatus()).isEqualTo(Status.UP);
        assertThat(health.getDetails()).containsEntry("chosenThrough", 5L);
    }

    @Test
    void is_down_and_says_why_where_acceptors_vote_for_another_value_than_the_one_learned() {
        Health health = healthOf(Optional.of("acceptor 2 votes for another value in slot 4"));

        assertThat(health.getStatus()).isEqualTo(Status.DOWN);
        assertThat(health.getDetails()).containsEntry("reason", "acceptor 2 votes for another value in slot 4");
    }
}
