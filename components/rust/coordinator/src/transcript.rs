//! The calls of a round or a survey, each written down with its answer.

use crate::System;
use alloc::vec::Vec;
use contract::acceptor::{AcceptOutcome, AcceptRequest, PrepareOutcome, PrepareRequest};
use contract::client::IssueRequest;
use contract::coordinator::*;
use contract::learner::{LearnerStatus, LogPage, ReadLogRequest};
use contract::log::Level;
use contract::proposer::{ProposerStatus, ReserveBallotRequest};
use contract::types::{Ballot, Command, NodeId, Refusal};
use core::fmt::Arguments;

pub struct Transcript<'a, S> {
    system: &'a mut S,
    pub steps: Vec<Step>,
}

impl<'a, S: System> Transcript<'a, S> {
    pub fn new(system: &'a mut S) -> Transcript<'a, S> {
        Transcript { system, steps: Vec::new() }
    }

    fn write(&mut self, role: Role, node: NodeId, exchange: Exchange) {
        let number = u32::try_from(self.steps.len()).unwrap_or(u32::MAX).saturating_add(1);
        self.steps.push(Step { number, role, node, exchange });
    }

    /// Says in the log what the transcript alone does not.
    pub fn note(&mut self, text: Arguments<'_>) {
        self.system.write(Level::Warn, text);
    }

    pub fn client_status(&mut self, node: NodeId) {
        let answer = self.system.client_status(node);
        self.write(Role::Client, node, Exchange::ClientStatus(ClientStatusExchange { answer }));
    }

    pub fn proposer_status(&mut self, node: NodeId) -> Result<ProposerStatus, Refusal> {
        let answer = self.system.proposer_status(node);
        self.write(Role::Proposer, node, Exchange::ProposerStatus(ProposerStatusExchange { answer: answer.clone() }));
        answer
    }

    pub fn acceptor_status(&mut self, node: NodeId) {
        let answer = self.system.acceptor_status(node);
        self.write(Role::Acceptor, node, Exchange::AcceptorStatus(AcceptorStatusExchange { answer }));
    }

    pub fn learner_status(&mut self, node: NodeId) -> Result<LearnerStatus, Refusal> {
        let answer = self.system.learner_status(node);
        self.write(Role::Learner, node, Exchange::LearnerStatus(LearnerStatusExchange { answer: answer.clone() }));
        answer
    }

    pub fn issue(&mut self, node: NodeId, request: IssueRequest) -> Result<Command, Refusal> {
        let answer = self.system.issue(node, &request);
        self.write(Role::Client, node, Exchange::Issue(IssueExchange { request, answer: answer.clone() }));
        answer
    }

    pub fn reserve_ballot(&mut self, node: NodeId, request: ReserveBallotRequest) -> Result<Ballot, Refusal> {
        let answer = self.system.reserve_ballot(node, request);
        let exchange = ReserveBallotExchange { request, answer: answer.clone() };
        self.write(Role::Proposer, node, Exchange::ReserveBallot(exchange));
        answer
    }

    pub fn prepare(&mut self, node: NodeId, request: PrepareRequest) -> Result<PrepareOutcome, Refusal> {
        let answer = self.system.prepare(node, request);
        self.write(Role::Acceptor, node, Exchange::Prepare(PrepareExchange { request, answer: answer.clone() }));
        answer
    }

    pub fn accept(&mut self, node: NodeId, request: &AcceptRequest) -> Result<AcceptOutcome, Refusal> {
        let answer = self.system.accept(node, request);
        let exchange = AcceptExchange { request: request.clone(), answer: answer.clone() };
        self.write(Role::Acceptor, node, Exchange::Accept(exchange));
        answer
    }

    pub fn read_log(&mut self, node: NodeId, request: ReadLogRequest) -> Result<LogPage, Refusal> {
        let answer = self.system.read_log(node, request);
        self.write(Role::Learner, node, Exchange::ReadLog(ReadLogExchange { request, answer: answer.clone() }));
        answer
    }
}
