//! What a proposer sends, until it is fetched: to each acceptor a message of its own.

use crate::mail::Mail;
use alloc::vec::Vec;
use contract::acceptor::{AcceptRequest, LeaderHeartbeatRequest, PrepareRequest};
use contract::proposer::HeartbeatRequest;
use contract::types::NodeId;

use bindings::exports::paxos::composition::mailbox;
use bindings::exports::paxos::proposer::proposer_outbox;
use bindings::paxos::composition::messages::{Address, Outgoing, Question, Request, Role};

#[allow(clippy::all, clippy::arithmetic_side_effects, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]
mod bindings {
    wit_bindgen::generate!({
        world: "paxos:composed/proposer-mailbox",
        path: "../../composed/wit",
        generate_all,
        with: {
            "paxos:types/types@0.1.0": contract::types,
            "paxos:proposer/proposer@0.1.0": contract::proposer,
            "paxos:acceptor/acceptor@0.1.0": contract::acceptor,
            "paxos:learner/learner@0.1.0": contract::learner,
        },
    });
}

static MAIL: guest::Instance<Mail<Outgoing>> = guest::Instance::new();

fn send(outgoing: Outgoing) {
    MAIL.get(Mail::new).put(outgoing);
}

fn ask(call: u64, role: Role, id: NodeId, request: Request) {
    let receiver = Address { role, id };
    send(Outgoing::Question(Question { call, receiver, request }));
}

struct Component;

bindings::export!(Component with_types_in bindings);

impl mailbox::Guest for Component {
    fn take() -> Vec<Outgoing> {
        MAIL.get(Mail::new).take()
    }
}

impl proposer_outbox::Guest for Component {
    fn prepare(call: u64, acceptor: NodeId, request: PrepareRequest) {
        ask(call, Role::Acceptor, acceptor, Request::Prepare(request));
    }

    fn accept(call: u64, acceptors: Vec<NodeId>, request: AcceptRequest) {
        for acceptor in acceptors {
            ask(call, Role::Acceptor, acceptor, Request::Accept(request.clone()));
        }
    }

    fn heartbeat(call: u64, proposer: NodeId, request: HeartbeatRequest) {
        ask(call, Role::Proposer, proposer, Request::Heartbeat(request));
    }

    fn acceptor_heartbeat(call: u64, acceptors: Vec<NodeId>, request: LeaderHeartbeatRequest) {
        for acceptor in acceptors {
            ask(call, Role::Acceptor, acceptor, Request::LeaderHeartbeat(request));
        }
    }

    fn acceptor_status(call: u64, acceptors: Vec<NodeId>) {
        for acceptor in acceptors {
            ask(call, Role::Acceptor, acceptor, Request::AcceptorStatus);
        }
    }
}
