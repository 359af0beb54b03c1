//! `paxos:host/node`.

use crate::types::NodeId;
use alloc::vec::Vec;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cluster {
    pub self_: NodeId,
    pub clients: Vec<NodeId>,
    pub proposers: Vec<NodeId>,
    pub acceptors: Vec<NodeId>,
    pub learners: Vec<NodeId>,
    pub coordinators: Vec<NodeId>,
    pub phase1_quorum: u32,
    pub phase2_quorum: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timing {
    pub tick_millis: u32,
    pub heartbeat_millis: u32,
    pub election_timeout_millis: u32,
    pub retry_millis: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    pub max_value_bytes: u32,
    pub max_batch_entries: u32,
    pub max_batch_bytes: u32,
    pub max_open_slots: u32,
    pub max_open_bytes: u32,
}

/// What the host tells a node about itself and its cluster.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Configuration {
    pub cluster: Cluster,
    pub timing: Timing,
    pub bounds: Bounds,
}
