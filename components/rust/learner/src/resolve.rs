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
    /// Paxos Made Simple, 2.3: a learner that cannot tell whether a value was chosen has a proposer issue a proposal. That
    /// is the case when a phase-1 quorum has shown its votes, none of the ballots has a quorum, and nothing has moved for
    /// longer than an election takes.
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
        let known = self.resolve.hint.filter(|hint| proposers.contains(hint));
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
            Ok(ResolveOutcome::Resolving) => self.resolve.hint = Some(proposer),
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
