//! The component around a learner: the world `paxos:learner/learner-component`.

use crate::{Host, Learner};
use alloc::string::ToString;
use alloc::vec::Vec;
use contract::acceptor::{AcceptedPage, ReadAcceptedRequest};
use contract::learner::*;
use contract::log::{Level, Log};
use contract::node::Configuration;
use contract::proposer::{ResolveOutcome, ResolveRequest};
use contract::types::{ChosenEntry, NodeId, Refusal, Slot};
use core::fmt::Arguments;

use bindings::exports::paxos::learner::{learner, learner_events};
use bindings::paxos::host::{learner_storage, log, node};
use bindings::paxos::learner::learner_outbox;

#[allow(clippy::all, clippy::arithmetic_side_effects, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]
mod bindings {
    wit_bindgen::generate!({
        world: "paxos:learner/learner-component",
        path: "../../../interfaces",
        generate_all,
        with: {
            "paxos:types/types@0.1.0": contract::types,
            "paxos:acceptor/acceptor@0.1.0": contract::acceptor,
            "paxos:proposer/proposer@0.1.0": contract::proposer,
            "paxos:learner/learner@0.1.0": contract::learner,
            "paxos:host/node@0.1.0/cluster": contract::node::Cluster,
            "paxos:host/node@0.1.0/timing": contract::node::Timing,
            "paxos:host/node@0.1.0/bounds": contract::node::Bounds,
            "paxos:learner/learner@0.1.0/learn-request": contract::learner::LearnRequest,
            "paxos:learner/learner@0.1.0/learn-outcome": contract::learner::LearnOutcome,
            "paxos:learner/learner@0.1.0/read-log-request": contract::learner::ReadLogRequest,
            "paxos:learner/learner@0.1.0/log-page": contract::learner::LogPage,
            "paxos:learner/learner@0.1.0/id-page": contract::learner::IdPage,
            "paxos:learner/learner@0.1.0/learner-status": contract::learner::LearnerStatus,
        },
    });
}

static NODE: guest::Instance<Learner<Imports>> = guest::Instance::new();

fn recover() -> Learner<Imports> {
    let (cluster, timing, bounds) = (node::get_cluster(), node::get_timing(), node::get_bounds());
    Learner::new(Configuration { cluster, timing, bounds }, Imports)
}

struct Imports;

impl Log for Imports {
    fn write(&mut self, level: Level, message: Arguments<'_>) {
        let level = match level {
            Level::Info => log::Level::Info,
            Level::Warn => log::Level::Warn,
            Level::Error => log::Level::Error,
        };
        log::write(level, &message.to_string());
    }
}

impl Host for Imports {
    fn append_chosen(&mut self, entries: &[ChosenEntry]) {
        learner_storage::append_chosen(entries);
    }

    fn load_chosen(&self, first_slot: Slot, max_entries: u32, max_bytes: u32) -> Vec<ChosenEntry> {
        learner_storage::load_chosen(first_slot, max_entries, max_bytes)
    }

    fn chosen_through(&self) -> Slot {
        learner_storage::chosen_through()
    }

    fn read_accepted(&mut self, call: u64, acceptor: NodeId, request: ReadAcceptedRequest) {
        learner_outbox::read_accepted(call, acceptor, request);
    }

    fn read_log(&mut self, call: u64, learner: NodeId, request: ReadLogRequest) {
        learner_outbox::read_log(call, learner, request);
    }

    fn resolve(&mut self, call: u64, proposer: NodeId, request: ResolveRequest) {
        learner_outbox::resolve(call, proposer, request);
    }

    fn abort(&mut self) -> ! {
        guest::abort()
    }
}

struct Component;

bindings::export!(Component with_types_in bindings);

impl learner::Guest for Component {
    fn learn(learner: NodeId, request: LearnRequest) -> Result<LearnOutcome, Refusal> {
        NODE.get(recover).learn(learner, request)
    }

    fn read_log(learner: NodeId, request: ReadLogRequest) -> Result<LogPage, Refusal> {
        NODE.get(recover).read_log(learner, request)
    }

    fn read_ids(learner: NodeId, request: ReadLogRequest) -> Result<IdPage, Refusal> {
        NODE.get(recover).read_ids(learner, request)
    }

    fn status(learner: NodeId) -> Result<LearnerStatus, Refusal> {
        NODE.get(recover).status(learner)
    }
}

impl learner_events::Guest for Component {
    fn tick(now_millis: u64, random: u64) {
        let mut learner = NODE.get(recover);
        learner.learners_are(&node::get_cluster().learners);
        learner.tick(now_millis, random);
    }

    fn accepted_read(call: u64, acceptor: NodeId, answer: Result<AcceptedPage, Refusal>) {
        NODE.get(recover).accepted_read(call, acceptor, answer);
    }

    fn log_read(call: u64, learner: NodeId, answer: Result<LogPage, Refusal>) {
        NODE.get(recover).log_read(call, learner, answer);
    }

    fn resolve_answered(call: u64, proposer: NodeId, answer: Result<ResolveOutcome, Refusal>) {
        NODE.get(recover).resolve_answered(call, proposer, answer);
    }
}
