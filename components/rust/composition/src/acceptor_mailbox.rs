//! What an acceptor sends, until it is fetched.

use crate::mail::Mail;
use alloc::vec::Vec;
use contract::acceptor::{AdmitRequest, PrepareRequest, ReadAcceptedRequest};
use contract::types::{NodeId, Votes};

use bindings::exports::paxos::acceptor::acceptor_outbox;
use bindings::exports::paxos::composition::mailbox;
use bindings::paxos::composition::messages::{Address, Outgoing, Question, Request, Role};

#[allow(clippy::all, clippy::arithmetic_side_effects, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]
mod bindings {
    wit_bindgen::generate!({
        world: "paxos:composed/acceptor-mailbox",
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

impl acceptor_outbox::Guest for Component {
    fn notify_learners(votes: Votes) {
        send(Outgoing::Votes(votes));
    }

    fn admit(call: u64, proposer: NodeId, request: AdmitRequest) {
        ask(call, Role::Proposer, proposer, Request::Admit(request));
    }

    fn prepare(call: u64, acceptor: NodeId, request: PrepareRequest) {
        ask(call, Role::Acceptor, acceptor, Request::Prepare(request));
    }

    fn read_accepted(call: u64, acceptor: NodeId, request: ReadAcceptedRequest) {
        ask(call, Role::Acceptor, acceptor, Request::ReadAccepted(request));
    }
}
