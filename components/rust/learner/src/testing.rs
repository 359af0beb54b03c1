//! A learner over a log in memory.

extern crate std;

use crate::{Host, Learner};
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use contract::acceptor::{AcceptedPage, ReadAcceptedRequest};
use contract::learner::{LearnOutcome, LearnRequest, LogPage, ReadLogRequest};
use contract::log::{Level, Log};
use contract::proposer::ResolveRequest;
pub use contract::testing::{ballot, chosen, command, configuration, entry, impossible_ballots, impossible_entries};
use contract::types::{AcceptedEntry, ChosenEntry, Entry, NodeId, Refusal, Slot, Votes};
use core::fmt::Arguments;

#[derive(Default)]
pub struct Memory {
    pub log: Vec<ChosenEntry>,
    pub appends: usize,
    pub accepted_reads: Vec<(u64, NodeId, ReadAcceptedRequest)>,
    pub log_reads: Vec<(u64, NodeId, ReadLogRequest)>,
    pub resolves: Vec<(u64, NodeId, Slot)>,
    pub lines: Vec<(Level, String)>,
}

impl Log for Memory {
    fn write(&mut self, level: Level, message: Arguments<'_>) {
        self.lines.push((level, format!("{message}")));
    }
}

impl Host for Memory {
    fn append_chosen(&mut self, entries: &[ChosenEntry]) {
        self.appends += 1;
        for entry in entries {
            assert_eq!(entry.slot, self.log.len() as u64 + 1, "the log has no gaps");
            self.log.push(entry.clone());
        }
    }

    fn load_chosen(&self, first_slot: Slot, max_entries: u32, _max_bytes: u32) -> Vec<ChosenEntry> {
        self.log.iter().skip(first_slot as usize - 1).take(max_entries as usize).cloned().collect()
    }

    fn chosen_through(&self) -> Slot {
        self.log.len() as u64
    }

    fn read_accepted(&mut self, call: u64, acceptor: NodeId, request: ReadAcceptedRequest) {
        self.accepted_reads.push((call, acceptor, request));
    }

    fn read_log(&mut self, call: u64, learner: NodeId, request: ReadLogRequest) {
        self.log_reads.push((call, learner, request));
    }

    fn resolve(&mut self, call: u64, proposer: NodeId, request: ResolveRequest) {
        self.resolves.push((call, proposer, request.first_slot));
    }

    fn abort(&mut self) -> ! {
        panic!("aborted: {:?}", self.lines)
    }
}

/// A learner that has ticked at 1,000 ms, whose first poll went unanswered.
pub fn learner() -> Learner<Memory> {
    let mut learner = Learner::new(configuration(1), Memory::default());
    learner.tick(1_000, 0);
    learner.unreachable();
    learner
}

impl Learner<Memory> {
    pub fn votes(&mut self, votes: Votes) -> Result<LearnOutcome, Refusal> {
        self.learn(1, LearnRequest { votes: Vec::from([votes]) })
    }

    /// Answers all that the learner has asked with a failure, and forgets it.
    pub fn unreachable(&mut self) {
        let gone = || Refusal::Unavailable("gone".into());
        for (call, acceptor, _) in core::mem::take(&mut self.host.accepted_reads) {
            self.accepted_read(call, acceptor, Err(gone()));
        }
        for (call, other, _) in core::mem::take(&mut self.host.log_reads) {
            self.log_read(call, other, Err(gone()));
        }
    }

    /// Answers the read of another learner's log that is under way.
    pub fn answer_log(&mut self, entries: Vec<ChosenEntry>, chosen_through: Slot) {
        let (call, other, _) = self.host.log_reads.remove(0);
        self.log_read(call, other, Ok(LogPage { entries, chosen_through }));
    }

    /// Answers the read of an acceptor's votes that is under way.
    pub fn answer_votes(&mut self, acceptor: NodeId, entries: Vec<AcceptedEntry>, more: bool) {
        let place = self.host.accepted_reads.iter().position(|(_, it, _)| *it == acceptor).unwrap();
        let (call, _, _) = self.host.accepted_reads.remove(place);
        self.accepted_read(call, acceptor, Ok(AcceptedPage { entries, more }));
    }
}

/// Votes that carry their values.
pub fn full(acceptor: NodeId, round: u64, first_slot: Slot, entries: &[Entry]) -> Votes {
    let count = entries.len() as u32;
    Votes { acceptor, ballot: ballot(round), first_slot, count, entries: Some(entries.to_vec()) }
}

/// Votes without their values.
pub fn bare(acceptor: NodeId, round: u64, first_slot: Slot, count: u32) -> Votes {
    Votes { acceptor, ballot: ballot(round), first_slot, count, entries: None }
}

pub fn accepted(slot: Slot, round: u64, text: &str) -> AcceptedEntry {
    AcceptedEntry { slot, ballot: ballot(round), entry: entry(1, text) }
}
