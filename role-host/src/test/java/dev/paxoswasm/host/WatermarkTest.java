package dev.paxoswasm.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paxoswasm.contract.acceptor.AcceptorStatus;
import dev.paxoswasm.contract.acceptor.Standing;
import dev.paxoswasm.contract.proposer.Leadership;
import dev.paxoswasm.contract.proposer.ProposerStatus;
import dev.paxoswasm.contract.types.Ballot;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WatermarkTest {

    private static final Ballot OLD = new Ballot(3, 1);
    private static final Ballot NEW = new Ballot(3, 2);

    private final Watermark watermark = new Watermark(2);

    private void leads(Ballot ballot, long nextSlot) {
        proposer(Leadership.LEADER, ballot, nextSlot);
    }

    private void proposer(Leadership leadership, Ballot ballot, long nextSlot) {
        watermark.proposerAnswered(new ProposerStatus(
                ballot.proposer(),
                leadership,
                Optional.of(ballot),
                Optional.empty(),
                0,
                nextSlot,
                0,
                Optional.empty(),
                List.of(),
                0));
    }

    private void promised(long acceptor, Ballot ballot) {
        answers(acceptor, Standing.VOTING, ballot);
    }

    private void answers(long acceptor, Standing standing, Ballot ballot) {
        watermark.acceptorAnswered(
                acceptor,
                new AcceptorStatus(
                        acceptor, 1, standing, Optional.empty(), Optional.ofNullable(ballot), 0, Optional.empty()));
    }

    @Test
    void an_acceptor_that_does_not_vote_confirms_nobody() {
        leads(OLD, 8);
        promised(1, OLD);
        answers(2, Standing.FORGETFUL, null);
        answers(3, Standing.RECOVERING, OLD);
        assertThat(watermark.slot()).isEmpty();
    }

    @Test
    void it_is_the_last_slot_of_a_leader_that_a_phase_2_quorum_of_acceptors_confirms() {
        promised(1, OLD);
        leads(OLD, 8);
        assertThat(watermark.slot()).isEmpty();

        promised(3, OLD);

        assertThat(watermark.slot()).hasValue(7);
    }

    @Test
    void acceptors_that_have_promised_less_or_nothing_confirm_a_leader_too() {
        leads(NEW, 1);
        promised(1, OLD);
        promised(2, null);

        assertThat(watermark.slot()).hasValue(0);
    }

    @Test
    void a_leader_is_not_confirmed_by_those_that_have_promised_a_higher_ballot() {
        leads(OLD, 8);
        promised(1, OLD);
        promised(2, NEW);
        promised(3, NEW);

        assertThat(watermark.slot()).isEmpty();
        assertThat(watermark.missing())
                .isEqualTo("that proposer 1 leads is confirmed by 1 acceptors of the 2 that must");
    }

    @Test
    void one_that_answers_twice_counts_once_and_with_its_highest_promise() {
        leads(OLD, 8);
        promised(1, OLD);
        promised(1, OLD);
        assertThat(watermark.slot()).isEmpty();

        promised(1, NEW);
        promised(1, OLD);
        promised(2, OLD);

        assertThat(watermark.slot()).isEmpty();
    }

    @Test
    void a_proposer_that_does_not_lead_says_nothing_of_the_log() {
        for (Leadership leadership : Leadership.values()) {
            if (leadership != Leadership.LEADER) {
                proposer(leadership, NEW, 8);
            }
        }
        promised(1, OLD);
        promised(2, OLD);

        assertThat(watermark.slot()).isEmpty();
        assertThat(watermark.missing()).isEqualTo("no proposer has said that it leads");
    }

    @Test
    void a_leader_that_answers_twice_has_proposed_no_more_than_at_first_when_the_read_began() {
        promised(1, OLD);
        promised(2, OLD);
        leads(OLD, 5);
        leads(OLD, 9);

        assertThat(watermark.slot()).hasValue(4);
    }

    @Test
    void of_two_leaders_that_are_both_confirmed_the_shorter_log_is_enough() {
        promised(1, null);
        promised(2, null);
        leads(OLD, 9);
        leads(NEW, 5);

        assertThat(watermark.slot()).hasValue(4);
    }
}
