//! Messages on their way.

use crate::cluster::Address;
use contract::acceptor::*;
use contract::learner::*;
use contract::proposer::*;
use contract::types::Refusal;
use std::cmp::Ordering;
use std::collections::BinaryHeap;

#[derive(Clone, Debug)]
pub enum Request {
    Prepare(PrepareRequest),
    Accept(AcceptRequest),
    ReadAccepted(ReadAcceptedRequest),
    Admit(AdmitRequest),
    LeaderHeartbeat(LeaderHeartbeatRequest),
    AcceptorStatus,
    Propose(ProposeRequest),
    Heartbeat(HeartbeatRequest),
    Resolve(ResolveRequest),
    Learn(LearnRequest),
    ReadLog(ReadLogRequest),
    ReadIds(ReadLogRequest),
}

#[derive(Clone, Debug)]
pub enum Answer {
    Prepare(Result<PrepareOutcome, Refusal>),
    Accept(Result<AcceptOutcome, Refusal>),
    ReadAccepted(Result<AcceptedPage, Refusal>),
    Admit(Result<Admission, Refusal>),
    LeaderHeartbeat(Result<LeaderHeartbeatOutcome, Refusal>),
    AcceptorStatus(Result<AcceptorStatus, Refusal>),
    Propose(Result<ProposeOutcome, Refusal>),
    Heartbeat(Result<HeartbeatOutcome, Refusal>),
    Resolve(Result<ResolveOutcome, Refusal>),
    ReadLog(Result<LogPage, Refusal>),
    ReadIds(Result<IdPage, Refusal>),
    /// Votes are not answered.
    Nothing,
}

impl Request {
    /// What the host of the sender says when the node cannot be reached.
    pub fn unanswered(&self) -> Answer {
        let refusal = || Refusal::Unavailable("no answer".into());
        match self {
            Request::Prepare(_) => Answer::Prepare(Err(refusal())),
            Request::Accept(_) => Answer::Accept(Err(refusal())),
            Request::ReadAccepted(_) => Answer::ReadAccepted(Err(refusal())),
            Request::Admit(_) => Answer::Admit(Err(refusal())),
            Request::LeaderHeartbeat(_) => Answer::LeaderHeartbeat(Err(refusal())),
            Request::AcceptorStatus => Answer::AcceptorStatus(Err(refusal())),
            Request::Propose(_) => Answer::Propose(Err(refusal())),
            Request::Heartbeat(_) => Answer::Heartbeat(Err(refusal())),
            Request::Resolve(_) => Answer::Resolve(Err(refusal())),
            Request::ReadLog(_) => Answer::ReadLog(Err(refusal())),
            Request::ReadIds(_) => Answer::ReadIds(Err(refusal())),
            Request::Learn(_) => Answer::Nothing,
        }
    }
}

#[derive(Clone, Debug)]
pub enum Event {
    Tick { to: Address, epoch: u64 },
    Restart { to: Address },
    Request { from: Address, epoch: u64, call: Option<u64>, to: Address, request: Request },
    Answer { from: Address, to: Address, epoch: u64, call: u64, answer: Answer },
    Fault,
    Submit,
}

/// Events in the order of their times; those of one time in the order they were put in.
#[derive(Default)]
pub struct Agenda {
    heap: BinaryHeap<Dated>,
    count: u64,
}

struct Dated {
    at: u64,
    number: u64,
    event: Event,
}

impl Agenda {
    pub fn put(&mut self, at: u64, event: Event) {
        self.count += 1;
        self.heap.push(Dated { at, number: self.count, event });
    }

    pub fn take(&mut self) -> Option<(u64, Event)> {
        self.heap.pop().map(|dated| (dated.at, dated.event))
    }
}

impl PartialEq for Dated {
    fn eq(&self, other: &Dated) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Dated {}

impl PartialOrd for Dated {
    fn partial_cmp(&self, other: &Dated) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Dated {
    fn cmp(&self, other: &Dated) -> Ordering {
        (other.at, other.number).cmp(&(self.at, self.number))
    }
}
