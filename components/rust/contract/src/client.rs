//! `paxos:client/client`.

use crate::types::{ChosenId, CommandId, NodeId, Slot};
use alloc::vec::Vec;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IssueRequest {
    pub payload: Vec<u8>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubmitRequest {
    pub payloads: Vec<Vec<u8>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubmitReceipt {
    pub ids: Vec<CommandId>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutcomeRequest {
    pub id: CommandId,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CommandOutcome {
    Pending,
    Chosen(ChosenId),
    Unknown,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClientStatus {
    pub client: NodeId,
    pub session: u64,
    pub leader: Option<NodeId>,
    pub pending: u32,
    pub seen_through: Slot,
}
