//! The component around a coordinator: the world `paxos:system/paxos-system`.

use crate::{Coordinator, System};
use alloc::string::ToString;
use contract::acceptor::{AcceptOutcome, AcceptRequest, AcceptorStatus, PrepareOutcome, PrepareRequest};
use contract::client::{ClientStatus, IssueRequest};
use contract::coordinator::{AgreementReport, RoundReport, RoundRequest, SurveyReport};
use contract::learner::{LearnerStatus, LogPage, ReadLogRequest};
use contract::log::{Level, Log};
use contract::node::Configuration;
use contract::proposer::{ProposerStatus, ReserveBallotRequest};
use contract::types::{Ballot, Command, NodeId, Refusal};
use core::fmt::Arguments;

use bindings::exports::paxos::coordinator::coordinator::Guest;
use bindings::paxos::acceptor::acceptor;
use bindings::paxos::client::client;
use bindings::paxos::host::{log, node};
use bindings::paxos::learner::learner;
use bindings::paxos::proposer::proposer;

#[allow(clippy::all, clippy::arithmetic_side_effects, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]
mod bindings {
    wit_bindgen::generate!({
        world: "paxos:system/paxos-system",
        path: "../../../interfaces",
        generate_all,
        with: {
            "paxos:types/types@0.1.0": contract::types,
            "paxos:host/node@0.1.0/cluster": contract::node::Cluster,
            "paxos:host/node@0.1.0/timing": contract::node::Timing,
            "paxos:host/node@0.1.0/bounds": contract::node::Bounds,
            "paxos:acceptor/acceptor@0.1.0/prepare-request": contract::acceptor::PrepareRequest,
            "paxos:acceptor/acceptor@0.1.0/promise": contract::acceptor::Promise,
            "paxos:acceptor/acceptor@0.1.0/prepare-outcome": contract::acceptor::PrepareOutcome,
            "paxos:acceptor/acceptor@0.1.0/accept-request": contract::acceptor::AcceptRequest,
            "paxos:acceptor/acceptor@0.1.0/acceptance": contract::acceptor::Acceptance,
            "paxos:acceptor/acceptor@0.1.0/accept-outcome": contract::acceptor::AcceptOutcome,
            "paxos:acceptor/acceptor@0.1.0/read-accepted-request": contract::acceptor::ReadAcceptedRequest,
            "paxos:acceptor/acceptor@0.1.0/accepted-page": contract::acceptor::AcceptedPage,
            "paxos:acceptor/acceptor@0.1.0/heard-leader": contract::acceptor::HeardLeader,
            "paxos:acceptor/acceptor@0.1.0/standing": contract::acceptor::Standing,
            "paxos:acceptor/acceptor@0.1.0/acceptor-status": contract::acceptor::AcceptorStatus,
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
            "paxos:learner/learner@0.1.0/learn-request": contract::learner::LearnRequest,
            "paxos:learner/learner@0.1.0/learn-outcome": contract::learner::LearnOutcome,
            "paxos:learner/learner@0.1.0/read-log-request": contract::learner::ReadLogRequest,
            "paxos:learner/learner@0.1.0/log-page": contract::learner::LogPage,
            "paxos:learner/learner@0.1.0/id-page": contract::learner::IdPage,
            "paxos:learner/learner@0.1.0/learner-status": contract::learner::LearnerStatus,
            "paxos:client/client@0.1.0/issue-request": contract::client::IssueRequest,
            "paxos:client/client@0.1.0/submit-request": contract::client::SubmitRequest,
            "paxos:client/client@0.1.0/submit-receipt": contract::client::SubmitReceipt,
            "paxos:client/client@0.1.0/outcome-request": contract::client::OutcomeRequest,
            "paxos:client/client@0.1.0/command-outcome": contract::client::CommandOutcome,
            "paxos:client/client@0.1.0/client-status": contract::client::ClientStatus,
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

static NODE: guest::Instance<Coordinator<Imports>> = guest::Instance::new();

fn start() -> Coordinator<Imports> {
    let (cluster, timing, bounds) = (node::get_cluster(), node::get_timing(), node::get_bounds());
    Coordinator::new(Configuration { cluster, timing, bounds }, Imports)
}

/// The coordinator, with whoever is there now.
fn coordinator() -> core::cell::RefMut<'static, Coordinator<Imports>> {
    let mut coordinator = NODE.get(start);
    coordinator.cluster_is(node::get_cluster());
    coordinator
}

struct Imports;

impl Log for Imports {
    fn write(&mut self, level: Level, message: Arguments<'_>) {
        let level = match level {
            Level::Info => log::Level::Info,
            Level::Warn => log::Level::Warn,
            Level::Error => log::Level::Error,
        };
        log::write(level, &message.to_string());
    }
}

impl System for Imports {
    fn client_status(&mut self, client: NodeId) -> Result<ClientStatus, Refusal> {
        client::status(client)
    }

    fn proposer_status(&mut self, proposer: NodeId) -> Result<ProposerStatus, Refusal> {
        proposer::status(proposer)
    }

    fn acceptor_status(&mut self, acceptor: NodeId) -> Result<AcceptorStatus, Refusal> {
        acceptor::status(acceptor)
    }

    fn learner_status(&mut self, learner: NodeId) -> Result<LearnerStatus, Refusal> {
        learner::status(learner)
    }

    fn issue(&mut self, client: NodeId, request: &IssueRequest) -> Result<Command, Refusal> {
        client::issue(client, request)
    }

    fn reserve_ballot(&mut self, proposer: NodeId, request: ReserveBallotRequest) -> Result<Ballot, Refusal> {
        proposer::reserve_ballot(proposer, request)
    }

    fn prepare(&mut self, acceptor: NodeId, request: PrepareRequest) -> Result<PrepareOutcome, Refusal> {
        acceptor::prepare(acceptor, request)
    }

    fn accept(&mut self, acceptor: NodeId, request: &AcceptRequest) -> Result<AcceptOutcome, Refusal> {
        acceptor::accept(acceptor, request)
    }

    fn read_log(&mut self, learner: NodeId, request: ReadLogRequest) -> Result<LogPage, Refusal> {
        learner::read_log(learner, request)
    }
}

struct Component;

bindings::export!(Component with_types_in bindings);

impl Guest for Component {
    fn run_round(coordinator: NodeId, request: RoundRequest) -> Result<RoundReport, Refusal> {
        self::coordinator().run_round(coordinator, request)
    }

    fn survey(coordinator: NodeId) -> Result<SurveyReport, Refusal> {
        self::coordinator().survey(coordinator)
    }

    fn check_agreement(coordinator: NodeId) -> Result<AgreementReport, Refusal> {
        self::coordinator().check_agreement(coordinator)
    }
}
