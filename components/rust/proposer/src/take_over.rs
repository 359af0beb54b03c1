//! A leader that is about to end has another proposer campaign before its silence is noticed, as Raft hands leadership
//! over (Ongaro, *Consensus: Bridging Theory and Practice*, 2014, 3.10). Who campaigns when is not what keeps Paxos
//! safe (Lamport, *Paxos Made Simple*, 3).

use crate::{Host, Proposer, State};
use alloc::format;
use contract::limits;
use contract::proposer::TakeOverRequest;
use contract::types::{Ballot, NodeId, Refusal};

impl<H: Host> Proposer<H> {
    pub fn take_over(&mut self, proposer: NodeId, request: TakeOverRequest) -> Result<Ballot, Refusal> {
        let cluster = &self.configuration.cluster;
        limits::addressed(cluster, proposer)?;
        limits::ballot(cluster, request.ballot)?;
        let Ballot { round, proposer: leader } = request.ballot;
        if leader == cluster.self_ {
            return Err(Refusal::Invalid(
                "ballot.proposer is this proposer; it is asked to take over from another one".into(),
            ));
        }
        if let Some(why) = self.may_have_forgotten() {
            return Err(Refusal::Unavailable(why));
        }
        // Nobody but its leader can ask that of a follower: no other ballot may unseat one that lives.
        let follows = matches!(self.state, State::Follower(_)) && self.leader == Some(leader);
        if !follows || self.known != Some(request.ballot) {
            return Err(Refusal::Unavailable(format!(
                "proposer {proposer} does not follow ballot ({round}, {leader})"
            )));
        }
        self.campaign();
        self.ballot_in_use().ok_or_else(|| {
            let why = self.trouble.as_deref().unwrap_or("it cannot campaign");
            Refusal::Unavailable(format!("proposer {proposer} does not take over: {why}"))
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::*;
    use contract::limits::MAX_NUMBER;
    use contract::proposer::{HeartbeatRequest, Leadership, TakeOverRequest};
    use contract::types::Refusal;

    fn from(round: u64, proposer: u32) -> TakeOverRequest {
        TakeOverRequest { ballot: ballot(round, proposer) }
    }

    fn beat(round: u64) -> HeartbeatRequest {
        HeartbeatRequest { ballot: ballot(round, 2), chosen_through: 0 }
    }

    #[test]
    fn a_follower_whose_leader_is_about_to_end_campaigns_at_once_above_it() {
        let mut node = follower();
        node.heartbeat(1, beat(3)).unwrap();
        assert_eq!(node.take_over(1, from(3, 2)), Ok(ballot(4, 1)));
        assert_eq!(node.status(1).unwrap().leadership, Leadership::Candidate);
        assert_eq!(node.host().round, 4);
        node.promise(1, &[], false);
        node.promise(2, &[], false);
        assert_eq!(node.status(1).unwrap().leadership, Leadership::Leader);
    }

    #[test]
    fn nobody_but_the_leader_that_it_follows_can_ask_for_that() {
        let mut node = follower();
        let refused = |node: &mut crate::Proposer<Memory>, round, proposer| {
            let Err(Refusal::Unavailable(why)) = node.take_over(1, from(round, proposer)) else { panic!() };
            why
        };
        assert_eq!(refused(&mut node, 3, 2), "proposer 1 does not follow ballot (3, 2)", "no leader is heard");
        node.heartbeat(1, beat(3)).unwrap();
        for round in [2, 4, MAX_NUMBER] {
            assert!(refused(&mut node, round, 2).starts_with("proposer 1 does not follow ballot"));
        }
        assert_eq!(node.status(1).unwrap().leadership, Leadership::Follower);
        let mut leader = leader();
        refused(&mut leader, 3, 2);
        assert_eq!(leader.status(1).unwrap().leadership, Leadership::Leader);
    }

    #[test]
    fn what_no_leader_says_is_refused() {
        let mut node = follower();
        node.heartbeat(1, beat(3)).unwrap();
        for (proposer, request) in [(2, from(3, 2)), (1, from(3, 1)), (1, from(3, 9)), (1, from(MAX_NUMBER + 1, 2))] {
            let answer = node.take_over(proposer, request);
            assert!(matches!(answer, Err(Refusal::Invalid(_) | Refusal::Misaddressed(1))), "{answer:?}");
        }
        assert_eq!(node.status(1).unwrap().leadership, Leadership::Follower);
    }

    #[test]
    fn one_that_has_forgotten_which_rounds_it_used_does_not_take_over() {
        let mut node = starting(Memory { round: 1, ..Memory::default() });
        node.heartbeat(1, beat(3)).unwrap();
        let answer = node.take_over(1, from(3, 2));
        assert!(matches!(answer, Err(Refusal::Unavailable(why)) if why.contains("waits to hear from acceptors")));
    }
}
