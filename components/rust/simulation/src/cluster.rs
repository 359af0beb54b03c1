//! The shapes of cluster that are simulated, with bounds so small that everything goes in many pages and batches.

use crate::random::Random;
use contract::node::{Bounds, Cluster, Configuration, Timing};
use contract::types::NodeId;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    Acceptor,
    Proposer,
    Learner,
    Client,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Address {
    pub role: Role,
    pub id: NodeId,
}

#[derive(Clone, Debug)]
pub struct Shape {
    configuration: Configuration,
}

/// How many acceptors, and how many of them make a quorum of either phase.
const QUORUMS: [(u32, u32, u32); 10] =
    [(3, 2, 2), (3, 2, 2), (3, 3, 1), (5, 3, 3), (5, 4, 2), (5, 2, 4), (4, 3, 2), (4, 3, 3), (2, 2, 2), (1, 1, 1)];

impl Shape {
    pub fn draw(random: &mut Random) -> Shape {
        let (acceptors, phase1_quorum, phase2_quorum) = *random.pick(&QUORUMS);
        let ids = |count: u32| (1..=count).collect::<Vec<NodeId>>();
        let configuration = Configuration {
            cluster: Cluster {
                self_: 0,
                clients: ids(*random.pick(&[1, 2])),
                proposers: ids(*random.pick(&[1, 2, 2, 3])),
                acceptors: ids(acceptors),
                learners: ids(*random.pick(&[1, 2, 2, 3])),
                coordinators: ids(1),
                phase1_quorum,
                phase2_quorum,
            },
            timing: Timing { tick_millis: 20, heartbeat_millis: 150, election_timeout_millis: 1000, retry_millis: 300 },
            bounds: Bounds {
                max_value_bytes: 100,
                max_batch_entries: *random.pick(&[1, 2, 3, 8, 256]),
                max_batch_bytes: *random.pick(&[20, 60, 1000]),
                max_open_slots: *random.pick(&[4, 16, 64, 4096]),
                max_open_bytes: *random.pick(&[200, 1000, 100_000]),
            },
        };
        Shape { configuration }
    }

    pub fn cluster(&self) -> &Cluster {
        &self.configuration.cluster
    }

    pub fn configuration(&self, self_: NodeId) -> Configuration {
        let mut configuration = self.configuration.clone();
        configuration.cluster.self_ = self_;
        configuration
    }

    pub fn addresses(&self) -> Vec<Address> {
        let cluster = self.cluster();
        let of = |role, ids: &[NodeId]| ids.iter().map(|&id| Address { role, id }).collect::<Vec<_>>();
        [
            of(Role::Acceptor, &cluster.acceptors),
            of(Role::Proposer, &cluster.proposers),
            of(Role::Learner, &cluster.learners),
            of(Role::Client, &cluster.clients),
        ]
        .concat()
    }
}
