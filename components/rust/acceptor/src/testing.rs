//! An acceptor over storage in memory.

extern crate std;

use crate::{Acceptor, Host};
use alloc::collections::BTreeMap;
use alloc::vec::Vec;
use contract::acceptor::AcceptRequest;
use contract::log::{Level, Log};
pub use contract::testing::{ballot, configuration, entry};
use contract::types::{AcceptedEntry, Ballot, NodeId, Slot, Votes};
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
}

impl Memory {
    pub fn stored(&self) -> Vec<AcceptedEntry> {
        self.accepted.values().cloned().collect()
    }
}

impl Log for Memory {
    fn write(&mut self, level: Level, message: Arguments<'_>) {
        std::println!("{level:?} {message}");
    }
}

impl Host for Memory {
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
}

pub fn acceptor() -> Acceptor<Memory> {
    acceptor_of(1)
}

pub fn acceptor_of(self_: NodeId) -> Acceptor<Memory> {
    Acceptor::new(configuration(self_), Memory::default())
}

/// The acceptor after its process ended and came back over the same storage.
pub fn restart(node: Acceptor<Memory>) -> Acceptor<Memory> {
    let self_ = node.configuration.cluster.self_;
    Acceptor::new(configuration(self_), node.into_host())
}

pub fn accepted(slot: Slot, round: u64, text: &str) -> AcceptedEntry {
    AcceptedEntry { slot, ballot: ballot(round), entry: entry(round, text) }
}

pub fn accept(round: u64, first_slot: Slot, texts: &[&str]) -> AcceptRequest {
    AcceptRequest { ballot: ballot(round), first_slot, entries: texts.iter().map(|text| entry(round, text)).collect() }
}
