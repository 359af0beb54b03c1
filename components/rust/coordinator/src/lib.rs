//! The coordinator: it drives a round by hand, surveys the cluster, and checks that the learners agree. It is for
//! people: the cluster does not need it.

#![no_std]
#![cfg_attr(test, allow(clippy::arithmetic_side_effects, reason = "a test may panic"))]

extern crate alloc;

mod check_agreement;
#[cfg(target_arch = "wasm32")]
mod component;
mod run_round;
mod survey;
#[cfg(test)]
mod testing;
mod transcript;

use contract::acceptor::{AcceptOutcome, AcceptRequest, AcceptorStatus, PrepareOutcome, PrepareRequest};
use contract::client::{ClientStatus, IssueRequest};
use contract::learner::{LearnerStatus, LogPage, ReadLogRequest};
use contract::log::Log;
use contract::node::{Cluster, Configuration};
use contract::proposer::{ProposerStatus, ReserveBallotRequest};
use contract::types::{Ballot, Command, NodeId, Refusal};

/// The other nodes, a call at a time: what the world `paxos:system/paxos-system` imports, as far as it is used.
pub trait System: Log {
    fn client_status(&mut self, client: NodeId) -> Result<ClientStatus, Refusal>;
    fn proposer_status(&mut self, proposer: NodeId) -> Result<ProposerStatus, Refusal>;
    fn acceptor_status(&mut self, acceptor: NodeId) -> Result<AcceptorStatus, Refusal>;
    fn learner_status(&mut self, learner: NodeId) -> Result<LearnerStatus, Refusal>;
    fn issue(&mut self, client: NodeId, request: &IssueRequest) -> Result<Command, Refusal>;
    fn reserve_ballot(&mut self, proposer: NodeId, request: ReserveBallotRequest) -> Result<Ballot, Refusal>;
    fn prepare(&mut self, acceptor: NodeId, request: PrepareRequest) -> Result<PrepareOutcome, Refusal>;
    fn accept(&mut self, acceptor: NodeId, request: &AcceptRequest) -> Result<AcceptOutcome, Refusal>;
    fn read_log(&mut self, learner: NodeId, request: ReadLogRequest) -> Result<LogPage, Refusal>;
}

pub struct Coordinator<S> {
    system: S,
    configuration: Configuration,
}

impl<S: System> Coordinator<S> {
    pub fn new(configuration: Configuration, system: S) -> Coordinator<S> {
        Coordinator { system, configuration }
    }

    /// Clients, learners and coordinators come and go.
    pub fn cluster_is(&mut self, cluster: Cluster) {
        self.configuration.cluster = cluster;
    }

    pub fn system(&self) -> &S {
        &self.system
    }

    pub fn system_mut(&mut self) -> &mut S {
        &mut self.system
    }
}
