use crate::{Host, Proposer, State};
use contract::limits;
use contract::log::Level;
use contract::proposer::{ResolveOutcome, ResolveRequest};
use contract::types::{NodeId, Refusal};

impl<H: Host> Proposer<H> {
    pub fn resolve(&mut self, proposer: NodeId, request: ResolveRequest) -> Result<ResolveOutcome, Refusal> {
        limits::addressed(&self.configuration.cluster, proposer)?;
        limits::slots(request.first_slot, 1)?;
        match &self.state {
            State::New | State::Follower(_) => Ok(ResolveOutcome::NotLeader(self.leader)),
            // Open slots are being decided already; they are sent again until they are.
            _ if request.first_slot > self.chosen_through => Ok(ResolveOutcome::Resolving),
            _ if self.now < self.resolve_not_before => Ok(ResolveOutcome::Resolving),
            _ => {
                // Paxos Made Simple, 2.3: a new proposal makes known what is chosen. Phase 1 finds it and phase 2 has
                // it accepted at one ballot again.
                let first = request.first_slot;
                let text = format_args!("a learner finds no quorum for slot {first}: deciding again");
                self.say(Level::Warn, "no quorum found", 0, text);
                self.resolve_not_before = self.now.saturating_add(self.election_timeout());
                self.decide_again(first);
                Ok(ResolveOutcome::Resolving)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::*;
    use contract::proposer::{HeartbeatRequest, Leadership, ResolveOutcome, ResolveRequest};
    use contract::types::Refusal;

    const FIRST: ResolveRequest = ResolveRequest { first_slot: 1 };

    #[test]
    fn a_leader_decides_chosen_slots_again_at_a_new_ballot() {
        let mut node = leader();
        node.commands(&[command(1, "a")]).unwrap();
        node.acceptance(1, 1, 1);
        node.acceptance(2, 1, 1);
        node.asked_for_promises();
        assert_eq!(node.resolve(1, FIRST), Ok(ResolveOutcome::Resolving));
        assert_eq!(node.own_ballot(), ballot(2, 1));
        assert_eq!(node.asked_for_promises(), [(1, 1), (2, 1), (3, 1)]);
    }

    #[test]
    fn it_does_so_at_most_once_an_election_timeout() {
        let mut node = leader();
        node.commands(&[command(1, "a")]).unwrap();
        for _ in 0..3 {
            node.acceptance(1, 1, 1);
            node.acceptance(2, 1, 1);
            node.resolve(1, FIRST).unwrap();
            node.promise(1, &[accepted(1, ballot(1, 1), "a")], false);
            node.promise(2, &[accepted(1, ballot(1, 1), "a")], false);
        }
        assert_eq!(node.own_ballot(), ballot(2, 1));
        assert_eq!(node.status(1).unwrap().leadership, Leadership::Leader);
    }

    #[test]
    fn open_slots_are_being_decided_already() {
        let mut node = leader();
        node.commands(&[command(1, "a")]).unwrap();
        assert_eq!(node.resolve(1, FIRST), Ok(ResolveOutcome::Resolving));
        assert_eq!(node.own_ballot(), ballot(1, 1));
    }

    #[test]
    fn a_follower_names_the_leader() {
        let mut node = follower();
        node.heartbeat(1, HeartbeatRequest { ballot: ballot(3, 2), chosen_through: 0 }).unwrap();
        assert_eq!(node.resolve(1, FIRST), Ok(ResolveOutcome::NotLeader(Some(2))));
    }

    #[test]
    fn a_request_that_breaks_the_contract_is_refused() {
        let mut node = leader();
        assert_eq!(node.resolve(2, FIRST), Err(Refusal::Misaddressed(1)));
        assert!(matches!(node.resolve(1, ResolveRequest { first_slot: 0 }), Err(Refusal::Invalid(_))));
    }
}
