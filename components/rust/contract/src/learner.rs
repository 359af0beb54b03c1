//! `paxos:learner/learner`.

use crate::types::{ChosenEntry, ChosenId, NodeId, Slot, Votes};
use alloc::string::String;
use alloc::vec::Vec;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LearnRequest {
    pub votes: Vec<Votes>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LearnOutcome {
    pub chosen_through: Slot,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReadLogRequest {
    pub first_slot: Slot,
    pub max_entries: u32,
    pub wait_millis: Option<u32>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogPage {
    pub entries: Vec<ChosenEntry>,
    pub chosen_through: Slot,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdPage {
    pub ids: Vec<ChosenId>,
    pub chosen_through: Slot,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LearnerStatus {
    pub learner: NodeId,
    pub chosen_through: Slot,
    pub highest_slot: Slot,
    pub trouble: Option<String>,
}
