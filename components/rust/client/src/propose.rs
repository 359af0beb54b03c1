//! Bringing commands to the leader, and finding out who that is.

use crate::{Client, Host};
use alloc::vec::Vec;
use contract::batch::Batch;
use contract::log::Level;
use contract::proposer::{Assignment, ProposeOutcome, ProposeRequest};
use contract::types::{Command, NodeId, Refusal};

/// How many proposals are under way at once. What is submitted meanwhile waits, and so goes in larger batches.
const MAX_CALLS: usize = 2;
/// How long to wait before the next try where nobody leads: at first, and at most, in milliseconds.
const MIN_BACKOFF_MILLIS: u64 = 20;
const MAX_BACKOFF_MILLIS: u64 = 200;
/// The longest that a proposer may ask a client to wait, in milliseconds.
const MAX_OVERLOAD_MILLIS: u32 = 5_000;
/// When a call without any answer is taken for lost, in milliseconds.
const CALL_MILLIS: u64 = 10_000;

#[derive(Default)]
pub struct Proposing {
    calls: Vec<Call>,
    pub leader: Option<NodeId>,
    turn: usize,
    not_before: u64,
    /// 0 while the last answer was an assignment.
    backoff: u64,
}

struct Call {
    number: u64,
    sent_at: u64,
    sequences: Vec<u64>,
}

impl<H: Host> Client<H> {
    /// Proposes what waits, while there is a call free for it. Nothing is proposed before the client knows where the log
    /// ends: it would miss its own command.
    pub(crate) fn propose_more(&mut self) {
        loop {
            // While nobody is known to lead, one call finds out.
            let trusted = self.proposing.leader.is_some() && self.proposing.backoff == 0;
            let limit = if trusted { MAX_CALLS } else { 1 };
            if self.proposing.calls.len() >= limit
                || self.now < self.proposing.not_before
                || self.following.seen_through.is_none()
            {
                return;
            }
            let Some(proposer) = self.proposer() else { return };
            let number = self.calls.saturating_add(1);
            let commands = self.pending.take_batch(number, Batch::new(&self.configuration.bounds));
            if commands.is_empty() {
                return;
            }
            self.calls = number;
            let sequences = commands.iter().map(|Command { id, .. }| id.sequence).collect();
            self.proposing.calls.push(Call { number, sent_at: self.now, sequences });
            self.host.propose(number, proposer, &ProposeRequest { commands });
        }
    }

    fn proposer(&self) -> Option<NodeId> {
        let proposers = &self.configuration.cluster.proposers;
        let turn = self.proposing.turn.checked_rem(proposers.len())?;
        self.proposing.leader.or_else(|| proposers.get(turn).copied())
    }

    pub fn propose_answered(&mut self, call: u64, proposer: NodeId, answer: Result<ProposeOutcome, Refusal>) {
        let Some(place) = self.proposing.calls.iter().position(|it| it.number == call) else { return };
        let Call { number, sequences, .. } = self.proposing.calls.remove(place);
        match answer {
            Ok(ProposeOutcome::Assigned(assignment)) if assignment.slots.len() == sequences.len() => {
                self.assigned(number, &sequences, proposer, &assignment);
            }
            Ok(ProposeOutcome::NotLeader(leader)) => {
                self.pending.requeue(number, &sequences);
                self.look_elsewhere(proposer, leader);
            }
            Err(Refusal::Overloaded(millis)) => {
                self.pending.requeue(number, &sequences);
                let pause = millis.clamp(1, MAX_OVERLOAD_MILLIS);
                self.proposing.not_before = self.now.saturating_add(u64::from(pause));
            }
            Err(Refusal::Unavailable(_)) => {
                self.pending.requeue(number, &sequences);
                self.look_elsewhere(proposer, None);
            }
            Ok(ProposeOutcome::Assigned(_)) | Err(_) => {
                self.host.write(Level::Warn, format_args!("proposer {proposer} did not take a proposal: {answer:?}"));
                self.pending.requeue(number, &sequences);
                self.look_elsewhere(proposer, None);
            }
        }
        self.propose_more();
    }

    fn assigned(&mut self, call: u64, sequences: &[u64], proposer: NodeId, assignment: &Assignment) {
        self.proposing.leader = Some(proposer);
        self.proposing.backoff = 0;
        for (&sequence, &slot) in sequences.iter().zip(&assignment.slots) {
            self.pending.assign(call, sequence, slot, self.now);
        }
        // The log may have come first: what is not in its slot there was lost.
        self.pending.requeue_lost(self.following.seen_through.unwrap_or(0));
    }

    /// Goes to the proposer that was named, else to the next in turn, and more slowly each time.
    fn look_elsewhere(&mut self, refused_by: NodeId, leader: Option<NodeId>) {
        if self.proposing.leader.is_some_and(|it| it != refused_by) {
            // An answer from before the client turned to another proposer.
            return;
        }
        let proposers = &self.configuration.cluster.proposers;
        let named = leader.filter(|it| *it != refused_by && proposers.contains(it));
        self.proposing.leader = named;
        if named.is_none() {
            let turn = proposers.iter().position(|&it| it == refused_by).unwrap_or(self.proposing.turn);
            self.proposing.turn = turn.saturating_add(1);
        }
        let at_once = named.is_some() && self.proposing.backoff == 0;
        self.proposing.backoff =
            self.proposing.backoff.saturating_mul(2).clamp(MIN_BACKOFF_MILLIS, MAX_BACKOFF_MILLIS);
        let pause = if at_once { 0 } else { self.proposing.backoff };
        self.proposing.not_before = self.now.saturating_add(pause);
    }

    /// Takes up again what has stayed without an answer, or without being chosen, for too long.
    pub(crate) fn propose_overdue(&mut self) {
        let moment = self.now.saturating_sub(CALL_MILLIS);
        while let Some(place) = self.proposing.calls.iter().position(|it| it.sent_at < moment) {
            let Call { number, sequences, .. } = self.proposing.calls.remove(place);
            self.pending.requeue(number, &sequences);
        }
        let timing = &self.configuration.timing;
        let patience = timing.election_timeout_millis.max(timing.retry_millis.saturating_mul(3)).max(1);
        self.pending.requeue_overdue(self.now.saturating_sub(u64::from(patience)));
    }
}
