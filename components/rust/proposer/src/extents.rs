//! How far the log is, as a leader says, believed as far as acceptors confirm it: a chosen slot was accepted by a phase-2
//! quorum, so a quorum of acceptors reaches as far.

use crate::{Host, Proposer};
use alloc::collections::BTreeMap;
use alloc::vec::Vec;
use contract::acceptor::{AcceptorStatus, Standing};
use contract::types::{NodeId, Slot};

#[derive(Default)]
pub struct Extents {
    claimed: Slot,
    question: Option<Question>,
}

struct Question {
    call: u64,
    sent_at: u64,
    /// What had been claimed when the acceptors were asked.
    claimed: Slot,
    highest: BTreeMap<NodeId, Slot>,
    promised: BTreeMap<NodeId, u64>,
}

impl<H: Host> Proposer<H> {
    /// A leader says that all slots up to this one are chosen.
    pub(crate) fn claimed(&mut self, chosen_through: Slot) {
        self.extents.claimed = chosen_through;
        let retry = u64::from(self.configuration.timing.retry_millis).max(1);
        let waits = |it: &Question| self.now.saturating_sub(it.sent_at) < retry;
        if chosen_through <= self.chosen_through || self.extents.question.as_ref().is_some_and(waits) {
            return;
        }
        self.calls = self.calls.saturating_add(1);
        self.extents.question = Some(Question {
            call: self.calls,
            sent_at: self.now,
            claimed: chosen_through,
            highest: BTreeMap::new(),
            promised: BTreeMap::new(),
        });
        self.host.acceptor_status(self.calls, &self.configuration.cluster.acceptors);
    }

    /// Takes an acceptor's answer in. Whether it was asked for here.
    pub(crate) fn extent(&mut self, call: u64, acceptor: NodeId, status: &AcceptorStatus) -> bool {
        let cluster = &self.configuration.cluster;
        let Some(question) = self.extents.question.as_mut().filter(|it| it.call == call) else { return false };
        if status.standing != Standing::Voting || !cluster.acceptors.contains(&acceptor) {
            return true;
        }
        question.highest.insert(acceptor, status.highest_slot);
        question.promised.insert(acceptor, status.promised.map_or(0, |promised| promised.round));
        let reached = nth_highest(&question.highest, cluster.phase2_quorum).unwrap_or(0).min(question.claimed);
        // Rounds that a phase-1 quorum has promised are real, however far they are.
        let round = nth_highest(&question.promised, cluster.phase1_quorum).unwrap_or(0);
        if question.highest.len() >= cluster.acceptors.len() {
            self.extents.question = None;
        }
        self.seen_round = self.seen_round.max(round);
        if reached > self.chosen_through {
            self.chosen_through = reached;
            self.store_progress();
        }
        true
    }
}

fn nth_highest(numbers: &BTreeMap<NodeId, u64>, nth: u32) -> Option<u64> {
    let mut numbers: Vec<u64> = numbers.values().copied().collect();
    numbers.sort_unstable_by(|a, b| b.cmp(a));
    numbers.get((nth as usize).saturating_sub(1)).copied()
}
