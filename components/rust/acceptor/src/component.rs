//! The component around an acceptor: the world `paxos:acceptor/acceptor-component`.

use crate::{Acceptor, Host};
use alloc::string::ToString;
use alloc::vec::Vec;
use contract::acceptor::*;
use contract::log::{Level, Log};
use contract::node::Configuration;
use contract::storage::LifeRecord;
use contract::types::{AcceptedEntry, Ballot, NodeId, Refusal, Slot, Votes};
use core::fmt::Arguments;

use bindings::exports::paxos::acceptor::{acceptor, acceptor_events};
use bindings::paxos::acceptor::acceptor_outbox;
use bindings::paxos::host::{acceptor_storage, log, node};

#[allow(clippy::all, clippy::arithmetic_side_effects, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]
mod bindings {
    wit_bindgen::generate!({
        world: "paxos:acceptor/acceptor-component",
        path: "../../../interfaces",
        generate_all,
        with: {
            "paxos:types/types@0.1.0": contract::types,
            "paxos:host/node@0.1.0/cluster": contract::node::Cluster,
            "paxos:host/node@0.1.0/timing": contract::node::Timing,
            "paxos:host/node@0.1.0/bounds": contract::node::Bounds,
            "paxos:host/acceptor-storage@0.1.0/written-standing": contract::storage::WrittenStanding,
            "paxos:host/acceptor-storage@0.1.0/life-record": contract::storage::LifeRecord,
            "paxos:acceptor/acceptor@0.1.0/prepare-request": contract::acceptor::PrepareRequest,
            "paxos:acceptor/acceptor@0.1.0/promise": contract::acceptor::Promise,
            "paxos:acceptor/acceptor@0.1.0/prepare-outcome": contract::acceptor::PrepareOutcome,
            "paxos:acceptor/acceptor@0.1.0/accept-request": contract::acceptor::AcceptRequest,
            "paxos:acceptor/acceptor@0.1.0/acceptance": contract::acceptor::Acceptance,
            "paxos:acceptor/acceptor@0.1.0/accept-outcome": contract::acceptor::AcceptOutcome,
            "paxos:acceptor/acceptor@0.1.0/read-accepted-request": contract::acceptor::ReadAcceptedRequest,
            "paxos:acceptor/acceptor@0.1.0/accepted-page": contract::acceptor::AcceptedPage,
            "paxos:acceptor/acceptor@0.1.0/leader-heartbeat-request": contract::acceptor::LeaderHeartbeatRequest,
            "paxos:acceptor/acceptor@0.1.0/leader-heartbeat-outcome": contract::acceptor::LeaderHeartbeatOutcome,
            "paxos:acceptor/acceptor@0.1.0/heard-leader": contract::acceptor::HeardLeader,
            "paxos:acceptor/acceptor@0.1.0/standing": contract::acceptor::Standing,
            "paxos:acceptor/acceptor@0.1.0/admit-request": contract::acceptor::AdmitRequest,
            "paxos:acceptor/acceptor@0.1.0/admission": contract::acceptor::Admission,
            "paxos:acceptor/acceptor@0.1.0/recover-request": contract::acceptor::RecoverRequest,
            "paxos:acceptor/acceptor@0.1.0/acceptor-status": contract::acceptor::AcceptorStatus,
        },
    });
}

static NODE: guest::Instance<Acceptor<Imports>> = guest::Instance::new();

fn recover() -> Acceptor<Imports> {
    let (cluster, timing, bounds) = (node::get_cluster(), node::get_timing(), node::get_bounds());
    Acceptor::new(Configuration { cluster, timing, bounds }, Imports)
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
    fn load_life(&self) -> Option<LifeRecord> {
        acceptor_storage::load_life()
    }

    fn store_life(&mut self, life: LifeRecord) {
        acceptor_storage::store_life(life);
    }

    fn load_promised(&self) -> Option<Ballot> {
        acceptor_storage::load_promised()
    }

    fn store_promised(&mut self, promised: Ballot) {
        acceptor_storage::store_promised(promised);
    }

    fn store_accepted(&mut self, entries: &[AcceptedEntry]) {
        acceptor_storage::store_accepted(entries);
    }

    fn load_accepted(&self, first_slot: Slot, max_entries: u32, max_bytes: u32) -> Vec<AcceptedEntry> {
        acceptor_storage::load_accepted(first_slot, max_entries, max_bytes)
    }

    fn highest_accepted(&self) -> Option<Slot> {
        acceptor_storage::highest_accepted()
    }

    fn notify_learners(&mut self, votes: &Votes) {
        acceptor_outbox::notify_learners(votes);
    }

    fn admit(&mut self, call: u64, proposer: NodeId, request: AdmitRequest) {
        acceptor_outbox::admit(call, proposer, request);
    }

    fn prepare(&mut self, call: u64, acceptor: NodeId, request: PrepareRequest) {
        acceptor_outbox::prepare(call, acceptor, request);
    }

    fn read_accepted(&mut self, call: u64, acceptor: NodeId, request: ReadAcceptedRequest) {
        acceptor_outbox::read_accepted(call, acceptor, request);
    }
}

struct Component;

bindings::export!(Component with_types_in bindings);

impl acceptor::Guest for Component {
    fn prepare(acceptor: NodeId, request: PrepareRequest) -> Result<PrepareOutcome, Refusal> {
        NODE.get(recover).prepare(acceptor, request)
    }

    fn accept(acceptor: NodeId, request: AcceptRequest) -> Result<AcceptOutcome, Refusal> {
        NODE.get(recover).accept(acceptor, request)
    }

    fn read_accepted(acceptor: NodeId, request: ReadAcceptedRequest) -> Result<AcceptedPage, Refusal> {
        NODE.get(recover).read_accepted(acceptor, request)
    }

    fn heartbeat(acceptor: NodeId, request: LeaderHeartbeatRequest) -> Result<LeaderHeartbeatOutcome, Refusal> {
        NODE.get(recover).heartbeat(acceptor, request)
    }

    fn recover(acceptor: NodeId, request: RecoverRequest) -> Result<AcceptorStatus, Refusal> {
        NODE.get(recover).recover(acceptor, request)
    }

    fn status(acceptor: NodeId) -> Result<AcceptorStatus, Refusal> {
        NODE.get(recover).status(acceptor)
    }
}

impl acceptor_events::Guest for Component {
    fn tick(now_millis: u64, random: u64) {
        NODE.get(recover).tick(now_millis, random);
    }

    fn admit_answered(call: u64, proposer: NodeId, answer: Result<Admission, Refusal>) {
        NODE.get(recover).admit_answered(call, proposer, answer);
    }

    fn prepare_answered(call: u64, acceptor: NodeId, answer: Result<PrepareOutcome, Refusal>) {
        NODE.get(recover).prepare_answered(call, acceptor, answer);
    }

    fn accepted_read(call: u64, acceptor: NodeId, answer: Result<AcceptedPage, Refusal>) {
        NODE.get(recover).accepted_read(call, acceptor, answer);
    }
}
