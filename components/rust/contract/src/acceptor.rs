//! `paxos:acceptor/acceptor`.

use crate::types::{AcceptedEntry, Ballot, Entry, NodeId, Slot};
use alloc::vec::Vec;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PrepareRequest {
    pub ballot: Ballot,
    pub first_slot: Slot,
    pub max_entries: u32,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Promise {
    pub ballot: Ballot,
    pub accepted: Vec<AcceptedEntry>,
    pub more: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PrepareOutcome {
    Promised(Promise),
    Rejected(Ballot),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AcceptRequest {
    pub ballot: Ballot,
    pub first_slot: Slot,
    pub entries: Vec<Entry>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Acceptance {
    pub ballot: Ballot,
    pub first_slot: Slot,
    pub count: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AcceptOutcome {
    Accepted(Acceptance),
    Rejected(Ballot),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReadAcceptedRequest {
    pub first_slot: Slot,
    pub max_entries: u32,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AcceptedPage {
    pub entries: Vec<AcceptedEntry>,
    pub more: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LeaderHeartbeatRequest {
    pub ballot: Ballot,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeaderHeartbeatOutcome {
    Followed,
    Rejected(Ballot),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HeardLeader {
    pub ballot: Ballot,
    pub heartbeats: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AcceptorStatus {
    pub acceptor: NodeId,
    pub promised: Option<Ballot>,
    pub highest_slot: Slot,
    pub leader: Option<HeardLeader>,
}
