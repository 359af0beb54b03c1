//! `paxos:proposer/proposer`.

use crate::types::{Ballot, Command, NodeId, Slot};
use alloc::string::String;
use alloc::vec::Vec;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProposeRequest {
    pub commands: Vec<Command>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assignment {
    pub ballot: Ballot,
    pub slots: Vec<Slot>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProposeOutcome {
    Assigned(Assignment),
    NotLeader(Option<NodeId>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HeartbeatRequest {
    pub ballot: Ballot,
    pub chosen_through: Slot,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeartbeatOutcome {
    Followed,
    Preempted(Ballot),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReserveBallotRequest {
    pub above: Option<Ballot>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TakeOverRequest {
    pub ballot: Ballot,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ResolveRequest {
    pub first_slot: Slot,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResolveOutcome {
    Resolving,
    NotLeader(Option<NodeId>),
}

#[repr(u8)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leadership {
    Follower,
    Isolated,
    Candidate,
    Recovering,
    Leader,
}

impl Leadership {
    /// Called by the generated code with a discriminant that the canonical ABI has checked or the host vouches for.
    ///
    /// # Safety
    /// None is needed; the generated code expects the function to be unsafe.
    #[doc(hidden)]
    pub unsafe fn _lift(discriminant: u8) -> Leadership {
        match discriminant {
            1 => Leadership::Isolated,
            2 => Leadership::Candidate,
            3 => Leadership::Recovering,
            4 => Leadership::Leader,
            _ => Leadership::Follower,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    pub acceptor: NodeId,
    pub reason: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProposerStatus {
    pub proposer: NodeId,
    pub leadership: Leadership,
    pub ballot: Option<Ballot>,
    pub leader: Option<NodeId>,
    pub chosen_through: Slot,
    pub next_slot: Slot,
    pub open_slots: u32,
    pub trouble: Option<String>,
    pub left_out: Vec<LeftOut>,
    pub leaderless_millis: u64,
}
