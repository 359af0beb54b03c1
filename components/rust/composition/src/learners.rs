//! Two learners behind one interface: the first parameter of each call says which.

use contract::learner::*;
use contract::types::{NodeId, Refusal};

use bindings::exports::paxos::learner::learner::Guest;
use bindings::{learner1, learner2};

#[allow(clippy::all, clippy::arithmetic_side_effects, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]
mod bindings {
    wit_bindgen::generate!({
        world: "paxos:composed/learners",
        path: "../../composed/wit",
        generate_all,
        with: {
            "paxos:types/types@0.1.0": contract::types,
            "paxos:learner/learner@0.1.0/learn-request": contract::learner::LearnRequest,
            "paxos:learner/learner@0.1.0/learn-outcome": contract::learner::LearnOutcome,
            "paxos:learner/learner@0.1.0/read-log-request": contract::learner::ReadLogRequest,
            "paxos:learner/learner@0.1.0/log-page": contract::learner::LogPage,
            "paxos:learner/learner@0.1.0/id-page": contract::learner::IdPage,
            "paxos:learner/learner@0.1.0/learner-status": contract::learner::LearnerStatus,
        },
    });
}

macro_rules! routed {
    ($function:ident($node:ident $(, $request:expr)?)) => {
        match $node {
            1 => learner1::$function($node $(, $request)?),
            2 => learner2::$function($node $(, $request)?),
            _ => Err(Refusal::UnknownNode($node)),
        }
    };
}

struct Component;

bindings::export!(Component with_types_in bindings);

impl Guest for Component {
    fn learn(learner: NodeId, request: LearnRequest) -> Result<LearnOutcome, Refusal> {
        routed!(learn(learner, &request))
    }

    fn read_log(learner: NodeId, request: ReadLogRequest) -> Result<LogPage, Refusal> {
        routed!(read_log(learner, request))
    }

    fn read_ids(learner: NodeId, request: ReadLogRequest) -> Result<IdPage, Refusal> {
        routed!(read_ids(learner, request))
    }

    fn status(learner: NodeId) -> Result<LearnerStatus, Refusal> {
        routed!(status(learner))
    }
}
