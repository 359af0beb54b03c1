//! What is around a node: a disk that keeps what a finished call stored, and an outbox that is sent after it.

use crate::cluster::{Address, Role};
use crate::network::Request;
use contract::acceptor::{AcceptRequest, AdmitRequest, LeaderHeartbeatRequest, PrepareRequest, ReadAcceptedRequest};
use contract::learner::{LearnRequest, ReadLogRequest};
use contract::log::{Level, Log};
use contract::proposer::{HeartbeatRequest, ProposeRequest, ResolveRequest};
use contract::storage::{LifeRecord, Progress, WrittenStanding};
use contract::types::{AcceptedEntry, Ballot, ChosenEntry, ChosenId, NodeId, Slot, Votes};
use std::collections::BTreeMap;
use std::fmt::Arguments;

/// What is on the disk of a node; each role uses its part.
#[derive(Clone, Default)]
pub struct Disk {
    pub life: Option<LifeRecord>,
    pub promised: Option<Ballot>,
    pub accepted: BTreeMap<Slot, AcceptedEntry>,
    pub round: u64,
    /// Outlives the process; after a power failure only what was flushed is sure to be there.
    pub progress: Option<Progress>,
    pub flushed_progress: Option<Progress>,
    pub log: Vec<ChosenEntry>,
}

/// What an acceptor stored for a slot, and whether it did so as a vote or to recover.
#[derive(Clone)]
pub struct Stored {
    pub accepted: AcceptedEntry,
    pub recovers: bool,
}

#[derive(Default)]
pub struct Host {
    pub disk: Disk,
    pub learners: Vec<NodeId>,
    /// Whom to send what, with the number of the call; votes have none.
    pub outbox: Vec<(Option<u64>, Address, Request)>,
    /// What the call that just ended did, for the ghosts to look at.
    pub accepted: Vec<Stored>,
    pub appended: Vec<ChosenEntry>,
    pub reported: Vec<ChosenId>,
    pub rounds: Vec<u64>,
    pub complaints: Vec<String>,
}

impl Host {
    pub fn new(disk: Disk, learners: &[NodeId]) -> Host {
        Host { disk, learners: learners.to_vec(), ..Host::default() }
    }

    fn send(&mut self, call: u64, role: Role, id: NodeId, request: Request) {
        self.outbox.push((Some(call), Address { role, id }, request));
    }
}

impl Log for Host {
    fn write(&mut self, level: Level, message: Arguments<'_>) {
        if level == Level::Error {
            self.complaints.push(message.to_string());
        }
    }
}

fn page<'a, T: Clone + 'a>(
    from: impl Iterator<Item = &'a T>,
    bytes: impl Fn(&T) -> usize,
    max_entries: u32,
    max_bytes: u32,
) -> Vec<T> {
    let mut page = Vec::new();
    let mut total = 0;
    for entry in from.take(max_entries as usize) {
        total += bytes(entry);
        if !page.is_empty() && total > max_bytes as usize {
            break;
        }
        page.push(entry.clone());
    }
    page
}

impl acceptor::Host for Host {
    fn load_life(&self) -> Option<LifeRecord> {
        self.disk.life
    }

    fn store_life(&mut self, life: LifeRecord) {
        self.disk.life = Some(life);
    }

    fn load_promised(&self) -> Option<Ballot> {
        self.disk.promised
    }

    fn store_promised(&mut self, promised: Ballot) {
        if self.disk.promised.is_some_and(|former| former >= promised) {
            self.complaints.push(format!("the promise went from {:?} to {promised:?}", self.disk.promised));
        }
        self.disk.promised = Some(promised);
    }

    fn store_accepted(&mut self, entries: &[AcceptedEntry]) {
        let recovers = self.disk.life.is_some_and(|life| life.standing == WrittenStanding::Recovering);
        self.accepted.extend(entries.iter().map(|it| Stored { accepted: it.clone(), recovers }));
        self.disk.accepted.extend(entries.iter().map(|entry| (entry.slot, entry.clone())));
    }

    fn load_accepted(&self, first_slot: Slot, max_entries: u32, max_bytes: u32) -> Vec<AcceptedEntry> {
        let from = self.disk.accepted.range(first_slot..).map(|(_, entry)| entry);
        page(from, |entry| entry.entry.payload_bytes(), max_entries, max_bytes)
    }

    fn highest_accepted(&self) -> Option<Slot> {
        self.disk.accepted.keys().last().copied()
    }

    fn notify_learners(&mut self, votes: &Votes) {
        for &id in &self.learners {
            let request = Request::Learn(LearnRequest { votes: vec![votes.clone()] });
            self.outbox.push((None, Address { role: Role::Learner, id }, request));
        }
    }

    fn admit(&mut self, call: u64, proposer: NodeId, request: AdmitRequest) {
        self.send(call, Role::Proposer, proposer, Request::Admit(request));
    }

    fn prepare(&mut self, call: u64, acceptor: NodeId, request: PrepareRequest) {
        self.send(call, Role::Acceptor, acceptor, Request::Prepare(request));
    }

    fn read_accepted(&mut self, call: u64, acceptor: NodeId, request: ReadAcceptedRequest) {
        self.send(call, Role::Acceptor, acceptor, Request::ReadAccepted(request));
    }
}

impl proposer::Host for Host {
    fn load_round(&self) -> u64 {
        self.disk.round
    }

    fn store_round(&mut self, round: u64) {
        if round <= self.disk.round {
            self.complaints.push(format!("round {round} was stored after {}", self.disk.round));
        }
        self.rounds.push(round);
        self.disk.round = round;
    }

    fn load_progress(&self) -> Option<Progress> {
        self.disk.progress.clone()
    }

    fn store_progress(&mut self, progress: &Progress) {
        self.disk.progress = Some(progress.clone());
    }

    fn flush_progress(&mut self) {
        self.disk.flushed_progress = self.disk.progress.clone();
    }

    fn prepare(&mut self, call: u64, acceptor: NodeId, request: PrepareRequest) {
        self.send(call, Role::Acceptor, acceptor, Request::Prepare(request));
    }

    fn accept(&mut self, call: u64, acceptors: &[NodeId], request: &AcceptRequest) {
        for &acceptor in acceptors {
            self.send(call, Role::Acceptor, acceptor, Request::Accept(request.clone()));
        }
    }

    fn heartbeat(&mut self, call: u64, proposer: NodeId, request: HeartbeatRequest) {
        self.send(call, Role::Proposer, proposer, Request::Heartbeat(request));
    }

    fn acceptor_heartbeat(&mut self, call: u64, acceptors: &[NodeId], request: LeaderHeartbeatRequest) {
        for &acceptor in acceptors {
            self.send(call, Role::Acceptor, acceptor, Request::LeaderHeartbeat(request));
        }
    }

    fn acceptor_status(&mut self, call: u64, acceptors: &[NodeId]) {
        for &acceptor in acceptors {
            self.send(call, Role::Acceptor, acceptor, Request::AcceptorStatus);
        }
    }
}

impl learner::Host for Host {
    fn append_chosen(&mut self, entries: &[ChosenEntry]) {
        self.appended.extend_from_slice(entries);
        for entry in entries {
            if entry.slot != self.disk.log.len() as u64 + 1 {
                self.complaints.push(format!("slot {} appended after {} slots", entry.slot, self.disk.log.len()));
            }
            self.disk.log.push(entry.clone());
        }
    }

    fn load_chosen(&self, first_slot: Slot, max_entries: u32, max_bytes: u32) -> Vec<ChosenEntry> {
        let from = self.disk.log.iter().skip((first_slot - 1) as usize);
        page(from, |entry| entry.entry.payload_bytes(), max_entries, max_bytes)
    }

    fn chosen_through(&self) -> Slot {
        self.disk.log.len() as u64
    }

    fn read_accepted(&mut self, call: u64, acceptor: NodeId, request: ReadAcceptedRequest) {
        self.send(call, Role::Acceptor, acceptor, Request::ReadAccepted(request));
    }

    fn read_log(&mut self, call: u64, learner: NodeId, request: ReadLogRequest) {
        self.send(call, Role::Learner, learner, Request::ReadLog(request));
    }

    fn resolve(&mut self, call: u64, proposer: NodeId, request: ResolveRequest) {
        self.send(call, Role::Proposer, proposer, Request::Resolve(request));
    }

    fn abort(&mut self) -> ! {
        panic!("a learner stopped: {:?}", self.complaints)
    }
}

impl client::Host for Host {
    fn propose(&mut self, call: u64, proposer: NodeId, request: &ProposeRequest) {
        self.send(call, Role::Proposer, proposer, Request::Propose(request.clone()));
    }

    fn read_ids(&mut self, call: u64, learner: NodeId, request: ReadLogRequest) {
        self.send(call, Role::Learner, learner, Request::ReadIds(request));
    }

    fn report_chosen(&mut self, chosen: &[ChosenId]) {
        self.reported.extend_from_slice(chosen);
    }
}
