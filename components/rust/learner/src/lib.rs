//! The learner of Paxos: it counts the acceptors' votes (Lamport, *Paxos Made Simple* (2001), 2.3), keeps what is
//! chosen in the order of slots, and asks for what it missed.

#![no_std]
#![cfg_attr(test, allow(clippy::arithmetic_side_effects, reason = "a test may panic"))]

extern crate alloc;

const _: () = assert!(
    cfg!(feature = "mutant-mixes-votes-of-two-ballots") as u8
        + cfg!(feature = "mutant-delivers-past-gap") as u8
        + cfg!(feature = "mutant-never-fills-gaps") as u8
        <= 1,
    "a mutant breaks one rule: enable one of its features"
);

mod catch_up;
#[cfg(target_arch = "wasm32")]
mod component;
mod forgotten;
mod learn;
mod read_ids;
mod read_log;
mod resolve;
mod status;
#[cfg(test)]
mod testing;
mod tick;
mod window;

use alloc::collections::BTreeMap;
use alloc::vec::Vec;
use catch_up::CatchUp;
use contract::acceptor::ReadAcceptedRequest;
use contract::batch::Batch;
use contract::learner::ReadLogRequest;
use contract::log::{Level, Log, Repeats};
use contract::node::Configuration;
use contract::proposer::ResolveRequest;
use contract::types::{Ballot, ChosenEntry, NodeId, Slot};
use core::fmt::Arguments;
use forgotten::Forgotten;
use read_ids::RecentIds;
use resolve::Resolve;
use window::{Conflict, Window};

/// What the node around a learner does for it: `paxos:host/learner-storage` and `paxos:learner/learner-outbox`.
pub trait Host: Log {
    fn append_chosen(&mut self, entries: &[ChosenEntry]);
    fn load_chosen(&self, first_slot: Slot, max_entries: u32, max_bytes: u32) -> Vec<ChosenEntry>;
    fn chosen_through(&self) -> Slot;
    fn read_accepted(&mut self, call: u64, acceptor: NodeId, request: ReadAcceptedRequest);
    fn read_log(&mut self, call: u64, learner: NodeId, request: ReadLogRequest);
    fn resolve(&mut self, call: u64, proposer: NodeId, request: ResolveRequest);
    /// Ends the call and the instance: nothing of what the call stored or sent leaves the node.
    fn abort(&mut self) -> !;
}

pub struct Learner<H> {
    host: H,
    configuration: Configuration,
    now: u64,
    calls: u64,
    chosen_through: Slot,
    /// The highest slot known to have a vote or to be chosen.
    highest_slot: Slot,
    /// The highest slot beyond the window that each acceptor has voted for.
    far: BTreeMap<NodeId, Slot>,
    forgotten: Forgotten,
    window: Window,
    recent: RecentIds,
    catch_up: CatchUp,
    resolve: Resolve,
    repeats: Repeats,
}

impl<H: Host> Learner<H> {
    /// Recovers a learner from its storage.
    pub fn new(configuration: Configuration, host: H) -> Learner<H> {
        let chosen_through = host.chosen_through();
        let catch_up = CatchUp::new(&configuration.cluster);
        Learner {
            host,
            configuration,
            now: 0,
            calls: 0,
            chosen_through,
            highest_slot: chosen_through,
            far: BTreeMap::new(),
            forgotten: Forgotten::default(),
            window: Window::after(chosen_through),
            recent: RecentIds::default(),
            catch_up,
            resolve: Resolve::default(),
            repeats: Repeats::default(),
        }
    }

    /// Says what a retry may bring up again.
    fn say(&mut self, level: Level, about: &'static str, node: NodeId, message: Arguments<'_>) {
        self.repeats.write(&mut self.host, self.now, level, (about, node), message);
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

    fn next_call(&mut self) -> u64 {
        self.calls = self.calls.saturating_add(1);
        self.calls
    }

    /// The first slot that is not learned.
    fn next_slot(&self) -> Slot {
        self.chosen_through.saturating_add(1)
    }

    fn is_behind(&self) -> bool {
        self.highest_slot > self.chosen_through
    }

    /// One acceptor has voted for a slot beyond the window. That is no proof of a log that long, unless so many say so
    /// that a value could be chosen there.
    fn saw_far_slot(&mut self, acceptor: NodeId, slot: Slot) {
        let highest = self.far.entry(acceptor).or_insert(slot);
        *highest = slot.max(*highest);
        let mut far: Vec<Slot> = self.far.values().copied().collect();
        far.sort_unstable_by(|a, b| b.cmp(a));
        let quorum = self.configuration.cluster.phase2_quorum as usize;
        if let Some(&confirmed) = far.get(quorum.saturating_sub(1)) {
            self.saw_slot(confirmed);
        }
    }

    fn saw_slot(&mut self, slot: Slot) {
        if slot > self.highest_slot {
            if !self.is_behind() {
                self.catch_up.waiting_since = self.now;
            }
            self.highest_slot = slot;
        }
    }

    /// Writes down what is chosen next to what is written down already: the log has no gaps.
    fn advance(&mut self) {
        let (chosen, ballots) = self.window.take_chosen();
        self.append(chosen, &ballots);
    }

    /// Appends entries that follow the last learned slot without a gap, each with the ballot at which it was found
    /// chosen, if it was found here.
    fn append(&mut self, entries: Vec<ChosenEntry>, ballots: &[Ballot]) {
        let Some(last) = entries.last().map(|last| last.slot) else { return };
        let mut rest = entries.as_slice();
        while !rest.is_empty() {
            let mut batch = Batch::new(&self.configuration.bounds);
            let end = rest.iter().position(|it| !batch.admit(it.entry.payload_bytes())).unwrap_or(rest.len());
            let (now, later) = rest.split_at_checked(end).unwrap_or((rest, &[]));
            self.host.append_chosen(now);
            rest = later;
        }
        self.recent.append(&entries, ballots, self.configuration.bounds.max_open_slots);
        self.chosen_through = last;
        self.highest_slot = self.highest_slot.max(last);
        self.window.forget_through(last);
        self.catch_up.progressed(self.now);
    }

    /// Two values for one slot: what Paxos rules out. Nothing is better than to stop.
    fn violated(&mut self, conflict: &Conflict) {
        self.say(Level::Error, "conflict", 0, format_args!("{conflict}"));
    }
}
