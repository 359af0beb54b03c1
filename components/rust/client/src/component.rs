//! The component around a client: the world `paxos:client/client-component`.

use crate::{Client, Host};
use alloc::string::ToString;
use alloc::vec::Vec;
use contract::client::*;
use contract::learner::{IdPage, ReadLogRequest};
use contract::log::{Level, Log};
use contract::node::Configuration;
use contract::proposer::{ProposeOutcome, ProposeRequest};
use contract::types::{ChosenId, Command, CommandId, NodeId, Refusal};
use core::fmt::Arguments;

use bindings::exports::paxos::client::{client, client_events};
use bindings::paxos::client::client_outbox;
use bindings::paxos::host::{log, node};

#[allow(clippy::all, clippy::arithmetic_side_effects, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]
mod bindings {
    wit_bindgen::generate!({
        world: "paxos:client/client-component",
        path: "../../../interfaces",
        generate_all,
        with: {
            "paxos:types/types@0.1.0": contract::types,
            "paxos:proposer/proposer@0.1.0": contract::proposer,
            "paxos:learner/learner@0.1.0": contract::learner,
            "paxos:host/node@0.1.0/cluster": contract::node::Cluster,
            "paxos:host/node@0.1.0/timing": contract::node::Timing,
            "paxos:host/node@0.1.0/bounds": contract::node::Bounds,
            "paxos:client/client@0.1.0/issue-request": contract::client::IssueRequest,
            "paxos:client/client@0.1.0/submit-request": contract::client::SubmitRequest,
            "paxos:client/client@0.1.0/submit-receipt": contract::client::SubmitReceipt,
            "paxos:client/client@0.1.0/outcome-request": contract::client::OutcomeRequest,
            "paxos:client/client@0.1.0/command-outcome": contract::client::CommandOutcome,
            "paxos:client/client@0.1.0/client-status": contract::client::ClientStatus,
        },
    });
}

static NODE: guest::Instance<Client<Imports>> = guest::Instance::new();

fn start() -> Client<Imports> {
    let (cluster, timing, bounds) = (node::get_cluster(), node::get_timing(), node::get_bounds());
    Client::new(Configuration { cluster, timing, bounds }, Imports)
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
    fn propose(&mut self, call: u64, proposer: NodeId, request: &ProposeRequest) {
        client_outbox::propose(call, proposer, request);
    }

    fn read_ids(&mut self, call: u64, learner: NodeId, request: ReadLogRequest) {
        client_outbox::read_ids(call, learner, request);
    }

    fn report_chosen(&mut self, chosen: &[ChosenId]) {
        client_outbox::report_chosen(chosen);
    }
}

struct Component;

bindings::export!(Component with_types_in bindings);

impl client::Guest for Component {
    fn issue(client: NodeId, request: IssueRequest) -> Result<Command, Refusal> {
        NODE.get(start).issue(client, request)
    }

    fn submit(client: NodeId, request: SubmitRequest) -> Result<SubmitReceipt, Refusal> {
        NODE.get(start).submit(client, request)
    }

    fn outcome(client: NodeId, request: OutcomeRequest) -> Result<CommandOutcome, Refusal> {
        NODE.get(start).outcome(client, request)
    }

    fn status(client: NodeId) -> Result<ClientStatus, Refusal> {
        NODE.get(start).status(client)
    }
}

impl client_events::Guest for Component {
    fn tick(now_millis: u64, random: u64) {
        let mut client = NODE.get(start);
        client.learners_are(node::get_cluster().learners);
        client.tick(now_millis, random);
    }

    fn give_up(ids: Vec<CommandId>) {
        NODE.get(start).give_up(&ids);
    }

    fn propose_answered(call: u64, proposer: NodeId, answer: Result<ProposeOutcome, Refusal>) {
        NODE.get(start).propose_answered(call, proposer, answer);
    }

    fn ids_read(call: u64, learner: NodeId, answer: Result<IdPage, Refusal>) {
        NODE.get(start).ids_read(call, learner, answer);
    }
}
