package dev.paxoswasm.role.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

class JoiningHealthTest {

    private boolean reached;
    private Optional<String> leader = Optional.empty();

    private JoiningHealth with(Duration patience) {
        return new JoiningHealth(() -> reached, patience, () -> leader);
    }

    private static String reason(Health health) {
        assertThat(health.getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
        return String.valueOf(health.getDetails().get("reason"));
    }

    @Test
    void it_is_ready_once_a_leader_has_reached_it_and_stays_so() {
        JoiningHealth joining = with(Duration.ofHours(1));
        assertThat(reason(joining.health())).startsWith("no leader has reached it since it started");

        reached = true;
        assertThat(joining.health().getStatus()).isEqualTo(Status.UP);
        reached = false;
        leader = Optional.of("proposer 1 says that it leads");
        assertThat(joining.health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void where_nobody_leads_it_is_ready_after_its_patience_so_that_a_cluster_can_start() {
        JoiningHealth joining = with(Duration.ZERO);

        assertThat(joining.health().getStatus()).isEqualTo(Status.UP);
        assertThat(joining.health().getDetails().get("joined").toString()).startsWith("nobody was found to lead");
    }

    @Test
    void where_somebody_leads_it_waits_on_and_names_who() {
        leader = Optional.of("proposer 2 says that it leads");
        JoiningHealth joining = with(Duration.ZERO);

        assertThat(reason(joining.health()))
                .isEqualTo("proposer 2 says that it leads, but that leader has not reached it since it started");

        leader = Optional.empty();
        assertThat(joining.health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void a_component_that_does_not_tell_makes_it_no_error_but_not_ready() {
        JoiningHealth joining = new JoiningHealth(
                () -> {
                    throw new IllegalStateException("out of service");
                },
                Duration.ZERO,
                () -> leader);

        assertThat(joining.health().getStatus()).isEqualTo(Status.DOWN);
    }
}
