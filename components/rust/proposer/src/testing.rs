//! A proposer over storage in memory, and the acceptors' side of its conversation.

use crate::{Host, Proposer};
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use contract::acceptor::*;
use contract::log::{Level, Log};
use contract::proposer::*;
use contract::storage::Progress;
pub use contract::testing::{command, configuration, entry, impossible_ballots, impossible_entries, no_op, value};
use contract::types::{AcceptedEntry, Ballot, Command, Entry, KnownAcceptor, NodeId, Refusal, Slot};
use core::fmt::Arguments;

#[derive(Default)]
pub struct Memory {
    pub round: u64,
    pub progress: Progress,
    /// Whether progress was never stored: by a version that did not write lives down, or on a new disk.
    pub written_before_lives: bool,
    /// How often progress was stored, and how often it was waited for.
    pub stores: usize,
    pub flushes: usize,
    pub prepares: Vec<(u64, NodeId, PrepareRequest)>,
    pub accepts: Vec<(u64, Vec<NodeId>, AcceptRequest)>,
    pub heartbeats: Vec<(u64, NodeId, HeartbeatRequest)>,
    pub acceptor_heartbeats: Vec<(u64, Vec<NodeId>, LeaderHeartbeatRequest)>,
    pub statuses: Vec<(u64, Vec<NodeId>)>,
    /// The last question that was answered.
    pub asked: u64,
    pub lines: Vec<(Level, String)>,
}

impl Log for Memory {
    fn write(&mut self, level: Level, message: Arguments<'_>) {
        self.lines.push((level, format!("{message}")));
    }
}

impl Host for Memory {
    fn load_round(&self) -> u64 {
        self.round
    }

    fn store_round(&mut self, round: u64) {
        assert!(round > self.round);
        self.round = round;
    }

    fn load_progress(&self) -> Option<Progress> {
        Some(self.progress.clone()).filter(|_| !self.written_before_lives)
    }

    fn store_progress(&mut self, progress: &Progress) {
        self.stores += 1;
        self.written_before_lives = false;
        self.progress = progress.clone();
    }

    fn flush_progress(&mut self) {
        self.flushes += 1;
    }

    fn prepare(&mut self, call: u64, acceptor: NodeId, request: PrepareRequest) {
        self.prepares.push((call, acceptor, request));
    }

    fn accept(&mut self, call: u64, acceptors: &[NodeId], request: &AcceptRequest) {
        self.accepts.push((call, acceptors.to_vec(), request.clone()));
    }

    fn heartbeat(&mut self, call: u64, proposer: NodeId, request: HeartbeatRequest) {
        self.heartbeats.push((call, proposer, request));
    }

    fn acceptor_heartbeat(&mut self, call: u64, acceptors: &[NodeId], request: LeaderHeartbeatRequest) {
        self.acceptor_heartbeats.push((call, acceptors.to_vec(), request));
    }

    fn acceptor_status(&mut self, call: u64, acceptors: &[NodeId]) {
        self.statuses.push((call, acceptors.to_vec()));
    }
}

pub fn ballot(round: u64, proposer: NodeId) -> Ballot {
    Ballot { round, proposer }
}

/// A proposer that has ticked once, at 1,000 ms, and remembers no acceptor.
pub fn follower() -> Proposer<Memory> {
    over(Memory::default())
}

pub fn over(memory: Memory) -> Proposer<Memory> {
    let mut node = starting(memory);
    for acceptor in [1, 2, 3] {
        node.stands(acceptor, Standing::Starting, None);
    }
    for acceptor in [1, 2] {
        node.is_in_life(acceptor, 0, Standing::Voting);
    }
    node.host.statuses.remove(0);
    node
}

/// A proposer that has ticked once, and that no acceptor has told yet what it has promised.
pub fn starting(memory: Memory) -> Proposer<Memory> {
    let mut node = Proposer::new(configuration(1), memory);
    node.tick(1_000, 0);
    node
}

/// A proposer that has asked for promises at round 1.
pub fn candidate() -> Proposer<Memory> {
    let mut node = follower();
    node.unheard([1_050, 1_501]);
    assert_eq!(node.status(1).unwrap().leadership, Leadership::Candidate);
    node
}

/// A proposer that has asked for promises at round 9, at 2,000 ms.
pub fn ninth() -> Proposer<Memory> {
    let mut node = over(Memory { round: 8, ..Memory::default() });
    node.unheard([1_400, 2_000]);
    node
}

/// A proposer that leads at round 1 over an empty log.
pub fn leader() -> Proposer<Memory> {
    let mut node = candidate();
    node.promise(1, &[], false);
    node.promise(2, &[], false);
    assert_eq!(node.status(1).unwrap().leadership, Leadership::Leader);
    node.host.heartbeats.clear();
    node
}

impl Proposer<Memory> {
    /// Ticks at each of these times, and answers at once, for all acceptors, that they hear no leader.
    pub fn unheard(&mut self, times: [u64; 2]) {
        for now in times {
            self.tick(now, 0);
            for (call, acceptors) in core::mem::take(&mut self.host.statuses) {
                for acceptor in acceptors {
                    self.status_of(call, acceptor, None);
                }
            }
        }
    }

    /// Answers the last question whom the acceptors hear.
    pub fn hear(&mut self, heard: &[(NodeId, Option<HeardLeader>)]) {
        let asked = core::mem::take(&mut self.host.statuses);
        if let Some(&(call, _)) = asked.last() {
            self.host.asked = call;
            for &(acceptor, leader) in heard {
                self.status_of(call, acceptor, leader);
            }
        }
    }

    /// Answers for one more acceptor.
    pub fn hear_also(&mut self, acceptor: NodeId, leader: Option<HeardLeader>) {
        self.status_of(self.host.asked, acceptor, leader);
    }

    pub fn status_of(&mut self, call: u64, acceptor: NodeId, leader: Option<HeardLeader>) {
        let status = AcceptorStatus { leader, ..voting(acceptor, 0) };
        self.acceptor_status_answered(call, acceptor, Ok(status));
    }

    /// Answers the last question with how far these acceptors have accepted.
    pub fn reach(&mut self, extents: &[(NodeId, Slot)]) {
        let asked = core::mem::take(&mut self.host.statuses);
        let Some(&(call, _)) = asked.last() else { panic!("nothing was asked") };
        for &(acceptor, highest_slot) in extents {
            self.acceptor_status_answered(call, acceptor, Ok(voting(acceptor, highest_slot)));
        }
    }

    /// An acceptor that votes tells what it has promised.
    pub fn promised_before(&mut self, acceptor: NodeId, promised: Option<Ballot>) {
        self.stands(acceptor, Standing::Voting, promised);
    }

    /// An acceptor asks to be let vote, and says the same of itself when it is asked.
    pub fn admitted(&mut self, request: AdmitRequest) -> Result<Admission, Refusal> {
        self.is_in_life(request.acceptor, request.life, request.standing);
        self.admit(1, request)
    }

    pub fn is_in_life(&mut self, acceptor: NodeId, life: u64, standing: Standing) {
        let status = AcceptorStatus { life, standing, ..voting(acceptor, 0) };
        self.acceptor_status_answered(0, acceptor, Ok(status));
    }

    pub fn stands(&mut self, acceptor: NodeId, standing: Standing, promised: Option<Ballot>) {
        let status = AcceptorStatus { life: 1, standing, promised, ..voting(acceptor, 0) };
        self.acceptor_status_answered(0, acceptor, Ok(status));
    }

    pub fn own_ballot(&self) -> Ballot {
        self.status(1).unwrap().ballot.unwrap()
    }

    /// It has told its life, as an acceptor does before it votes.
    pub fn remember(&mut self, acceptor: NodeId) {
        if self.acceptors.get(acceptor).is_none_or(|known| known.life == 0) {
            self.acceptors.put(KnownAcceptor::in_life(acceptor, 1));
        }
    }

    /// Answers the last prepare that an acceptor got.
    pub fn promise(&mut self, acceptor: NodeId, accepted: &[AcceptedEntry], more: bool) {
        self.remember(acceptor);
        self.promises(acceptor, accepted, more);
    }

    /// The same of one that need not be remembered.
    pub fn promises(&mut self, acceptor: NodeId, accepted: &[AcceptedEntry], more: bool) {
        let asked = self.host.prepares.iter().rev().find(|(_, it, _)| *it == acceptor).unwrap();
        let (call, ballot) = (asked.0, asked.2.ballot);
        let promise = Promise { ballot, accepted: accepted.to_vec(), more };
        self.prepare_answered(call, acceptor, Ok(PrepareOutcome::Promised(promise)));
    }

    pub fn acceptance(&mut self, acceptor: NodeId, first_slot: Slot, count: u32) {
        self.remember(acceptor);
        self.accepts(acceptor, first_slot, count);
    }

    /// The same of one that need not be remembered.
    pub fn accepts(&mut self, acceptor: NodeId, first_slot: Slot, count: u32) {
        let acceptance = Acceptance { ballot: self.own_ballot(), first_slot, count };
        self.accept_answered(0, acceptor, Ok(AcceptOutcome::Accepted(acceptance)));
    }

    pub fn commands(&mut self, commands: &[Command]) -> Result<ProposeOutcome, Refusal> {
        self.propose(1, ProposeRequest { commands: commands.to_vec() })
    }

    pub fn asked_to_accept(&mut self) -> Vec<(Vec<NodeId>, Slot, Vec<Entry>)> {
        let accepts = core::mem::take(&mut self.host.accepts);
        accepts.into_iter().map(|(_, to, request)| (to, request.first_slot, request.entries)).collect()
    }

    pub fn asked_for_promises(&mut self) -> Vec<(NodeId, Slot)> {
        let asked = self.pages_asked();
        self.host.prepares.clear();
        asked
    }

    /// The same, and they can still be answered.
    pub fn pages_asked(&self) -> Vec<(NodeId, Slot)> {
        self.host.prepares.iter().map(|(_, to, request)| (*to, request.first_slot)).collect()
    }
}

/// The status of an acceptor that has accepted up to a slot.
pub fn voting(acceptor: NodeId, highest_slot: Slot) -> AcceptorStatus {
    AcceptorStatus {
        acceptor,
        life: 0,
        standing: Standing::Voting,
        waits_for: None,
        promised: None,
        highest_slot,
        leader: None,
    }
}

/// What a store holds whose proposer knows this slot to be chosen.
pub fn chosen_through(slot: Slot) -> Progress {
    Progress { chosen_through: slot, ..Progress::default() }
}

/// What an acceptor tells of itself when it starts.
pub fn admit(acceptor: NodeId, life: u64) -> AdmitRequest {
    AdmitRequest { acceptor, life, standing: Standing::Starting, above: None }
}

pub fn accepted(slot: Slot, ballot: Ballot, text: &str) -> AcceptedEntry {
    AcceptedEntry { slot, ballot, entry: entry(1, text) }
}
