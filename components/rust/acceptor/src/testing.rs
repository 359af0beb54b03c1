//! An acceptor over storage in memory.

use crate::{Acceptor, Host};
use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use contract::acceptor::{
    AcceptRequest, AcceptedPage, Admission, AdmitRequest, PrepareOutcome, PrepareRequest, Promise, ReadAcceptedRequest,
    RecoverRequest, Standing,
};
use contract::log::{Level, Log};
use contract::storage::{LifeRecord, WrittenStanding};
pub use contract::testing::{ballot, configuration, entry, impossible_ballots, impossible_entries};
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

/// An acceptor of life 50 that a proposer has shown to have forgotten.
pub fn forgetful() -> Acceptor<Memory> {
    let mut node = over(1, voted());
    node.admission(2, knows(50, Some(ballot(4)), 2));
    assert_eq!(node.stands().0, Standing::Forgetful);
    node
}

/// An acceptor that recovers, and to which the proposers have told the rounds 5 and 7, at 1,020 ms.
pub fn recovering() -> Acceptor<Memory> {
    let mut node = forgetful();
    node.recover(1, RecoverRequest { life: 50 }).unwrap();
    node.tick(1_020, 0);
    let (leads, known) = (true, knows(50, Some(ballot(4)), 2));
    node.admission(1, Admission { round: 5, ..known });
    node.admission(2, Admission { round: 7, leads, ..known });
    node.host.admits.clear();
    node.tick(1_040, 0);
    node
}

/// One that has been given ballot (8, 2), at 1,040 ms.
pub fn with_ballot() -> Acceptor<Memory> {
    let mut node = recovering();
    node.admission(2, gives(Ballot { round: 8, proposer: 2 }));
    node
}

pub fn gives(ballot: Ballot) -> Admission {
    Admission { ballot: Some(ballot), ..NEVER_HEARD_OF }
}

impl Acceptor<Memory> {
    /// Answers the last prepare that another acceptor got from this one.
    pub fn source(&mut self, acceptor: NodeId, outcome: PrepareOutcome) {
        let asked = self.host.prepares.iter().rev().find(|(_, it, _)| *it == acceptor).unwrap().0;
        self.prepare_answered(asked, acceptor, Ok(outcome));
    }

    pub fn promise_of(&mut self, acceptor: NodeId) {
        let ballot = self.host.prepares.last().unwrap().2.ballot;
        self.source(acceptor, PrepareOutcome::Promised(Promise { ballot, accepted: Vec::new(), more: false }));
    }

    /// Answers the last page that was read of another acceptor.
    pub fn page_of(&mut self, acceptor: NodeId, entries: &[AcceptedEntry], more: bool) {
        let asked = self.host.page_reads.iter().rev().find(|(_, it, _)| *it == acceptor).unwrap().0;
        self.accepted_read(asked, acceptor, Ok(AcceptedPage { entries: entries.to_vec(), more }));
    }

    /// Whose pages were read since, and from which slot on; they can still be answered.
    pub fn pages(&self) -> Vec<(NodeId, Slot)> {
        self.host.page_reads.iter().map(|(_, it, request)| (*it, request.first_slot)).collect()
    }

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
