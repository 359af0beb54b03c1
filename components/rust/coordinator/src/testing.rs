//! A cluster that a test scripts, answer by answer.

use crate::{Coordinator, System};
use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use contract::acceptor::*;
use contract::client::{ClientStatus, IssueRequest};
use contract::learner::{LearnerStatus, LogPage, ReadLogRequest};
use contract::log::{Level, Log};
use contract::proposer::{Leadership, ProposerStatus, ReserveBallotRequest};
pub use contract::testing::{chosen, command, configuration, entry, impossible_entries, no_op, value};
use contract::types::{AcceptedEntry, Ballot, ChosenEntry, Command, Entry, NodeId, Refusal, Slot};
use core::fmt::Arguments;

/// Nodes that are simple and honest, but for what a test takes away from them.
#[derive(Default)]
pub struct Nodes {
    pub gone: Vec<(&'static str, NodeId)>,
    pub leader: NodeId,
    pub round: u64,
    pub promised: BTreeMap<NodeId, Ballot>,
    pub accepted: BTreeMap<NodeId, BTreeMap<Slot, AcceptedEntry>>,
    pub logs: BTreeMap<NodeId, Vec<ChosenEntry>>,
    /// How far learners say they are, where that is not how far they are.
    pub claimed: BTreeMap<NodeId, Slot>,
    pub lines: Vec<String>,
    /// Whether learners learn what all acceptors have.
    pub deaf: bool,
}

pub fn coordinator() -> Coordinator<Nodes> {
    let nodes = Nodes { leader: 1, round: 4, ..Nodes::default() };
    Coordinator::new(configuration(1), nodes)
}

pub fn ballot(round: u64, proposer: NodeId) -> Ballot {
    Ballot { round, proposer }
}

impl Nodes {
    fn reach(&self, role: &'static str, id: NodeId) -> Result<(), Refusal> {
        if self.gone.contains(&(role, id)) { Err(Refusal::Unavailable("gone".into())) } else { Ok(()) }
    }

    pub fn hold(&mut self, acceptor: NodeId, slot: Slot, ballot: Ballot, entry: Entry) {
        self.accepted.entry(acceptor).or_default().insert(slot, AcceptedEntry { slot, ballot, entry });
    }

    pub fn held(&self, acceptor: NodeId) -> Vec<(Slot, Ballot, Entry)> {
        let entries = self.accepted.get(&acceptor).into_iter().flat_map(BTreeMap::values);
        entries.map(|it| (it.slot, it.ballot, it.entry.clone())).collect()
    }

    /// What two acceptors hold at one ballot, next in the log of every learner.
    fn learn(&mut self) {
        for learner in [1, 2] {
            let log = self.logs.entry(learner).or_default();
            loop {
                let slot = log.len() as u64 + 1;
                let held: Vec<&AcceptedEntry> = self.accepted.values().filter_map(|it| it.get(&slot)).collect();
                let quorum = held.iter().find(|it| held.iter().filter(|other| other.ballot == it.ballot).count() >= 2);
                let Some(entry) = quorum.map(|it| it.entry.clone()) else { break };
                log.push(ChosenEntry { slot, entry });
            }
        }
    }
}

impl Log for Nodes {
    fn write(&mut self, _level: Level, message: Arguments<'_>) {
        self.lines.push(format!("{message}"));
    }
}

impl System for Nodes {
    fn client_status(&mut self, client: NodeId) -> Result<ClientStatus, Refusal> {
        self.reach("client", client)?;
        Ok(ClientStatus { client, session: 7, leader: None, pending: 0, seen_through: 0 })
    }

    fn proposer_status(&mut self, proposer: NodeId) -> Result<ProposerStatus, Refusal> {
        self.reach("proposer", proposer)?;
        let leadership = if proposer == self.leader { Leadership::Leader } else { Leadership::Follower };
        Ok(ProposerStatus {
            proposer,
            leadership,
            ballot: None,
            leader: None,
            chosen_through: 0,
            next_slot: 1,
            open_slots: 0,
            trouble: None,
            left_out: Vec::new(),
            leaderless_millis: 0,
        })
    }

    fn acceptor_status(&mut self, acceptor: NodeId) -> Result<AcceptorStatus, Refusal> {
        self.reach("acceptor", acceptor)?;
        Ok(AcceptorStatus {
            acceptor,
            life: 1,
            standing: Standing::Voting,
            waits_for: None,
            promised: self.promised.get(&acceptor).copied(),
            highest_slot: 0,
            leader: None,
        })
    }

    fn learner_status(&mut self, learner: NodeId) -> Result<LearnerStatus, Refusal> {
        self.reach("learner", learner)?;
        let learned = self.logs.get(&learner).map_or(0, Vec::len) as u64;
        let chosen_through = self.claimed.get(&learner).copied().unwrap_or(learned);
        Ok(LearnerStatus { learner, chosen_through, highest_slot: chosen_through, trouble: None })
    }

    fn issue(&mut self, client: NodeId, request: &IssueRequest) -> Result<Command, Refusal> {
        self.reach("client", client)?;
        Ok(Command { id: command(1, "").id, payload: request.payload.clone() })
    }

    fn reserve_ballot(&mut self, proposer: NodeId, _: ReserveBallotRequest) -> Result<Ballot, Refusal> {
        self.reach("proposer", proposer)?;
        self.round += 1;
        Ok(ballot(self.round, proposer))
    }

    fn prepare(&mut self, acceptor: NodeId, request: PrepareRequest) -> Result<PrepareOutcome, Refusal> {
        self.reach("acceptor", acceptor)?;
        if let Some(&higher) = self.promised.get(&acceptor).filter(|&&it| it > request.ballot) {
            return Ok(PrepareOutcome::Rejected(higher));
        }
        self.promised.insert(acceptor, request.ballot);
        let held = self.accepted.entry(acceptor).or_default().range(request.first_slot..).map(|(_, it)| it.clone());
        let mut accepted: Vec<AcceptedEntry> = held.collect();
        let more = accepted.len() > request.max_entries as usize;
        accepted.truncate(request.max_entries as usize);
        Ok(PrepareOutcome::Promised(Promise { ballot: request.ballot, accepted, more }))
    }

    fn accept(&mut self, acceptor: NodeId, request: &AcceptRequest) -> Result<AcceptOutcome, Refusal> {
        self.reach("acceptor", acceptor)?;
        let AcceptRequest { ballot, first_slot, ref entries } = *request;
        if let Some(&higher) = self.promised.get(&acceptor).filter(|&&it| it > ballot) {
            return Ok(AcceptOutcome::Rejected(higher));
        }
        for (slot, entry) in (first_slot..).zip(entries) {
            self.hold(acceptor, slot, ballot, entry.clone());
        }
        if !self.deaf {
            self.learn();
        }
        Ok(AcceptOutcome::Accepted(Acceptance { ballot, first_slot, count: entries.len() as u32 }))
    }

    fn read_log(&mut self, learner: NodeId, request: ReadLogRequest) -> Result<LogPage, Refusal> {
        self.reach("learner", learner)?;
        let log = self.logs.entry(learner).or_default();
        let from = log.iter().filter(|it| it.slot >= request.first_slot);
        let entries = from.take(request.max_entries as usize).cloned().collect();
        Ok(LogPage { entries, chosen_through: log.len() as u64 })
    }
}
