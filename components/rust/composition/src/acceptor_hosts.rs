//! What hosts do for three acceptors: time, calls, answers, and what is to be sent.

use alloc::vec;
use alloc::vec::Vec;
use contract::types::NodeId;

use bindings::exports::paxos::composition::nodes::Guest;
use bindings::paxos::composition::messages::{Answer, Outgoing, Request};
use bindings::{
    acceptor1_events, acceptor1_mailbox, acceptor2_events, acceptor2_mailbox, acceptor3_events, acceptor3_mailbox,
    acceptors,
};

#[allow(clippy::all, clippy::arithmetic_side_effects, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]
mod bindings {
    wit_bindgen::generate!({
        world: "paxos:composed/acceptor-hosts",
        path: "../../composed/wit",
        generate_all,
        with: {
            "paxos:types/types@0.1.0": contract::types,
            "paxos:proposer/proposer@0.1.0": contract::proposer,
            "paxos:learner/learner@0.1.0": contract::learner,
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
            "paxos:acceptor/acceptor@0.1.0/acceptor-status": contract::acceptor::AcceptorStatus,
            "paxos:acceptor/acceptor@0.1.0/admit-request": contract::acceptor::AdmitRequest,
            "paxos:acceptor/acceptor@0.1.0/admission": contract::acceptor::Admission,
            "paxos:acceptor/acceptor@0.1.0/recover-request": contract::acceptor::RecoverRequest,
        },
    });
}

/// Hands an answer to the function that is for it; one that no function is for is to nothing that was asked.
macro_rules! tell {
    ($events:ident, $call:ident, $sender:ident, $answer:ident) => {
        match $answer {
            Answer::Admit(it) => $events::admit_answered($call, $sender, it.as_ref()),
            Answer::Prepare(it) => $events::prepare_answered($call, $sender, it.as_ref()),
            Answer::ReadAccepted(it) => $events::accepted_read($call, $sender, it.as_ref()),
            _ => {}
        }
    };
}

struct Component;

bindings::export!(Component with_types_in bindings);

impl Guest for Component {
    fn ids() -> Vec<NodeId> {
        vec![1, 2, 3]
    }

    fn tick(node: NodeId, now_millis: u64, random: u64) {
        match node {
            1 => acceptor1_events::tick(now_millis, random),
            2 => acceptor2_events::tick(now_millis, random),
            3 => acceptor3_events::tick(now_millis, random),
            _ => {}
        }
    }

    fn ask(node: NodeId, request: Request) -> Option<Answer> {
        Some(match request {
            Request::Prepare(it) => Answer::Prepare(acceptors::prepare(node, it)),
            Request::Accept(it) => Answer::Accept(acceptors::accept(node, &it)),
            Request::LeaderHeartbeat(it) => Answer::LeaderHeartbeat(acceptors::heartbeat(node, it)),
            Request::ReadAccepted(it) => Answer::ReadAccepted(acceptors::read_accepted(node, it)),
            Request::AcceptorStatus => Answer::AcceptorStatus(acceptors::status(node)),
            _ => return None,
        })
    }

    fn tell(node: NodeId, call: u64, sender: NodeId, answer: Answer) {
        match node {
            1 => tell!(acceptor1_events, call, sender, answer),
            2 => tell!(acceptor2_events, call, sender, answer),
            3 => tell!(acceptor3_events, call, sender, answer),
            _ => {}
        }
    }

    fn take(node: NodeId) -> Vec<Outgoing> {
        match node {
            1 => acceptor1_mailbox::take(),
            2 => acceptor2_mailbox::take(),
            3 => acceptor3_mailbox::take(),
            _ => Vec::new(),
        }
    }
}
