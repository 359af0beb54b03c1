//! Rounds driven by hand, by the coordinator, against the cluster at work.

use crate::cluster::{Address, Role};
use crate::network::{Answer, Request};
use crate::node::{Node, State};
use crate::run::Simulation;
use contract::acceptor::*;
use contract::client::{ClientStatus, IssueRequest};
use contract::coordinator::{RoundOutcome, RoundRequest};
use contract::learner::{LearnerStatus, LogPage, ReadLogRequest};
use contract::log::{Level, Log};
use contract::proposer::{ProposerStatus, ReserveBallotRequest};
use contract::types::{Ballot, Command, Content, NodeId, Refusal};
use coordinator::{Coordinator, System};
use std::fmt::Arguments;

impl Simulation {
    pub fn manual_round(&mut self) -> Result<(), String> {
        let payload = self.random.next().to_le_bytes().to_vec();
        let proposers = self.shape.cluster().proposers.clone();
        let proposer = self.random.permille(500).then(|| *self.random.pick(&proposers));
        let configuration = self.shape.configuration(1);
        let mut coordinator = Coordinator::new(configuration, ByHand { simulation: self, failure: None });
        let request = RoundRequest { payload: payload.clone(), client: None, proposer };
        coordinator.system_mut().simulation.express = Some(Vec::new());
        let report = coordinator.run_round(1, request);
        coordinator.system_mut().simulation.express = None;
        if let Some(failure) = coordinator.system_mut().failure.take() {
            return Err(failure);
        }
        if let Ok(RoundOutcome::Chosen(slot)) = report.map(|report| report.outcome) {
            self.outcome.manual_rounds += 1;
            let chosen = self.ghosts.chosen.get(&slot).map(|entry| &entry.content);
            if !matches!(chosen, Some(Content::Command(command)) if command.payload == payload) {
                return Err(format!("a round by hand is said to be chosen in slot {slot}, where there is {chosen:?}"));
            }
        }
        Ok(())
    }
}

/// Calls that are answered at once, or not: either the request or its answer can be lost.
struct ByHand<'a> {
    simulation: &'a mut Simulation,
    failure: Option<String>,
}

impl ByHand<'_> {
    fn call<T>(
        &mut self,
        role: Role,
        id: NodeId,
        call: impl FnOnce(&mut Node) -> Result<T, Refusal>,
    ) -> Result<T, Refusal> {
        let unavailable = || Err(Refusal::Unavailable("no answer".into()));
        let to = Address { role, id };
        if self.failure.is_some() || !self.simulation.nodes[&to].is_up() || self.simulation.random.permille(30) {
            return unavailable();
        }
        match self.simulation.enter(to, call) {
            Ok(Some(answer)) if !self.simulation.random.permille(30) => answer,
            Ok(_) => unavailable(),
            Err(failure) => {
                self.failure = Some(failure);
                unavailable()
            }
        }
    }
}

fn down<T>() -> Result<T, Refusal> {
    Err(Refusal::Unavailable("down".into()))
}

impl Log for ByHand<'_> {
    fn write(&mut self, _level: Level, _message: Arguments<'_>) {}
}

impl System for ByHand<'_> {
    fn client_status(&mut self, client: NodeId) -> Result<ClientStatus, Refusal> {
        self.call(Role::Client, client, |node| match &mut node.state {
            State::Client(it) => it.status(client),
            _ => down(),
        })
    }

    fn proposer_status(&mut self, proposer: NodeId) -> Result<ProposerStatus, Refusal> {
        self.call(Role::Proposer, proposer, |node| match &mut node.state {
            State::Proposer(it) => it.status(proposer),
            _ => down(),
        })
    }

    fn acceptor_status(&mut self, acceptor: NodeId) -> Result<AcceptorStatus, Refusal> {
        self.call(Role::Acceptor, acceptor, |node| match &mut node.state {
            State::Acceptor(it) => it.status(acceptor),
            _ => down(),
        })
    }

    fn learner_status(&mut self, learner: NodeId) -> Result<LearnerStatus, Refusal> {
        self.call(Role::Learner, learner, |node| match &mut node.state {
            State::Learner(it) => it.status(learner),
            _ => down(),
        })
    }

    fn issue(&mut self, client: NodeId, request: &IssueRequest) -> Result<Command, Refusal> {
        self.call(Role::Client, client, |node| match &mut node.state {
            State::Client(it) => it.issue(client, request.clone()),
            _ => down(),
        })
    }

    fn reserve_ballot(&mut self, proposer: NodeId, request: ReserveBallotRequest) -> Result<Ballot, Refusal> {
        let ballot = self.call(Role::Proposer, proposer, |node| match &mut node.state {
            State::Proposer(it) => it.reserve_ballot(proposer, request),
            _ => down(),
        });
        self.simulation.ghosts.reserved.extend(ballot.clone());
        ballot
    }

    fn prepare(&mut self, acceptor: NodeId, request: PrepareRequest) -> Result<PrepareOutcome, Refusal> {
        self.call(Role::Acceptor, acceptor, |node| match node.handle(Request::Prepare(request)) {
            Answer::Prepare(answer) => answer,
            _ => down(),
        })
    }

    fn accept(&mut self, acceptor: NodeId, request: &AcceptRequest) -> Result<AcceptOutcome, Refusal> {
        self.call(Role::Acceptor, acceptor, |node| match node.handle(Request::Accept(request.clone())) {
            Answer::Accept(answer) => answer,
            _ => down(),
        })
    }

    fn read_log(&mut self, learner: NodeId, request: ReadLogRequest) -> Result<LogPage, Refusal> {
        for (to, votes) in self.simulation.express.replace(Vec::new()).unwrap_or_default() {
            let _ = self.call(to.role, to.id, |node| Ok(node.handle(votes)));
        }
        self.call(Role::Learner, learner, |node| match node.handle(Request::ReadLog(request)) {
            Answer::ReadLog(answer) => answer,
            _ => down(),
        })
    }
}
