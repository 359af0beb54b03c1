//! What hosts do for two learners: time, calls, answers, and what is to be sent.

use alloc::vec;
use alloc::vec::Vec;
use contract::types::NodeId;

use bindings::exports::paxos::composition::nodes::Guest;
use bindings::paxos::composition::messages::{Answer, Outgoing, Request};
use bindings::{learner1_events, learner1_mailbox, learner2_events, learner2_mailbox, learners};

#[allow(clippy::all, clippy::arithmetic_side_effects, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]
mod bindings {
    wit_bindgen::generate!({
        world: "paxos:composed/learner-hosts",
        path: "../../composed/wit",
        generate_all,
        with: {
            "paxos:types/types@0.1.0": contract::types,
            "paxos:acceptor/acceptor@0.1.0": contract::acceptor,
            "paxos:proposer/proposer@0.1.0": contract::proposer,
            "paxos:learner/learner@0.1.0/learn-request": contract::learner::LearnRequest,
            "paxos:learner/learner@0.1.0/learn-outcome": contract::learner::LearnOutcome,
            "paxos:learner/learner@0.1.0/read-log-request": contract::learner::ReadLogRequest,
            "paxos:learner/learner@0.1.0/log-page": contract::learner::LogPage,
            "paxos:learner/learner@0.1.0/id-page": contract::learner::IdPage,
            "paxos:learner/learner@0.1.0/learner-status": contract::learner::LearnerStatus,
        },
    });
}

/// Hands an answer to the function that is for it; one that no function is for is to nothing that was asked.
macro_rules! tell {
    ($events:ident, $call:ident, $sender:ident, $answer:ident) => {
        match $answer {
            Answer::ReadAccepted(it) => $events::accepted_read($call, $sender, it.as_ref()),
            Answer::ReadLog(it) => $events::log_read($call, $sender, it.as_ref()),
            Answer::Resolve(it) => $events::resolve_answered($call, $sender, it.as_ref()),
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
            1 => learner1_events::tick(now_millis, random),
            2 => learner2_events::tick(now_millis, random),
            _ => {}
        }
    }

    fn ask(node: NodeId, request: Request) -> Option<Answer> {
        Some(match request {
            Request::Learn(it) => Answer::Learn(learners::learn(node, &it)),
            Request::ReadLog(it) => Answer::ReadLog(learners::read_log(node, it)),
            Request::ReadIds(it) => Answer::ReadIds(learners::read_ids(node, it)),
            _ => return None,
        })
    }

    fn tell(node: NodeId, call: u64, sender: NodeId, answer: Answer) {
        match node {
            1 => tell!(learner1_events, call, sender, answer),
            2 => tell!(learner2_events, call, sender, answer),
            _ => {}
        }
    }

    fn take(node: NodeId) -> Vec<Outgoing> {
        match node {
            1 => learner1_mailbox::take(),
            2 => learner2_mailbox::take(),
            _ => Vec::new(),
        }
    }
}
