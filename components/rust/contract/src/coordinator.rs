//! `paxos:coordinator/coordinator`.

use crate::acceptor::{AcceptOutcome, AcceptRequest, AcceptorStatus, PrepareOutcome, PrepareRequest};
use crate::client::{ClientStatus, IssueRequest};
use crate::learner::{LearnerStatus, LogPage, ReadLogRequest};
use crate::proposer::{ProposerStatus, ReserveBallotRequest};
use crate::types::{Ballot, Command, Entry, NodeId, Refusal, Slot};
use alloc::{string::String, vec::Vec};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoundRequest {
    pub payload: Vec<u8>,
    pub client: Option<NodeId>,
    pub proposer: Option<NodeId>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientStatusExchange {
    pub answer: Result<ClientStatus, Refusal>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProposerStatusExchange {
    pub answer: Result<ProposerStatus, Refusal>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AcceptorStatusExchange {
    pub answer: Result<AcceptorStatus, Refusal>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LearnerStatusExchange {
    pub answer: Result<LearnerStatus, Refusal>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IssueExchange {
    pub request: IssueRequest,
    pub answer: Result<Command, Refusal>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReserveBallotExchange {
    pub request: ReserveBallotRequest,
    pub answer: Result<Ballot, Refusal>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrepareExchange {
    pub request: PrepareRequest,
    pub answer: Result<PrepareOutcome, Refusal>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AcceptExchange {
    pub request: AcceptRequest,
    pub answer: Result<AcceptOutcome, Refusal>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadLogExchange {
    pub request: ReadLogRequest,
    pub answer: Result<LogPage, Refusal>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Exchange {
    ClientStatus(ClientStatusExchange),
    ProposerStatus(ProposerStatusExchange),
    AcceptorStatus(AcceptorStatusExchange),
    LearnerStatus(LearnerStatusExchange),
    Issue(IssueExchange),
    ReserveBallot(ReserveBallotExchange),
    Prepare(PrepareExchange),
    Accept(AcceptExchange),
    ReadLog(ReadLogExchange),
}

#[repr(u8)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    Client,
    Proposer,
    Acceptor,
    Learner,
}

impl Role {
    /// Called by the generated code with a discriminant that the canonical ABI has checked or the host vouches for.
    ///
    /// # Safety
    /// None is needed; the generated code expects the function to be unsafe.
    #[doc(hidden)]
    pub unsafe fn _lift(discriminant: u8) -> Role {
        match discriminant {
            0 => Role::Client,
            1 => Role::Proposer,
            2 => Role::Acceptor,
            _ => Role::Learner,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    pub number: u32,
    pub role: Role,
    pub node: NodeId,
    pub exchange: Exchange,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RoundOutcome {
    Chosen(Slot),
    Failed(String),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoundReport {
    pub outcome: RoundOutcome,
    pub steps: Vec<Step>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SurveyReport {
    pub steps: Vec<Step>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LearnerExtent {
    pub learner: NodeId,
    pub chosen_through: Result<Slot, Refusal>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LearnedEntry {
    pub learner: NodeId,
    pub entry: Entry,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disagreement {
    pub slot: Slot,
    pub entries: Vec<LearnedEntry>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgreementReport {
    pub agreed: bool,
    pub learners: Vec<LearnerExtent>,
    pub compared_through: Slot,
    pub disagreements: Vec<Disagreement>,
}
