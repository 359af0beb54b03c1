//! An acceptor over storage in memory.

use crate::{Acceptor, Host};
use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use contract::acceptor::{AcceptRequest, Admission, AdmitRequest, PrepareRequest, ReadAcceptedRequest, Standing};
use contract::log::{Level, Log};
use contract::storage::{LifeRecord, WrittenStanding};
pub use contract::testing::{ballot, configuration, entry};
use contract::types::{AcceptedEntry, Ballot, KnownAcceptor, NodeId, Slot, Votes};
use core::cell::Cell;
use core::fmt::Arguments;

#[derive(Default)]
pub struct Memory {
    pub promised: Option<Ballot>,
    pub accepted: BTreeMap<Slot, AcceptedEntry>,
    pub last_written: Vec<AcceptedEntry>,
    pub notified: Vec<Votes>,
    pub writes: usize,
    pub reads: Cell<usize>,
    pub life: Option<LifeRecord>,
    pub lines: Vec<(Level, String)>,
    pub admits: Vec<(u64, NodeId, AdmitRequest)>,
    pub prepares: Vec<(u64, NodeId, PrepareRequest)>,
    pub page_reads: Vec<(u64, NodeId, ReadAcceptedRequest)>,
}

impl Memory {
    pub fn stored(&self) -> Vec<AcceptedEntry> {
        self.accepted.values().cloned().collect()
    }
}

impl Log for Memory {
    fn write(&mut self, level: Level, message: Arguments<'_>) {
        self.lines.push((level, format!("{message}")));
    }
}

impl Host for Memory {
    fn load_life(&self) -> Option<LifeRecord> {
        self.life
    }

    fn store_life(&mut self, life: LifeRecord) {
        self.life = Some(life);
    }

    fn load_promised(&self) -> Option<Ballot> {
        self.promised
    }

    fn store_promised(&mut self, promised: Ballot) {
        self.writes += 1;
        self.promised = Some(promised);
    }

    fn store_accepted(&mut self, entries: &[AcceptedEntry]) {
        self.writes += 1;
        self.last_written = entries.to_vec();
        self.accepted.extend(entries.iter().map(|entry| (entry.slot, entry.clone())));
    }

    fn load_accepted(&self, first_slot: Slot, max_entries: u32, max_bytes: u32) -> Vec<AcceptedEntry> {
        self.reads.set(self.reads.get() + 1);
        let mut page: Vec<AcceptedEntry> = Vec::new();
        let mut bytes = 0;
        for entry in self.accepted.range(first_slot..).map(|(_, entry)| entry).take(max_entries as usize) {
            bytes += entry.entry.payload_bytes();
            if !page.is_empty() && bytes > max_bytes as usize {
                break;
            }
            page.push(entry.clone());
        }
        page
    }

    fn highest_accepted(&self) -> Option<Slot> {
        self.accepted.keys().last().copied()
    }

    fn notify_learners(&mut self, votes: &Votes) {
        self.notified.push(votes.clone());
    }

    fn admit(&mut self, call: u64, proposer: NodeId, request: AdmitRequest) {
        self.admits.push((call, proposer, request));
    }

    fn prepare(&mut self, call: u64, acceptor: NodeId, request: PrepareRequest) {
        self.prepares.push((call, acceptor, request));
    }

    fn read_accepted(&mut self, call: u64, acceptor: NodeId, request: ReadAcceptedRequest) {
        self.page_reads.push((call, acceptor, request));
    }
}

/// An acceptor of a new cluster, which every proposer has let vote.
pub fn acceptor() -> Acceptor<Memory> {
    acceptor_of(1)
}

pub fn acceptor_of(self_: NodeId) -> Acceptor<Memory> {
    admitted(over(self_, Memory::default()))
}

/// An acceptor that has ticked once, at 1,000 ms, and has no answer yet.
pub fn over(self_: NodeId, memory: Memory) -> Acceptor<Memory> {
    let mut node = Acceptor::new(configuration(self_), memory);
    node.tick(1_000, 77);
    node
}

/// The acceptor after its process ended and came back over the same storage.
pub fn restart(node: Acceptor<Memory>) -> Acceptor<Memory> {
    let self_ = node.configuration.cluster.self_;
    admitted(over(self_, node.into_host()))
}

/// What a proposer answers that has used no round yet and does not lead.
pub const NEVER_HEARD_OF: Admission = Admission { round: 0, known: None, ballot: None, leads: false };

pub fn knows(life: u64, promised: Option<Ballot>, highest_slot: Slot) -> Admission {
    let known = KnownAcceptor { acceptor: 1, life, promised, highest_slot, fenced_round: 0 };
    Admission { known: Some(known), ..NEVER_HEARD_OF }
}

/// A store of life 50 that has voted: promised round 3, and accepted slots 1 and 2.
pub fn voted() -> Memory {
    let mut memory = Memory { promised: Some(ballot(3)), ..Memory::default() };
    memory.life = Some(LifeRecord { life: 50, standing: WrittenStanding::Voting });
    memory.accepted = [1, 2].map(|slot| (slot, accepted(slot, 3, "a"))).into();
    memory
}

impl Acceptor<Memory> {
    /// Answers what a proposer was asked last.
    pub fn admission(&mut self, proposer: NodeId, admission: Admission) {
        let asked = self.host.admits.iter().rev().find(|(_, it, _)| *it == proposer).unwrap();
        self.admit_answered(asked.0, proposer, Ok(admission));
    }

    pub fn asked(&mut self) -> Vec<(NodeId, AdmitRequest)> {
        core::mem::take(&mut self.host.admits).into_iter().map(|(_, proposer, request)| (proposer, request)).collect()
    }

    pub fn stands(&self) -> (Standing, String) {
        let status = self.status(self.configuration.cluster.self_).unwrap();
        (status.standing, status.waits_for.unwrap_or_default())
    }

    pub fn errors(&self) -> Vec<&str> {
        let lines = self.host.lines.iter();
        lines.filter(|(level, _)| *level == Level::Error).map(|(_, text)| text.as_str()).collect()
    }
}

/// Each proposer answers that it remembers nothing that the acceptor has not.
pub fn admitted(mut node: Acceptor<Memory>) -> Acceptor<Memory> {
    for (call, proposer, _) in core::mem::take(&mut node.host.admits) {
        node.admit_answered(call, proposer, Ok(NEVER_HEARD_OF));
    }
    node
}

pub fn accepted(slot: Slot, round: u64, text: &str) -> AcceptedEntry {
    AcceptedEntry { slot, ballot: ballot(round), entry: entry(round, text) }
}

pub fn accept(round: u64, first_slot: Slot, texts: &[&str]) -> AcceptRequest {
    AcceptRequest { ballot: ballot(round), first_slot, entries: texts.iter().map(|text| entry(round, text)).collect() }
}
