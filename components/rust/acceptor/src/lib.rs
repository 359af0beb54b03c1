//! The acceptor of Paxos. Its rules are those of Lamport, *Paxos Made Simple* (2001), 2.2 and 2.5, for all slots of the
//! log under one promise, as in van Renesse and Altinbuken, *Paxos Made Moderately Complex* (2015).

#![no_std]
#![cfg_attr(test, allow(clippy::arithmetic_side_effects, reason = "a test may panic"))]

extern crate alloc;

const _: () = assert!(
    cfg!(feature = "mutant-forgets-promise-at-restart") as u8
        + cfg!(feature = "mutant-accepts-below-promise") as u8
        + cfg!(feature = "mutant-refuses-higher-ballot-in-filled-slot") as u8
        + cfg!(feature = "mutant-keeps-old-ballot-when-accepting-again") as u8
        + cfg!(feature = "mutant-leaves-entry-out-of-promise") as u8
        + cfg!(feature = "mutant-votes-before-it-has-recovered") as u8
        + cfg!(feature = "mutant-believes-its-disk") as u8
        + cfg!(feature = "mutant-forgets-the-bound") as u8
        + cfg!(feature = "mutant-leaves-a-proposer-unasked") as u8
        + cfg!(feature = "mutant-copies-without-fence") as u8
        + cfg!(feature = "mutant-copies-from-too-few") as u8
        <= 1,
    "a mutant breaks one rule: enable one of its features"
);

mod accept;
mod admission;
#[cfg(target_arch = "wasm32")]
mod component;
mod heartbeat;
mod prepare;
mod read_accepted;
mod recover;
mod recovery;
mod status;
#[cfg(test)]
mod testing;
mod tick;

use admission::Admissions;
use alloc::string::String;
use alloc::vec::Vec;
use contract::acceptor::{AdmitRequest, HeardLeader, PrepareRequest, ReadAcceptedRequest};
use contract::limits;
use contract::log::{Level, Log, Repeats};
use contract::node::Configuration;
use contract::storage::LifeRecord;
use contract::types::{AcceptedEntry, Ballot, NodeId, Refusal, Slot, Votes};
use core::fmt::Arguments;
use recovery::Recovery;

/// What the node around an acceptor does for it: `paxos:host/acceptor-storage` and `paxos:acceptor/acceptor-outbox`.
pub trait Host: Log {
    fn load_life(&self) -> Option<LifeRecord>;
    fn store_life(&mut self, life: LifeRecord);
    fn load_promised(&self) -> Option<Ballot>;
    fn store_promised(&mut self, promised: Ballot);
    fn store_accepted(&mut self, entries: &[AcceptedEntry]);
    fn load_accepted(&self, first_slot: Slot, max_entries: u32, max_bytes: u32) -> Vec<AcceptedEntry>;
    fn highest_accepted(&self) -> Option<Slot>;
    fn notify_learners(&mut self, votes: &Votes);
    fn admit(&mut self, call: u64, proposer: NodeId, request: AdmitRequest);
    fn prepare(&mut self, call: u64, acceptor: NodeId, request: PrepareRequest);
    fn read_accepted(&mut self, call: u64, acceptor: NodeId, request: ReadAcceptedRequest);
}

/// One acceptor. It keeps nothing in memory but what it could read back at any time, and whom it hears lead.
pub struct Acceptor<H> {
    host: H,
    configuration: Configuration,
    promised: Option<Ballot>,
    /// 0 when nothing is accepted.
    highest_accepted: Slot,
    heard: Option<HeardLeader>,
    now: u64,
    calls: u64,
    random: u64,
    /// What the store held when the acceptor started: the promise, and the highest slot accepted.
    at_start: (Option<Ballot>, Slot),
    /// None before the first tick on a new store.
    life: Option<LifeRecord>,
    /// What shows that the store has forgotten, once something does.
    forgot: Option<String>,
    admissions: Admissions,
    recovery: Option<Recovery>,
    repeats: Repeats,
}

impl<H: Host> Acceptor<H> {
    /// Recovers an acceptor from its storage.
    pub fn new(configuration: Configuration, host: H) -> Acceptor<H> {
        let promised = host.load_promised().filter(|_| !cfg!(feature = "mutant-forgets-promise-at-restart"));
        let highest_accepted = host.highest_accepted().unwrap_or(0);
        let life = host.load_life();
        Acceptor {
            host,
            configuration,
            promised,
            highest_accepted,
            heard: None,
            now: 0,
            calls: 0,
            random: 0,
            at_start: (promised, highest_accepted),
            life,
            forgot: None,
            admissions: Admissions::default(),
            recovery: None,
            repeats: Repeats::default(),
        }
    }

    fn next_call(&mut self) -> u64 {
        self.calls = self.calls.saturating_add(1);
        self.calls
    }

    /// Says what a retry may bring up again.
    fn say(&mut self, level: Level, about: &'static str, node: NodeId, message: Arguments<'_>) {
        self.repeats.write(&mut self.host, self.now, level, (about, node), message);
    }

    fn retry(&self) -> u64 {
        u64::from(self.configuration.timing.retry_millis).max(1)
    }

    pub fn host(&self) -> &H {
        &self.host
    }

    pub fn host_mut(&mut self) -> &mut H {
        &mut self.host
    }

    pub fn into_host(self) -> H {
        self.host
    }

    /// A higher promise than the ballot, which then must be rejected (Paxos Made Simple, P1a).
    fn promise_above(&self, ballot: Ballot) -> Option<Ballot> {
        self.promised.filter(|&promised| promised > ballot)
    }

    /// One request does not carry the rounds to their end: they are counted up by elections, one at a time.
    fn bounded_step(&self, ballot: Ballot) -> Result<(), Refusal> {
        limits::step("ballot.round", ballot.round, self.promised.map_or(0, |promised| promised.round))
    }

    /// Keeps a promise of a ballot at or above the one promised so far; only a new one costs a write.
    fn promise(&mut self, ballot: Ballot) {
        if self.promised != Some(ballot) {
            self.host.store_promised(ballot);
            self.promised = Some(ballot);
        }
    }

    /// A page of what is accepted from a slot on, and whether there is more beyond it.
    fn page(&self, first_slot: Slot, max_entries: u32) -> (Vec<AcceptedEntry>, bool) {
        if first_slot > self.highest_accepted {
            return (Vec::new(), false);
        }
        let bounds = &self.configuration.bounds;
        let entries =
            self.host.load_accepted(first_slot, max_entries.min(bounds.max_batch_entries), bounds.max_batch_bytes);
        let more = entries.last().is_some_and(|last| last.slot < self.highest_accepted);
        (entries, more)
    }
}
