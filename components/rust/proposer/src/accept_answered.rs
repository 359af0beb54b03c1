use crate::{Host, Proposer, State};
use contract::acceptor::{AcceptOutcome, Acceptance};
use contract::types::{NodeId, Refusal};

impl<H: Host> Proposer<H> {
    /// Phase 2b has come back.
    pub fn accept_answered(&mut self, _call: u64, acceptor: NodeId, answer: Result<AcceptOutcome, Refusal>) {
        match answer {
            Ok(AcceptOutcome::Accepted(acceptance)) => self.accepted(acceptor, acceptance),
            Ok(AcceptOutcome::Rejected(promised)) => self.preempted(promised),
            Err(refusal) => self.refused("accept", acceptor, &refusal),
        }
    }

    /// An acceptance names its ballot and slots, so it counts whichever call it answers; one for another ballot is old.
    fn accepted(&mut self, acceptor: NodeId, acceptance: Acceptance) {
        let in_use = self.ballot_in_use();
        let (State::Campaigning(_, open) | State::Leading(_, open)) = &mut self.state else { return };
        if Some(acceptance.ballot) != in_use {
            return;
        }
        let chosen = open.vote(&self.configuration.cluster, acceptor, acceptance.first_slot, acceptance.count);
        // What is chosen in a row is known to be chosen: the next campaign begins after it.
        self.chosen_through = open.chosen_through();
        if chosen == 0 {
            return;
        }
        match &mut self.state {
            State::Leading(leading, _) => leading.progress_at = self.now,
            State::Campaigning(..) => {
                let give_up_at = self.now.saturating_add(self.patience());
                if let State::Campaigning(campaign, _) = &mut self.state {
                    campaign.give_up_at = give_up_at;
                }
                self.recover();
            }
            State::New | State::Follower { .. } => {}
        }
    }
}
