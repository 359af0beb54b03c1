//! Three acceptors behind one interface: the first parameter of each call says which.

use contract::acceptor::*;
use contract::types::{NodeId, Refusal};

use bindings::exports::paxos::acceptor::acceptor::Guest;
use bindings::{acceptor1, acceptor2, acceptor3};

#[allow(clippy::all, clippy::arithmetic_side_effects, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]
mod bindings {
    wit_bindgen::generate!({
        world: "paxos:composed/acceptors",
        path: "../../composed/wit",
        generate_all,
        with: {
            "paxos:types/types@0.1.0": contract::types,
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

macro_rules! routed {
    ($function:ident($node:ident $(, $request:expr)?)) => {
        match $node {
            1 => acceptor1::$function($node $(, $request)?),
            2 => acceptor2::$function($node $(, $request)?),
            3 => acceptor3::$function($node $(, $request)?),
            _ => Err(Refusal::UnknownNode($node)),
        }
    };
}

struct Component;

bindings::export!(Component with_types_in bindings);

impl Guest for Component {
    fn prepare(acceptor: NodeId, request: PrepareRequest) -> Result<PrepareOutcome, Refusal> {
        routed!(prepare(acceptor, request))
    }

    fn accept(acceptor: NodeId, request: AcceptRequest) -> Result<AcceptOutcome, Refusal> {
        routed!(accept(acceptor, &request))
    }

    fn read_accepted(acceptor: NodeId, request: ReadAcceptedRequest) -> Result<AcceptedPage, Refusal> {
        routed!(read_accepted(acceptor, request))
    }

    fn heartbeat(acceptor: NodeId, request: LeaderHeartbeatRequest) -> Result<LeaderHeartbeatOutcome, Refusal> {
        routed!(heartbeat(acceptor, request))
    }

    fn recover(acceptor: NodeId, request: RecoverRequest) -> Result<AcceptorStatus, Refusal> {
        routed!(recover(acceptor, request))
    }

    fn status(acceptor: NodeId) -> Result<AcceptorStatus, Refusal> {
        routed!(status(acceptor))
    }
}
