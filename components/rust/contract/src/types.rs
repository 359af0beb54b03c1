//! `paxos:types/types`.

use alloc::{string::String, vec::Vec};

pub type NodeId = u32;
pub type Slot = u64;

/// Ordered by round, then by proposer: the order of the fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ballot {
    pub round: u64,
    pub proposer: NodeId,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CommandId {
    pub session: u64,
    pub sequence: u64,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Command {
    pub id: CommandId,
    pub payload: Vec<u8>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    NoOp,
    Command(Command),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub origin: Ballot,
    pub content: Content,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AcceptedEntry {
    pub slot: Slot,
    pub ballot: Ballot,
    pub entry: Entry,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChosenEntry {
    pub slot: Slot,
    pub entry: Entry,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Votes {
    pub acceptor: NodeId,
    pub ballot: Ballot,
    pub first_slot: Slot,
    pub count: u32,
    pub entries: Option<Vec<Entry>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    Misaddressed(NodeId),
    UnknownNode(NodeId),
    Invalid(String),
    TooLarge(String),
    Overloaded(u32),
    Unavailable(String),
    Violation(String),
}
