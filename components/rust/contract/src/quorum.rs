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

    pub fn remove(&mut self, cluster: &Cluster, acceptor: NodeId) {
        self.0 &= !bit(cluster, acceptor);
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
    /// How many other acceptors, of those that remember, must show what they hold so that nothing chosen can be
    /// missing: any acceptors - phase-2 quorum + 1 meet every phase-2 quorum, also where some acceptors of it have
    /// forgotten.
    pub fn sources_of_recovery(&self) -> usize {
        self.acceptors.len().saturating_sub(self.phase2_quorum as usize).saturating_add(1)
    }

    /// How many acceptors must tell what they have promised so that none of a proposer's ballots can be above that at
    /// which it may have proposed: they meet every phase-1 quorum.
    pub fn witnesses(&self) -> usize {
        self.acceptors.len().saturating_sub(self.phase1_quorum as usize).saturating_add(1)
    }

    /// How many acceptors there are besides some.
    pub fn acceptors_besides(&self, some: u32) -> u32 {
        u32::try_from(self.acceptors.len()).unwrap_or(u32::MAX).saturating_sub(some)
    }

    /// Whether this acceptor's votes carry the values. Those of the first (acceptors - phase-2 quorum + 1) do: a
    /// phase-2 quorum that avoided all of them would need more acceptors than are left, so every quorum brings the
    /// value along.
    pub fn votes_carry_values(&self, acceptor: NodeId) -> bool {
        let carriers = self.acceptors.len().saturating_sub(self.phase2_quorum as usize).saturating_add(1);
        self.acceptors.iter().take(carriers).any(|&it| it == acceptor)
    }
}

#[cfg(test)]
mod tests {
    use super::AcceptorSet;
    use crate::node::Cluster;
    use alloc::vec;

    fn cluster(acceptors: u32, phase2_quorum: u32) -> Cluster {
        Cluster {
            self_: 1,
            clients: vec![],
            proposers: vec![],
            acceptors: (1..=acceptors).map(|id| id * 10).collect(),
            learners: vec![],
            coordinators: vec![],
            phase1_quorum: acceptors,
            phase2_quorum,
        }
    }

    #[test]
    fn every_phase_2_quorum_has_an_acceptor_whose_votes_carry_the_values() {
        for acceptors in 1..=7 {
            for quorum in 1..=acceptors {
                let cluster = cluster(acceptors, quorum);
                let silent = cluster.acceptors.iter().filter(|&&it| !cluster.votes_carry_values(it)).count();
                assert_eq!(silent, quorum as usize - 1, "of {acceptors}, {quorum} vote");
            }
        }
    }

    #[test]
    fn a_set_counts_each_acceptor_of_the_cluster_once() {
        let cluster = cluster(3, 2);
        let mut set = AcceptorSet::default();
        for acceptor in [10, 10, 30, 11, 0] {
            set.insert(&cluster, acceptor);
        }
        assert_eq!(set.len(), 2);
        assert!(set.contains(&cluster, 30) && !set.contains(&cluster, 20) && !set.contains(&cluster, 11));
    }

    #[test]
    fn acceptors_beyond_sixty_four_are_in_no_set() {
        let cluster = cluster(70, 36);
        let mut set = AcceptorSet::default();
        for &acceptor in &cluster.acceptors {
            set.insert(&cluster, acceptor);
        }
        assert_eq!(set.len(), 64);
    }
}
