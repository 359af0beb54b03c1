//! Asking the leader to decide again, where the votes alone do not show what is chosen.

use crate::{Host, Learner};
use contract::proposer::{ResolveOutcome, ResolveRequest};
use contract::types::{NodeId, Refusal};

#[derive(Default)]
pub struct Resolve {
    outstanding: Option<(u64, u64)>,
    not_before: u64,
    turn: usize,
    hint: Option<NodeId>,
}

impl<H: Host> Learner<H> {
    /// Paxos Made Simple, 2.3: a learner that cannot tell whether a value was chosen has a proposer issue a proposal.
    /// That is the case when a phase-1 quorum has shown its votes, none of the ballots has a quorum, and nothing has
    /// moved for longer than an election takes.
    pub(crate) fn ask_for_resolution(&mut self) {
        let timeout = u64::from(self.configuration.timing.election_timeout_millis).max(1);
        let patience = timeout.saturating_mul(3);
        self.resolve.outstanding.take_if(|(_, sent_at)| self.now.saturating_sub(*sent_at) > patience);
        let stuck = self.is_behind()
            && self.now.saturating_sub(self.catch_up.waiting_since) > patience
            && self.catch_up.answered.len() >= self.configuration.cluster.phase1_quorum;
        if !stuck || self.resolve.outstanding.is_some() || self.now < self.resolve.not_before {
            return;
        }
        let proposers = &self.configuration.cluster.proposers;
        let turn = self.resolve.turn.checked_rem(proposers.len()).unwrap_or(0);
        // A name is good for one try: whoever says that it resolves, and does not, is followed by the next in turn.
        let known = self.resolve.hint.take().filter(|hint| proposers.contains(hint));
        let Some(proposer) = known.or_else(|| proposers.get(turn).copied()) else { return };
        self.resolve.turn = turn.saturating_add(1);
        self.resolve.not_before = self.now.saturating_add(patience);
        let call = self.next_call();
        self.resolve.outstanding = Some((call, self.now));
        let first_slot = self.next_slot();
        self.host.resolve(call, proposer, ResolveRequest { first_slot });
    }

    pub fn resolve_answered(&mut self, call: u64, proposer: NodeId, answer: Result<ResolveOutcome, Refusal>) {
        if self.resolve.outstanding.take_if(|(it, _)| *it == call).is_none() {
            return;
        }
        match answer {
            Ok(ResolveOutcome::Resolving) => {}
            // The next tick asks the one that leads, or the next in turn.
            Ok(ResolveOutcome::NotLeader(leader)) => {
                self.resolve.hint = leader.filter(|&leader| leader != proposer);
                let pause = if self.resolve.hint.is_some() { 0 } else { self.configuration.timing.retry_millis };
                self.resolve.not_before = self.now.saturating_add(u64::from(pause));
            }
            Err(_) => {
                self.resolve.hint = None;
                let pause = u64::from(self.configuration.timing.retry_millis);
                self.resolve.not_before = self.now.saturating_add(pause);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::Learner;
    use crate::testing::*;
    use alloc::vec;
    use contract::proposer::ResolveOutcome;
    use contract::types::Refusal;

    /// A learner to which the acceptors have shown votes without a quorum for slot 1.
    fn stuck() -> Learner<Memory> {
        let mut node = learner();
        node.votes(bare(1, 1, 1, 1)).unwrap();
        node.tick(1_400, 0);
        for acceptor in [1, 2, 3] {
            node.answer_votes(acceptor, vec![accepted(1, acceptor.into(), "a")], false);
        }
        node
    }

    #[test]
    fn a_slot_without_a_quorum_is_resolved_after_three_election_timeouts() {
        let mut node = stuck();
        node.tick(4_000, 0);
        assert!(node.host().resolves.is_empty());
        node.tick(4_001, 0);
        assert_eq!(node.host().resolves[0].1, 1);
        assert_eq!(node.host().resolves[0].2, 1);
    }

    #[test]
    fn the_leader_that_a_proposer_names_is_asked_next() {
        let mut node = stuck();
        node.tick(4_001, 0);
        let (call, proposer, _) = node.host().resolves[0];
        node.resolve_answered(call, proposer, Ok(ResolveOutcome::NotLeader(Some(2))));
        node.tick(4_021, 0);
        assert_eq!(node.host().resolves[1].1, 2);
        let (call, proposer, _) = node.host().resolves[1];
        node.resolve_answered(call, proposer, Ok(ResolveOutcome::Resolving));
        node.tick(5_000, 0);
        assert_eq!(node.host().resolves.len(), 2, "it is given time");
    }

    #[test]
    fn a_proposer_that_cannot_be_reached_is_followed_by_the_next_in_turn() {
        let mut node = stuck();
        node.tick(4_001, 0);
        let (call, proposer, _) = node.host().resolves[0];
        node.resolve_answered(call, proposer, Err(Refusal::Unavailable("gone".into())));
        node.tick(4_301, 0);
        assert_eq!(node.host().resolves[1].1, 2);
    }

    #[test]
    fn a_proposer_that_says_it_resolves_and_does_not_is_followed_by_the_next_in_turn() {
        let mut node = stuck();
        for (now, proposer) in [(4_001, 1), (7_100, 2), (10_200, 1)] {
            node.tick(now, 0);
            let (call, asked, _) = node.host_mut().resolves.remove(0);
            assert_eq!(asked, proposer);
            node.resolve_answered(call, asked, Ok(ResolveOutcome::Resolving));
        }
    }

    #[test]
    fn a_leader_that_the_cluster_does_not_have_is_not_asked() {
        let mut node = stuck();
        node.tick(4_001, 0);
        let (call, asked, _) = node.host_mut().resolves.remove(0);
        node.resolve_answered(call, asked, Ok(ResolveOutcome::NotLeader(Some(u32::MAX))));
        node.tick(4_021, 0);
        assert_eq!(node.host().resolves[0].1, 2);
    }

    #[test]
    fn nothing_is_resolved_before_enough_acceptors_have_shown_their_votes() {
        let mut node = learner();
        node.votes(bare(1, 1, 1, 1)).unwrap();
        node.tick(1_400, 0);
        node.answer_votes(1, vec![accepted(1, 1, "a")], false);
        node.tick(9_000, 0);
        assert!(node.host().resolves.is_empty());
    }
}
