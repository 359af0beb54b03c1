use crate::{Acceptor, Host};
use contract::acceptor::{HeardLeader, LeaderHeartbeatOutcome, LeaderHeartbeatRequest};
use contract::limits;
use contract::types::{NodeId, Refusal};

impl<H: Host> Acceptor<H> {
    /// Counts the heartbeats of the leader with the highest ballot. Nothing of Paxos hangs on it: an acceptor that
    /// starts anew has heard nobody, and only who campaigns when is decided by it.
    pub fn heartbeat(
        &mut self,
        acceptor: NodeId,
        request: LeaderHeartbeatRequest,
    ) -> Result<LeaderHeartbeatOutcome, Refusal> {
        limits::addressed(&self.configuration.cluster, acceptor)?;
        limits::ballot(&self.configuration.cluster, request.ballot)?;
        self.votes()?;
        self.bounded_step(request.ballot)?;
        let heard = self.heard.map(|heard| heard.ballot);
        if let Some(higher) = self.promised.max(heard).filter(|&higher| higher > request.ballot) {
            return Ok(LeaderHeartbeatOutcome::Rejected(higher));
        }
        let before = self.heard.filter(|heard| heard.ballot == request.ballot).map_or(0, |heard| heard.heartbeats);
        self.heard = Some(HeardLeader { ballot: request.ballot, heartbeats: before.saturating_add(1) });
        Ok(LeaderHeartbeatOutcome::Followed)
    }
}

#[cfg(test)]
mod tests {
    use crate::Acceptor;
    use crate::testing::*;
    use contract::acceptor::{HeardLeader, LeaderHeartbeatOutcome, LeaderHeartbeatRequest, PrepareRequest};
    use contract::types::Refusal;

    fn beat(node: &mut Acceptor<Memory>, round: u64) -> Result<LeaderHeartbeatOutcome, Refusal> {
        node.heartbeat(1, LeaderHeartbeatRequest { ballot: ballot(round) })
    }

    #[test]
    fn heartbeats_of_a_leader_are_counted_and_nothing_is_stored() {
        let mut node = acceptor();
        for heartbeats in 1..=3 {
            assert_eq!(beat(&mut node, 2), Ok(LeaderHeartbeatOutcome::Followed));
            assert_eq!(node.status(1).unwrap().leader, Some(HeardLeader { ballot: ballot(2), heartbeats }));
        }
        assert_eq!((node.host().writes, node.host().promised), (0, None));
    }

    #[test]
    fn a_leader_of_a_higher_ballot_is_counted_anew_and_the_lower_one_rejected() {
        let mut node = acceptor();
        beat(&mut node, 2).unwrap();
        beat(&mut node, 2).unwrap();
        beat(&mut node, 5).unwrap();
        assert_eq!(beat(&mut node, 2), Ok(LeaderHeartbeatOutcome::Rejected(ballot(5))));
        assert_eq!(node.status(1).unwrap().leader, Some(HeardLeader { ballot: ballot(5), heartbeats: 1 }));
    }

    #[test]
    fn a_leader_below_the_promise_is_rejected() {
        let mut node = acceptor();
        node.prepare(1, PrepareRequest { ballot: ballot(3), first_slot: 1, max_entries: 1 }).unwrap();
        assert_eq!(beat(&mut node, 2), Ok(LeaderHeartbeatOutcome::Rejected(ballot(3))));
        assert_eq!(node.status(1).unwrap().leader, None);
        assert_eq!(beat(&mut node, 3), Ok(LeaderHeartbeatOutcome::Followed));
    }

    #[test]
    fn an_acceptor_that_starts_anew_has_heard_nobody() {
        let mut node = acceptor();
        beat(&mut node, 2).unwrap();
        assert_eq!(restart(node).status(1).unwrap().leader, None);
    }

    #[test]
    fn a_heartbeat_that_breaks_the_contract_is_refused() {
        let mut node = acceptor();
        let request = LeaderHeartbeatRequest { ballot: ballot(1) };
        assert_eq!(node.heartbeat(2, request), Err(Refusal::Misaddressed(1)));
        assert!(matches!(beat(&mut node, 0), Err(Refusal::Invalid(_))));
    }
}
