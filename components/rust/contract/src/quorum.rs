//! Sets of acceptors, and which of them make a quorum.

use crate::node::Cluster;
use crate::types::NodeId;

/// Some acceptors of a cluster, by their place in the ascending order of ids. A cluster has at most 64 acceptors: one
/// beyond that is in no set, so it never makes up a quorum.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AcceptorSet(u64);

impl AcceptorSet {
    /// Adds an acceptor; one that is there already, or that the cluster does not know, changes nothing.
    pub fn insert(&mut self, cluster: &Cluster, acceptor: NodeId) {
        self.0 |= bit(cluster, acceptor);
    }

    pub fn contains(&self, cluster: &Cluster, acceptor: NodeId) -> bool {
        self.0 & bit(cluster, acceptor) != 0
    }

    pub fn len(&self) -> u32 {
        self.0.count_ones()
    }

    pub fn is_empty(&self) -> bool {
        self.0 == 0
    }
}

fn bit(cluster: &Cluster, acceptor: NodeId) -> u64 {
    let place = cluster.acceptors.binary_search(&acceptor).ok().and_then(|place| u32::try_from(place).ok());
    place.and_then(|place| 1u64.checked_shl(place)).unwrap_or(0)
}

impl Cluster {
    /// Whether this acceptor's votes carry the values. Those of the first (acceptors - phase-2 quorum + 1) do: a phase-2
    /// quorum that avoided all of them would need more acceptors than are left, so every quorum brings the value along.
    pub fn votes_carry_values(&self, acceptor: NodeId) -> bool {
        let carriers = self.acceptors.len().saturating_sub(self.phase2_quorum as usize).saturating_add(1);
        self.acceptors.iter().take(carriers).any(|&it| it == acceptor)
    }
}
