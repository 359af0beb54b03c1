//! Two proposers behind one interface: the first parameter of each call says which.

use contract::acceptor::{Admission, AdmitRequest};
use contract::proposer::*;
use contract::types::{Ballot, NodeId, Refusal};

use bindings::exports::paxos::proposer::proposer::Guest;
use bindings::{proposer1, proposer2};

#[allow(clippy::all, clippy::arithmetic_side_effects, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]
mod bindings {
    wit_bindgen::generate!({
        world: "paxos:composed/proposers",
        path: "../../composed/wit",
        generate_all,
        with: {
            "paxos:types/types@0.1.0": contract::types,
            "paxos:acceptor/acceptor@0.1.0": contract::acceptor,
            "paxos:proposer/proposer@0.1.0/propose-request": contract::proposer::ProposeRequest,
            "paxos:proposer/proposer@0.1.0/assignment": contract::proposer::Assignment,
            "paxos:proposer/proposer@0.1.0/propose-outcome": contract::proposer::ProposeOutcome,
            "paxos:proposer/proposer@0.1.0/heartbeat-request": contract::proposer::HeartbeatRequest,
            "paxos:proposer/proposer@0.1.0/heartbeat-outcome": contract::proposer::HeartbeatOutcome,
            "paxos:proposer/proposer@0.1.0/reserve-ballot-request": contract::proposer::ReserveBallotRequest,
            "paxos:proposer/proposer@0.1.0/take-over-request": contract::proposer::TakeOverRequest,
            "paxos:proposer/proposer@0.1.0/resolve-request": contract::proposer::ResolveRequest,
            "paxos:proposer/proposer@0.1.0/resolve-outcome": contract::proposer::ResolveOutcome,
            "paxos:proposer/proposer@0.1.0/leadership": contract::proposer::Leadership,
            "paxos:proposer/proposer@0.1.0/left-out": contract::proposer::LeftOut,
            "paxos:proposer/proposer@0.1.0/proposer-status": contract::proposer::ProposerStatus,
        },
    });
}

macro_rules! routed {
    ($function:ident($node:ident $(, $request:expr)?)) => {
        match $node {
            1 => proposer1::$function($node $(, $request)?),
            2 => proposer2::$function($node $(, $request)?),
            _ => Err(Refusal::UnknownNode($node)),
        }
    };
}

struct Component;

bindings::export!(Component with_types_in bindings);

impl Guest for Component {
    fn propose(proposer: NodeId, request: ProposeRequest) -> Result<ProposeOutcome, Refusal> {
        routed!(propose(proposer, &request))
    }

    fn heartbeat(proposer: NodeId, request: HeartbeatRequest) -> Result<HeartbeatOutcome, Refusal> {
        routed!(heartbeat(proposer, request))
    }

    fn take_over(proposer: NodeId, request: TakeOverRequest) -> Result<Ballot, Refusal> {
        routed!(take_over(proposer, request))
    }

    fn reserve_ballot(proposer: NodeId, request: ReserveBallotRequest) -> Result<Ballot, Refusal> {
        routed!(reserve_ballot(proposer, request))
    }

    fn admit(proposer: NodeId, request: AdmitRequest) -> Result<Admission, Refusal> {
        routed!(admit(proposer, request))
    }

    fn resolve(proposer: NodeId, request: ResolveRequest) -> Result<ResolveOutcome, Refusal> {
        routed!(resolve(proposer, request))
    }

    fn status(proposer: NodeId) -> Result<ProposerStatus, Refusal> {
        routed!(status(proposer))
    }
}
