//! The time in office, and whether the acceptors know of it.

use crate::{Host, Proposer, State};
use alloc::collections::BTreeMap;
use alloc::vec::Vec;
use contract::acceptor::LeaderHeartbeatOutcome;
use contract::node::Cluster;
use contract::types::{Ballot, NodeId, Refusal};

pub struct Leading {
    pub ballot: Ballot,
    /// When each acceptor last answered to this ballot.
    answered_at: BTreeMap<NodeId, u64>,
}

impl Leading {
    pub fn new(cluster: &Cluster, ballot: Ballot, now: u64) -> Leading {
        Leading { ballot, answered_at: cluster.acceptors.iter().map(|&acceptor| (acceptor, now)).collect() }
    }

    pub fn answered(&mut self, acceptor: NodeId, now: u64) {
        if let Some(at) = self.answered_at.get_mut(&acceptor) {
            *at = now;
        }
    }

    /// Since when no phase-2 quorum has answered.
    fn quorum_answered_at(&self, cluster: &Cluster) -> u64 {
        let mut times: Vec<u64> = self.answered_at.values().copied().collect();
        times.sort_unstable_by(|a, b| b.cmp(a));
        times.get((cluster.phase2_quorum as usize).saturating_sub(1)).copied().unwrap_or(0)
    }

    fn pardon(&mut self, millis: u64) {
        for at in self.answered_at.values_mut() {
            *at = at.saturating_add(millis);
        }
    }
}

impl<H: Host> Proposer<H> {
    /// A leader without a phase-2 quorum can get nothing chosen, and steps down for one that can. `slept` is the time
    /// in which this proposer itself stood still: that nobody answered it then is not held against the acceptors.
    pub(crate) fn keep_office(&mut self, slept: u64) {
        let (heartbeat, timeout) = (self.heartbeat_pause(), self.election_timeout());
        let State::Leading(leading, _) = &mut self.state else { return };
        if slept > heartbeat {
            leading.pardon(slept);
        }
        let silence = self.now.saturating_sub(leading.quorum_answered_at(&self.configuration.cluster));
        if silence > timeout {
            self.step_down(format_args!("no phase-2 quorum of acceptors has answered for {silence} ms"));
            if let State::Follower(follower) = &mut self.state {
                follower.isolated = true;
            }
        }
    }

    pub fn acceptor_heartbeat_answered(
        &mut self,
        _call: u64,
        acceptor: NodeId,
        answer: Result<LeaderHeartbeatOutcome, Refusal>,
    ) {
        match answer {
            Ok(LeaderHeartbeatOutcome::Followed) => {
                if let State::Leading(leading, _) = &mut self.state {
                    leading.answered(acceptor, self.now);
                }
            }
            Ok(LeaderHeartbeatOutcome::Rejected(higher)) => self.rejected(acceptor, higher),
            Err(refusal) => self.refused("hear a heartbeat", acceptor, &refusal),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::Proposer;
    use crate::testing::*;
    use contract::acceptor::LeaderHeartbeatOutcome;
    use contract::proposer::Leadership;
    use contract::types::{NodeId, Refusal};

    /// Lets time pass in ticks, in which these acceptors answer each heartbeat.
    fn passes(node: &mut Proposer<Memory>, until: u64, answering: &[NodeId]) {
        while node.now < until {
            node.tick((node.now + 20).min(until), 0);
            for (call, _, _) in core::mem::take(&mut node.host_mut().acceptor_heartbeats) {
                for &acceptor in answering {
                    node.acceptor_heartbeat_answered(call, acceptor, Ok(LeaderHeartbeatOutcome::Followed));
                }
            }
        }
    }

    #[test]
    fn a_leader_that_a_phase_2_quorum_answers_stays() {
        let mut node = leader();
        passes(&mut node, 9_000, &[1, 3]);
        assert_eq!(node.status(1).unwrap().leadership, Leadership::Leader);
    }

    #[test]
    fn a_leader_that_no_phase_2_quorum_answers_for_an_election_timeout_steps_down_and_says_so() {
        let mut node = leader();
        passes(&mut node, 2_501, &[3]);
        assert_eq!(node.status(1).unwrap().leadership, Leadership::Leader);
        passes(&mut node, 2_541, &[3]);
        let status = node.status(1).unwrap();
        assert_eq!((status.leadership, status.leader), (Leadership::Isolated, None));
    }

    #[test]
    fn votes_are_answers_too() {
        let mut node = leader();
        passes(&mut node, 2_000, &[]);
        node.commands(&[command(1, "a")]).unwrap();
        node.acceptance(1, 1, 1);
        node.acceptance(2, 1, 1);
        passes(&mut node, 2_980, &[]);
        assert_eq!(node.status(1).unwrap().leadership, Leadership::Leader);
    }

    #[test]
    fn a_leader_that_stood_still_itself_does_not_hold_it_against_the_acceptors() {
        let mut node = leader();
        node.tick(60_000, 0);
        passes(&mut node, 60_900, &[]);
        assert_eq!(node.status(1).unwrap().leadership, Leadership::Leader);
        passes(&mut node, 61_100, &[]);
        assert_eq!(node.status(1).unwrap().leadership, Leadership::Isolated);
    }

    #[test]
    fn an_acceptor_that_knows_a_higher_ballot_makes_the_leader_step_down() {
        let mut node = leader();
        node.acceptor_heartbeat_answered(1, 1, Err(Refusal::Unavailable("gone".into())));
        assert_eq!(node.status(1).unwrap().leadership, Leadership::Leader);
        node.acceptor_heartbeat_answered(1, 1, Ok(LeaderHeartbeatOutcome::Rejected(ballot(6, 2))));
        assert_eq!(node.status(1).unwrap().leadership, Leadership::Follower);
    }
}
