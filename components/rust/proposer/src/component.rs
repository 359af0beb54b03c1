//! The component around a proposer: the world `paxos:proposer/proposer-component`.

use crate::{Host, Proposer};
use alloc::string::ToString;
use contract::acceptor::{
    AcceptOutcome, AcceptRequest, AcceptorStatus, Admission, AdmitRequest, LeaderHeartbeatOutcome,
    LeaderHeartbeatRequest, PrepareOutcome, PrepareRequest,
};
use contract::log::{Level, Log};
use contract::node::Configuration;
use contract::proposer::*;
use contract::storage::Progress;
use contract::types::{Ballot, NodeId, Refusal};
use core::fmt::Arguments;

use bindings::exports::paxos::proposer::{proposer, proposer_events};
use bindings::paxos::host::{log, node, proposer_storage};
use bindings::paxos::proposer::proposer_outbox;

#[allow(clippy::all, clippy::arithmetic_side_effects, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]
mod bindings {
    wit_bindgen::generate!({
        world: "paxos:proposer/proposer-component",
        path: "../../../interfaces",
        generate_all,
        with: {
            "paxos:types/types@0.1.0": contract::types,
            "paxos:acceptor/acceptor@0.1.0": contract::acceptor,
            "paxos:proposer/proposer@0.1.0": contract::proposer,
            "paxos:host/node@0.1.0/cluster": contract::node::Cluster,
            "paxos:host/node@0.1.0/timing": contract::node::Timing,
            "paxos:host/node@0.1.0/bounds": contract::node::Bounds,
            "paxos:host/proposer-storage@0.1.0/progress": contract::storage::Progress,
            "paxos:proposer/proposer@0.1.0/propose-request": contract::proposer::ProposeRequest,
            "paxos:proposer/proposer@0.1.0/assignment": contract::proposer::Assignment,
            "paxos:proposer/proposer@0.1.0/propose-outcome": contract::proposer::ProposeOutcome,
            "paxos:proposer/proposer@0.1.0/heartbeat-request": contract::proposer::HeartbeatRequest,
            "paxos:proposer/proposer@0.1.0/heartbeat-outcome": contract::proposer::HeartbeatOutcome,
            "paxos:proposer/proposer@0.1.0/reserve-ballot-request": contract::proposer::ReserveBallotRequest,
            "paxos:proposer/proposer@0.1.0/take-over-request": contract::proposer::TakeOverRequest,
            "paxos:proposer/proposer@0.1.0/resolve-request": contract::proposer::ResolveRequest,
            "paxos:proposer/proposer@0.1.0/resolve-outcome": contract::proposer::ResolveOutcome,
            "paxos:proposer/proposer@0.1.0/leadership": contract::proposer::Leadership,
            "paxos:proposer/proposer@0.1.0/left-out": contract::proposer::LeftOut,
            "paxos:proposer/proposer@0.1.0/proposer-status": contract::proposer::ProposerStatus,
        },
    });
}

static NODE: guest::Instance<Proposer<Imports>> = guest::Instance::new();

fn recover() -> Proposer<Imports> {
    let (cluster, timing, bounds) = (node::get_cluster(), node::get_timing(), node::get_bounds());
    Proposer::new(Configuration { cluster, timing, bounds }, Imports)
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
    fn load_round(&self) -> u64 {
        proposer_storage::load_round()
    }

    fn store_round(&mut self, round: u64) {
        proposer_storage::store_round(round);
    }

    fn load_progress(&self) -> Option<Progress> {
        proposer_storage::load_progress()
    }

    fn store_progress(&mut self, progress: &Progress) {
        proposer_storage::store_progress(progress);
    }

    fn flush_progress(&mut self) {
        proposer_storage::flush_progress();
    }

    fn prepare(&mut self, call: u64, acceptor: NodeId, request: PrepareRequest) {
        proposer_outbox::prepare(call, acceptor, request);
    }

    fn accept(&mut self, call: u64, acceptors: &[NodeId], request: &AcceptRequest) {
        proposer_outbox::accept(call, acceptors, request);
    }

    fn heartbeat(&mut self, call: u64, proposer: NodeId, request: HeartbeatRequest) {
        proposer_outbox::heartbeat(call, proposer, request);
    }

    fn acceptor_heartbeat(&mut self, call: u64, acceptors: &[NodeId], request: LeaderHeartbeatRequest) {
        proposer_outbox::acceptor_heartbeat(call, acceptors, request);
    }

    fn acceptor_status(&mut self, call: u64, acceptors: &[NodeId]) {
        proposer_outbox::acceptor_status(call, acceptors);
    }
}

struct Component;

bindings::export!(Component with_types_in bindings);

impl proposer::Guest for Component {
    fn propose(proposer: NodeId, request: ProposeRequest) -> Result<ProposeOutcome, Refusal> {
        NODE.get(recover).propose(proposer, request)
    }

    fn heartbeat(proposer: NodeId, request: HeartbeatRequest) -> Result<HeartbeatOutcome, Refusal> {
        NODE.get(recover).heartbeat(proposer, request)
    }

    fn take_over(proposer: NodeId, request: TakeOverRequest) -> Result<Ballot, Refusal> {
        NODE.get(recover).take_over(proposer, request)
    }

    fn reserve_ballot(proposer: NodeId, request: ReserveBallotRequest) -> Result<Ballot, Refusal> {
        NODE.get(recover).reserve_ballot(proposer, request)
    }

    fn admit(proposer: NodeId, request: AdmitRequest) -> Result<Admission, Refusal> {
        NODE.get(recover).admit(proposer, request)
    }

    fn resolve(proposer: NodeId, request: ResolveRequest) -> Result<ResolveOutcome, Refusal> {
        NODE.get(recover).resolve(proposer, request)
    }

    fn status(proposer: NodeId) -> Result<ProposerStatus, Refusal> {
        NODE.get(recover).status(proposer)
    }
}

impl proposer_events::Guest for Component {
    fn tick(now_millis: u64, random: u64) {
        NODE.get(recover).tick(now_millis, random);
    }

    fn prepare_answered(call: u64, acceptor: NodeId, answer: Result<PrepareOutcome, Refusal>) {
        NODE.get(recover).prepare_answered(call, acceptor, answer);
    }

    fn accept_answered(call: u64, acceptor: NodeId, answer: Result<AcceptOutcome, Refusal>) {
        NODE.get(recover).accept_answered(call, acceptor, answer);
    }

    fn heartbeat_answered(call: u64, proposer: NodeId, answer: Result<HeartbeatOutcome, Refusal>) {
        NODE.get(recover).heartbeat_answered(call, proposer, answer);
    }

    fn acceptor_heartbeat_answered(call: u64, acceptor: NodeId, answer: Result<LeaderHeartbeatOutcome, Refusal>) {
        NODE.get(recover).acceptor_heartbeat_answered(call, acceptor, answer);
    }

    fn acceptor_status_answered(call: u64, acceptor: NodeId, answer: Result<AcceptorStatus, Refusal>) {
        NODE.get(recover).acceptor_status_answered(call, acceptor, answer);
    }
}
