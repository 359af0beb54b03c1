//! The coordinator, with the types of those that it calls from outside of it: so that a composition can export it.

use contract::coordinator::{AgreementReport, RoundReport, RoundRequest, SurveyReport};
use contract::types::{NodeId, Refusal};

use bindings::coordinator1;
use bindings::exports::paxos::coordinator::coordinator::Guest;

#[allow(clippy::all, clippy::arithmetic_side_effects, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]
mod bindings {
    wit_bindgen::generate!({
        world: "paxos:composed/coordinators",
        path: "../../composed/wit",
        generate_all,
        with: {
            "paxos:types/types@0.1.0": contract::types,
            "paxos:client/client@0.1.0": contract::client,
            "paxos:proposer/proposer@0.1.0": contract::proposer,
            "paxos:acceptor/acceptor@0.1.0": contract::acceptor,
            "paxos:learner/learner@0.1.0": contract::learner,
            "paxos:coordinator/coordinator@0.1.0/round-request": contract::coordinator::RoundRequest,
            "paxos:coordinator/coordinator@0.1.0/client-status-exchange": contract::coordinator::ClientStatusExchange,
            "paxos:coordinator/coordinator@0.1.0/proposer-status-exchange": contract::coordinator::ProposerStatusExchange,
            "paxos:coordinator/coordinator@0.1.0/acceptor-status-exchange": contract::coordinator::AcceptorStatusExchange,
            "paxos:coordinator/coordinator@0.1.0/learner-status-exchange": contract::coordinator::LearnerStatusExchange,
            "paxos:coordinator/coordinator@0.1.0/issue-exchange": contract::coordinator::IssueExchange,
            "paxos:coordinator/coordinator@0.1.0/reserve-ballot-exchange": contract::coordinator::ReserveBallotExchange,
            "paxos:coordinator/coordinator@0.1.0/prepare-exchange": contract::coordinator::PrepareExchange,
            "paxos:coordinator/coordinator@0.1.0/accept-exchange": contract::coordinator::AcceptExchange,
            "paxos:coordinator/coordinator@0.1.0/read-log-exchange": contract::coordinator::ReadLogExchange,
            "paxos:coordinator/coordinator@0.1.0/exchange": contract::coordinator::Exchange,
            "paxos:coordinator/coordinator@0.1.0/role": contract::coordinator::Role,
            "paxos:coordinator/coordinator@0.1.0/step": contract::coordinator::Step,
            "paxos:coordinator/coordinator@0.1.0/round-outcome": contract::coordinator::RoundOutcome,
            "paxos:coordinator/coordinator@0.1.0/round-report": contract::coordinator::RoundReport,
            "paxos:coordinator/coordinator@0.1.0/survey-report": contract::coordinator::SurveyReport,
            "paxos:coordinator/coordinator@0.1.0/learner-extent": contract::coordinator::LearnerExtent,
            "paxos:coordinator/coordinator@0.1.0/learned-entry": contract::coordinator::LearnedEntry,
            "paxos:coordinator/coordinator@0.1.0/disagreement": contract::coordinator::Disagreement,
            "paxos:coordinator/coordinator@0.1.0/agreement-report": contract::coordinator::AgreementReport,
        },
    });
}

struct Component;

bindings::export!(Component with_types_in bindings);

impl Guest for Component {
    fn run_round(coordinator: NodeId, request: RoundRequest) -> Result<RoundReport, Refusal> {
        coordinator1::run_round(coordinator, &request)
    }

    fn survey(coordinator: NodeId) -> Result<SurveyReport, Refusal> {
        coordinator1::survey(coordinator)
    }

    fn check_agreement(coordinator: NodeId) -> Result<AgreementReport, Refusal> {
        coordinator1::check_agreement(coordinator)
    }
}
