//! What a client sends and reports, until it is fetched.

use crate::mail::Mail;
use alloc::vec::Vec;
use contract::learner::ReadLogRequest;
use contract::proposer::ProposeRequest;
use contract::types::{ChosenId, NodeId};

use bindings::exports::paxos::client::client_outbox;
use bindings::exports::paxos::composition::mailbox;
use bindings::paxos::composition::messages::{Address, Outgoing, Question, Request, Role};

#[allow(clippy::all, clippy::arithmetic_side_effects, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]
mod bindings {
    wit_bindgen::generate!({
        world: "paxos:composed/client-mailbox",
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

impl client_outbox::Guest for Component {
    fn propose(call: u64, proposer: NodeId, request: ProposeRequest) {
        ask(call, Role::Proposer, proposer, Request::Propose(request));
    }

    fn read_ids(call: u64, learner: NodeId, request: ReadLogRequest) {
        ask(call, Role::Learner, learner, Request::ReadIds(request));
    }

    fn report_chosen(chosen: Vec<ChosenId>) {
        send(Outgoing::Chosen(chosen));
    }
}
