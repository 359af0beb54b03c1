//! What hosts do for the client: time, calls, answers, and what is to be sent.

use alloc::vec;
use alloc::vec::Vec;
use contract::types::NodeId;

use bindings::exports::paxos::composition::nodes::Guest;
use bindings::paxos::composition::messages::{Answer, Outgoing, Request};

use bindings::{client1_events, client1_mailbox};

#[allow(clippy::all, clippy::arithmetic_side_effects, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]
mod bindings {
    wit_bindgen::generate!({
        world: "paxos:composed/client-hosts",
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

/// Hands an answer to the function that is for it; one that no function is for is to nothing that was asked.
macro_rules! tell {
    ($events:ident, $call:ident, $sender:ident, $answer:ident) => {
        match $answer {
            Answer::Propose(it) => $events::propose_answered($call, $sender, it.as_ref()),
            Answer::ReadIds(it) => $events::ids_read($call, $sender, it.as_ref()),
            _ => {}
        }
    };
}

struct Component;

bindings::export!(Component with_types_in bindings);

impl Guest for Component {
    fn ids() -> Vec<NodeId> {
        vec![1]
    }

    fn tick(node: NodeId, now_millis: u64, random: u64) {
        match node {
            1 => client1_events::tick(now_millis, random),
            _ => {}
        }
    }

    /// Nobody asks a client.
    fn ask(_: NodeId, _: Request) -> Option<Answer> {
        None
    }

    fn tell(node: NodeId, call: u64, sender: NodeId, answer: Answer) {
        match node {
            1 => tell!(client1_events, call, sender, answer),
            _ => {}
        }
    }

    fn take(node: NodeId) -> Vec<Outgoing> {
        match node {
            1 => client1_mailbox::take(),
            _ => Vec::new(),
        }
    }
}
