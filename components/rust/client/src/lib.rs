//! The client of Paxos: it gives payloads their command ids, finds the leader, proposes until a command is chosen, and
//! reads in the log what became of it. The session and sequence of a command id are those of Lamport, *The Part-Time
//! Parliament*, and Chandra et al., *Paxos Made Live* (2007): whoever meets a command twice knows it.

#![no_std]
#![cfg_attr(test, allow(clippy::arithmetic_side_effects, reason = "a test may panic"))]

extern crate alloc;

#[cfg(target_arch = "wasm32")]
mod component;
mod follow;
mod give_up;
mod issue;
mod outcome;
mod pending;
mod propose;
mod status;
mod submit;
#[cfg(test)]
mod testing;
mod tick;

use alloc::vec::Vec;
use contract::learner::ReadLogRequest;
use contract::log::{Level, Log, Repeats};
use contract::node::Configuration;
use contract::proposer::ProposeRequest;
use contract::types::{ChosenId, NodeId};
use core::fmt::Arguments;
use follow::Following;
use outcome::Outcomes;
use pending::Pending;
use propose::Proposing;

/// What the node around a client does for it: `paxos:client/client-outbox`.
pub trait Host: Log {
    fn propose(&mut self, call: u64, proposer: NodeId, request: &ProposeRequest);
    fn read_ids(&mut self, call: u64, learner: NodeId, request: ReadLogRequest);
    fn report_chosen(&mut self, chosen: &[ChosenId]);
}

pub struct Client<H> {
    host: H,
    configuration: Configuration,
    now: u64,
    calls: u64,
    /// 0 until the first tick names the session.
    session: u64,
    /// The last sequence given away.
    sequence: u64,
    pending: Pending,
    outcomes: Outcomes,
    proposing: Proposing,
    following: Following,
    repeats: Repeats,
}

impl<H: Host> Client<H> {
    pub fn new(configuration: Configuration, host: H) -> Client<H> {
        Client {
            host,
            configuration,
            now: 0,
            calls: 0,
            session: 0,
            sequence: 0,
            pending: Pending::default(),
            outcomes: Outcomes::default(),
            proposing: Proposing::default(),
            following: Following::default(),
            repeats: Repeats::default(),
        }
    }

    /// Learners come and go.
    pub fn learners_are(&mut self, learners: Vec<NodeId>) {
        self.configuration.cluster.learners = learners;
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
}
