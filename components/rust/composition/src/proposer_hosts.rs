//! What hosts do for two proposers: time, calls, answers, and what is to be sent.

use alloc::vec;
use alloc::vec::Vec;
use contract::types::NodeId;

use bindings::exports::paxos::composition::nodes::Guest;
use bindings::paxos::composition::messages::{Answer, Outgoing, Request};
use bindings::{proposer1_events, proposer1_mailbox, proposer2_events, proposer2_mailbox, proposers};

#[allow(clippy::all, clippy::arithmetic_side_effects, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]
mod bindings {
    wit_bindgen::generate!({
        world: "paxos:composed/proposer-hosts",
        path: "../../composed/wit",
        generate_all,
        with: {
            "paxos:types/types@0.1.0": contract::types,
            "paxos:acceptor/acceptor@0.1.0": contract::acceptor,
            "paxos:learner/learner@0.1.0": contract::learner,
            "paxos:proposer/proposer@0.1.0/propose-request": contract::proposer::ProposeRequest,
            "paxos:proposer/proposer@0.1.0/assignment": contract::proposer::Assignment,
            "paxos:proposer/proposer@0.1.0/propose-outcome": contract::proposer::ProposeOutcome,
            "paxos:proposer/proposer@0.1.0/heartbeat-request": contract::proposer::HeartbeatRequest,
            "paxos:proposer/proposer@0.1.0/heartbeat-outcome": contract::proposer::HeartbeatOutcome,
            "paxos:proposer/proposer@0.1.0/reserve-ballot-request": contract::proposer::ReserveBallotRequest,
            "paxos:proposer/proposer@0.1.0/resolve-request": contract::proposer::ResolveRequest,
            "paxos:proposer/proposer@0.1.0/resolve-outcome": contract::proposer::ResolveOutcome,
            "paxos:proposer/proposer@0.1.0/leadership": contract::proposer::Leadership,
            "paxos:proposer/proposer@0.1.0/left-out": contract::proposer::LeftOut,
            "paxos:proposer/proposer@0.1.0/proposer-status": contract::proposer::ProposerStatus,
        },
    });
}

/// Hands an answer to the function that is for it; one that no function is for is to nothing that was asked.
macro_rules! tell {
    ($events:ident, $call:ident, $sender:ident, $answer:ident) => {
        match $answer {
            Answer::Prepare(it) => $events::prepare_answered($call, $sender, it.as_ref()),
            Answer::Accept(it) => $events::accept_answered($call, $sender, it.as_ref()),
            Answer::Heartbeat(it) => $events::heartbeat_answered($call, $sender, it.as_ref()),
            Answer::LeaderHeartbeat(it) => $events::acceptor_heartbeat_answered($call, $sender, it.as_ref()),
            Answer::AcceptorStatus(it) => $events::acceptor_status_answered($call, $sender, it.as_ref()),
            _ => {}
        }
    };
}

struct Component;

bindings::export!(Component with_types_in bindings);

impl Guest for Component {
    fn ids() -> Vec<NodeId> {
        vec![1, 2]
    }

    fn tick(node: NodeId, now_millis: u64, random: u64) {
        match node {
            1 => proposer1_events::tick(now_millis, random),
            2 => proposer2_events::tick(now_millis, random),
            _ => {}
        }
    }

    fn ask(node: NodeId, request: Request) -> Option<Answer> {
        Some(match request {
            Request::Propose(it) => Answer::Propose(proposers::propose(node, &it)),
            Request::Heartbeat(it) => Answer::Heartbeat(proposers::heartbeat(node, it)),
            Request::Admit(it) => Answer::Admit(proposers::admit(node, it)),
            Request::Resolve(it) => Answer::Resolve(proposers::resolve(node, it)),
            _ => return None,
        })
    }

    fn tell(node: NodeId, call: u64, sender: NodeId, answer: Answer) {
        match node {
            1 => tell!(proposer1_events, call, sender, answer),
            2 => tell!(proposer2_events, call, sender, answer),
            _ => {}
        }
    }

    fn take(node: NodeId) -> Vec<Outgoing> {
        match node {
            1 => proposer1_mailbox::take(),
            2 => proposer2_mailbox::take(),
            _ => Vec::new(),
        }
    }
}
