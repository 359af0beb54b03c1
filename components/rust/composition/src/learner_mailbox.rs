//! What a learner sends, until it is fetched.

use crate::mail::Mail;
use alloc::vec::Vec;
use contract::acceptor::ReadAcceptedRequest;
use contract::learner::ReadLogRequest;
use contract::proposer::ResolveRequest;
use contract::types::NodeId;

use bindings::exports::paxos::composition::mailbox;
use bindings::exports::paxos::learner::learner_outbox;
use bindings::paxos::composition::messages::{Address, Outgoing, Question, Request, Role};

#[allow(clippy::all, clippy::arithmetic_side_effects, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]
mod bindings {
    wit_bindgen::generate!({
        world: "paxos:composed/learner-mailbox",
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

impl learner_outbox::Guest for Component {
    fn read_accepted(call: u64, acceptor: NodeId, request: ReadAcceptedRequest) {
        ask(call, Role::Acceptor, acceptor, Request::ReadAccepted(request));
    }

    fn read_log(call: u64, learner: NodeId, request: ReadLogRequest) {
        ask(call, Role::Learner, learner, Request::ReadLog(request));
    }

    fn resolve(call: u64, proposer: NodeId, request: ResolveRequest) {
        ask(call, Role::Proposer, proposer, Request::Resolve(request));
    }
}
