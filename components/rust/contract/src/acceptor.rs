//! `paxos:acceptor/acceptor`.

use crate::types::{AcceptedEntry, Ballot, Entry, KnownAcceptor, NodeId, Slot};
use alloc::string::String;
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

#[repr(u8)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    Voting,
    Starting,
    Fresh,
    Forgetful,
    Recovering,
}

impl Standing {
    /// Called by the generated code with a discriminant that the canonical ABI has checked or the host vouches for.
    ///
    /// # Safety
    /// None is needed; the generated code expects the function to be unsafe.
    #[doc(hidden)]
    pub unsafe fn _lift(discriminant: u8) -> Standing {
        match discriminant {
            0 => Standing::Voting,
            1 => Standing::Starting,
            2 => Standing::Fresh,
            3 => Standing::Forgetful,
            _ => Standing::Recovering,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AcceptorStatus {
    pub acceptor: NodeId,
    pub life: u64,
    pub standing: Standing,
    pub waits_for: Option<String>,
    pub promised: Option<Ballot>,
    pub highest_slot: Slot,
    pub leader: Option<HeardLeader>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AdmitRequest {
    pub acceptor: NodeId,
    pub life: u64,
    pub standing: Standing,
    pub above: Option<u64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Admission {
    pub round: u64,
    pub known: Option<KnownAcceptor>,
    pub ballot: Option<Ballot>,
    pub leads: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RecoverRequest {
    pub life: u64,
}
