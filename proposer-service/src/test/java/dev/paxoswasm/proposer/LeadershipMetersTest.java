package dev.paxoswasm.proposer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paxoswasm.contract.types.Ballot;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class LeadershipMetersTest {

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final LeadershipMeters meters = new LeadershipMeters(registry);

    private double count(String what) {
        return registry.get("paxos.proposer." + what).counter().count();
    }

    @Test
    void a_campaign_asks_many_acceptors_page_by_page_and_counts_once() {
        for (int message = 0; message < 5; message++) {
            meters.campaigns(new Ballot(1, 1));
        }
        assertThat(count("campaigns")).isEqualTo(1);

        meters.campaigns(new Ballot(3, 1));
        assertThat(count("campaigns")).isEqualTo(2);
    }

    @Test
    void a_ballot_is_preempted_once_however_many_acceptors_say_so_and_late_answers_count_no_more() {
        meters.preempted(new Ballot(2, 1));
        meters.preempted(new Ballot(2, 1));
        meters.preempted(new Ballot(4, 1));
        meters.preempted(new Ballot(2, 1));

        assertThat(count("preemptions")).isEqualTo(2);
    }

    @Test
    void a_leader_changes_with_its_ballot_be_it_of_the_same_proposer_and_not_with_a_late_heartbeat() {
        meters.leads(new Ballot(1, 1));
        meters.leads(new Ballot(1, 1));
        meters.leads(new Ballot(1, 2));
        meters.leads(new Ballot(2, 2));
        meters.leads(new Ballot(1, 1));

        assertThat(count("leader.changes")).isEqualTo(3);
        assertThat(count("campaigns")).isZero();
        assertThat(count("preemptions")).isZero();
    }
}
