package dev.paxoswasm.proposer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paxoswasm.contract.proposer.Leadership;
import dev.paxoswasm.contract.proposer.LeftOut;
import dev.paxoswasm.contract.proposer.ProposerStatus;
import dev.paxoswasm.contract.types.Ballot;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

class LeadershipHealthTest {

    private static final Duration LEADERLESS = Duration.ofSeconds(5);

    private static Health healthOf(Leadership leadership, Optional<Long> leader) {
        return healthOf(leadership, leader, Optional.empty(), List.of(), 0);
    }

    private static Health healthOf(
            Leadership leadership,
            Optional<Long> leader,
            Optional<String> trouble,
            List<LeftOut> leftOut,
            long leaderlessMillis) {
        ProposerStatus status = new ProposerStatus(
                1, leadership, Optional.of(new Ballot(7, 1)), leader, 4, 5, 0, trouble, leftOut, leaderlessMillis);
        return new LeadershipHealth(() -> status, LEADERLESS).health();
    }

    @Test
    void is_down_where_acceptors_have_forgotten_what_is_chosen() {
        Health health =
                healthOf(Leadership.RECOVERING, Optional.empty(), Optional.of("slot 4 is chosen, but …"), List.of(), 0);

        assertThat(health.getStatus()).isEqualTo(Status.DOWN);
        assertThat(health.getDetails()).containsEntry("reason", "slot 4 is chosen, but …");
    }

    @Test
    void is_down_where_nobody_has_led_for_some_time() {
        Health soon = healthOf(Leadership.CANDIDATE, Optional.empty(), Optional.empty(), List.of(), 5_000);
        Health later = healthOf(Leadership.CANDIDATE, Optional.empty(), Optional.empty(), List.of(), 5_001);

        assertThat(soon.getStatus()).isEqualTo(Status.UP);
        assertThat(later.getStatus()).isEqualTo(Status.DOWN);
        assertThat(later.getDetails()).containsEntry("reason", "no leader is known for 5001 ms");
    }

    @Test
    void names_the_acceptors_that_are_left_out_and_is_up_while_there_is_a_quorum_without_them() {
        Health health = healthOf(
                Leadership.LEADER, Optional.of(1L), Optional.empty(), List.of(new LeftOut(3, "it says so alone")), 0);

        assertThat(health.getStatus()).isEqualTo(Status.UP);
        assertThat(health.getDetails()).containsEntry("leftOut", Map.of("acceptor-3", "it says so alone"));
    }

    @Test
    void tells_who_leads() {
        Health health = healthOf(Leadership.FOLLOWER, Optional.of(2L));

        assertThat(health.getStatus()).isEqualTo(Status.UP);
        assertThat(health.getDetails())
                .containsEntry("leadership", "follower")
                .containsEntry("leader", 2L)
                .containsEntry("round", 7L);
    }

    @Test
    void is_down_without_a_quorum_of_acceptors_and_says_so() {
        Health health = healthOf(Leadership.ISOLATED, Optional.empty());

        assertThat(health.getStatus()).isEqualTo(Status.DOWN);
        assertThat(health.getDetails().get("reason")).asString().contains("no quorum of acceptors answers");
    }

    @Test
    void is_down_where_the_component_does_not_answer() {
        LeadershipHealth health = new LeadershipHealth(
                () -> {
                    throw new IllegalStateException("broken");
                },
                LEADERLESS);

        assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
    }
}
