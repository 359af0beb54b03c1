use crate::{Host, Proposer, State};
use contract::acceptor::{AcceptOutcome, Acceptance};
use contract::types::{NodeId, Refusal};

impl<H: Host> Proposer<H> {
    /// Phase 2b has come back.
    pub fn accept_answered(&mut self, _call: u64, acceptor: NodeId, answer: Result<AcceptOutcome, Refusal>) {
        match answer {
            Ok(AcceptOutcome::Accepted(acceptance)) => self.accepted(acceptor, acceptance),
            Ok(AcceptOutcome::Rejected(promised)) => self.rejected(acceptor, promised),
            Err(refusal) => self.refused("accept", acceptor, &refusal),
        }
    }

    /// An acceptance names its ballot and slots, so it counts whichever call it answers; one for another ballot is old.
    fn accepted(&mut self, acceptor: NodeId, acceptance: Acceptance) {
        let in_use = self.ballot_in_use();
        if Some(acceptance.ballot) != in_use || !self.counts(acceptor) {
            return;
        }
        self.agreed(acceptor);
        if let State::Leading(leading, _) = &mut self.state {
            leading.answered(acceptor, self.now);
        }
        let (State::Campaigning(_, open) | State::Leading(_, open)) = &mut self.state else { return };
        let chosen = open.vote(&self.configuration.cluster, acceptor, acceptance.first_slot, acceptance.count);
        // What is chosen in a row is known to be chosen: the next campaign begins after it.
        let chosen_through = open.chosen_through();
        let last = acceptance.first_slot.saturating_add(u64::from(acceptance.count)).saturating_sub(1);
        let proposed = open.next_slot().saturating_sub(1);
        self.unstored |= self.acceptors.said(acceptor, acceptance.ballot, last.min(proposed));
        if chosen_through > self.chosen_through {
            self.chosen_through = chosen_through;
            self.store_progress();
        }
        if chosen > 0 && matches!(self.state, State::Campaigning(..)) {
            let give_up_at = self.now.saturating_add(self.patience());
            if let State::Campaigning(campaign, _) = &mut self.state {
                campaign.give_up_at = give_up_at;
            }
            self.recover();
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::*;
    use contract::acceptor::{AcceptOutcome, Acceptance};
    use contract::log::Level;
    use contract::proposer::Leadership;
    use contract::types::Refusal;

    #[test]
    fn a_slot_is_chosen_when_a_phase_2_quorum_accepted_it() {
        let mut node = leader();
        node.commands(&[command(1, "a"), command(2, "b")]).unwrap();
        node.acceptance(1, 1, 2);
        assert_eq!(node.status(1).unwrap().open_slots, 2);
        node.acceptance(3, 1, 2);
        let status = node.status(1).unwrap();
        assert_eq!((status.open_slots, status.chosen_through, status.next_slot), (0, 2, 3));
    }

    #[test]
    fn the_same_acceptance_twice_counts_once() {
        let mut node = leader();
        node.commands(&[command(1, "a")]).unwrap();
        node.acceptance(1, 1, 1);
        node.acceptance(1, 1, 1);
        assert_eq!(node.status(1).unwrap().chosen_through, 0);
    }

    #[test]
    fn an_acceptance_of_another_ballot_or_of_a_stranger_does_not_count() {
        let mut node = leader();
        node.commands(&[command(1, "a")]).unwrap();
        node.acceptance(1, 1, 1);
        let old = Acceptance { ballot: ballot(1, 2), first_slot: 1, count: 1 };
        node.accept_answered(1, 2, Ok(AcceptOutcome::Accepted(old)));
        node.acceptance(9, 1, 1);
        assert_eq!(node.status(1).unwrap().chosen_through, 0);
    }

    #[test]
    fn what_is_chosen_out_of_order_waits_for_the_slots_before_it() {
        let mut node = leader();
        node.commands(&[command(1, "a"), command(2, "b")]).unwrap();
        node.acceptance(1, 2, 1);
        node.acceptance(2, 2, 1);
        let status = node.status(1).unwrap();
        assert_eq!((status.chosen_through, status.open_slots), (0, 1));
        node.acceptance(1, 1, 1);
        node.acceptance(2, 1, 1);
        assert_eq!(node.status(1).unwrap().chosen_through, 2);
    }

    #[test]
    fn acceptances_beyond_what_is_open_are_harmless() {
        let mut node = leader();
        node.commands(&[command(1, "a")]).unwrap();
        for acceptor in [1, 2] {
            node.acceptance(acceptor, 1, u32::MAX);
            node.acceptance(acceptor, u64::MAX, 1);
            node.acceptance(acceptor, 0, 1);
        }
        let status = node.status(1).unwrap();
        assert_eq!((status.chosen_through, status.next_slot), (1, 2));
    }

    #[test]
    fn a_rejection_makes_the_leader_step_down() {
        let mut node = leader();
        node.commands(&[command(1, "a")]).unwrap();
        node.accept_answered(1, 2, Ok(AcceptOutcome::Rejected(ballot(4, 2))));
        let status = node.status(1).unwrap();
        assert_eq!((status.leadership, status.leader, status.open_slots), (Leadership::Follower, None, 0));
        node.unheard([2_600, 3_100]);
        assert_eq!(node.own_ballot(), ballot(5, 1));
    }

    #[test]
    fn a_violation_is_written_to_the_log_as_an_error() {
        let mut node = leader();
        node.accept_answered(1, 2, Err(Refusal::Violation("slot 1".into())));
        assert_eq!(node.host().lines.last().unwrap().0, Level::Error);
    }
}
