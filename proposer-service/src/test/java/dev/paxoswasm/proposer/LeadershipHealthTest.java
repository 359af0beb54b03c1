package dev.paxoswasm.proposer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paxoswasm.contract.proposer.Leadership;
import dev.paxoswasm.contract.proposer.ProposerStatus;
import dev.paxoswasm.contract.types.Ballot;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

class LeadershipHealthTest {

    private static Health healthOf(Leadership leadership, Optional<Long> leader) {
        ProposerStatus status = new ProposerStatus(1, leadership, Optional.of(new Ballot(7, 1)), leader, 4, 5, 0);
        return new LeadershipHealth(() -> status).health();
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
        LeadershipHealth health = new LeadershipHealth(() -> {
            throw new IllegalStateException("broken");
        });

        assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
    }
}
