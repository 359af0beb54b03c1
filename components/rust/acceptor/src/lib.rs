//! The acceptor of Paxos. Its rules are those of Lamport, *Paxos Made Simple* (2001), 2.2 and 2.5, for all slots of the log
//! under one promise, as in van Renesse and Altinbuken, *Paxos Made Moderately Complex* (2015).

#![no_std]
#![cfg_attr(test, allow(clippy::arithmetic_side_effects, reason = "a test may panic"))]

extern crate alloc;

const _: () = assert!(
    cfg!(feature = "mutant-forgets-promise-at-restart") as u8
        + cfg!(feature = "mutant-accepts-below-promise") as u8
        + cfg!(feature = "mutant-refuses-higher-ballot-in-filled-slot") as u8
        + cfg!(feature = "mutant-keeps-old-ballot-when-accepting-again") as u8
        + cfg!(feature = "mutant-leaves-entry-out-of-promise") as u8
        <= 1,
    "a mutant breaks one rule: enable one of its features"
);

mod accept;
#[cfg(target_arch = "wasm32")]
mod component;
mod heartbeat;
mod prepare;
mod read_accepted;
mod status;
#[cfg(test)]
mod testing;

use contract::acceptor::HeardLeader;
use contract::log::Log;
use contract::node::Configuration;
use contract::types::{AcceptedEntry, Ballot, Slot, Votes};

use alloc::vec::Vec;

/// What the node around an acceptor does for it: `paxos:host/acceptor-storage` and `paxos:acceptor/acceptor-outbox`.
pub trait Host: Log {
    fn load_promised(&self) -> Option<Ballot>;
    fn store_promised(&mut self, promised: Ballot);
    fn store_accepted(&mut self, entries: &[AcceptedEntry]);
    fn load_accepted(&self, first_slot: Slot, max_entries: u32, max_bytes: u32) -> Vec<AcceptedEntry>;
    fn highest_accepted(&self) -> Option<Slot>;
    fn notify_learners(&mut self, votes: &Votes);
}

/// One acceptor. It keeps nothing in memory but what it could read back at any time, and whom it hears lead.
pub struct Acceptor<H> {
    host: H,
    configuration: Configuration,
    promised: Option<Ballot>,
    /// 0 when nothing is accepted.
    highest_accepted: Slot,
    heard: Option<HeardLeader>,
}

impl<H: Host> Acceptor<H> {
    /// Recovers an acceptor from its storage.
    pub fn new(configuration: Configuration, host: H) -> Acceptor<H> {
        let promised = host.load_promised().filter(|_| !cfg!(feature = "mutant-forgets-promise-at-restart"));
        let highest_accepted = host.highest_accepted().unwrap_or(0);
        Acceptor { host, configuration, promised, highest_accepted, heard: None }
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
