use crate::{Host, Proposer};
use contract::limits::{self, MAX_NUMBER};
use contract::proposer::ReserveBallotRequest;
use contract::types::{Ballot, NodeId, Refusal};

impl<H: Host> Proposer<H> {
    pub fn reserve_ballot(&mut self, proposer: NodeId, request: ReserveBallotRequest) -> Result<Ballot, Refusal> {
        let cluster = &self.configuration.cluster;
        limits::addressed(cluster, proposer)?;
        let above = match request.above {
            Some(above) => {
                limits::ballot_in("above", cluster, above)?;
                above.round
            }
            None => 0,
        };
        let round = self.round_above("above.round", above)?;
        // On disk before it is given away: this proposer will not use it, and not give it away again.
        self.use_round(round);
        self.saw_round(round);
        if self.ballot_in_use().is_some() {
            self.step_down(format_args!("round {round} is reserved to be driven by hand"));
        }
        Ok(Ballot { round, proposer })
    }

    /// A round above all that this proposer knows, and above one that somebody names.
    pub(crate) fn round_above(&mut self, field: &str, above: u64) -> Result<u64, Refusal> {
        if let Some(why) = self.may_have_forgotten() {
            return Err(Refusal::Unavailable(why));
        }
        self.possible(field, above)?;
        let round = self.highest_round().max(above).saturating_add(1);
        if round > MAX_NUMBER {
            return Err(Refusal::Unavailable("no round is left".into()));
        }
        // A campaign that has a quorum promise goes above it then.
        self.saw_round(above);
        self.near_a_quorum(round)?;
        Ok(round)
    }
}

#[cfg(test)]
mod tests {
    use crate::memory::MAX_TOLD;
    use crate::testing::*;
    use contract::limits::MAX_NUMBER;
    use contract::proposer::{HeartbeatRequest, Leadership, ReserveBallotRequest};
    use contract::types::Refusal;

    const ANY: ReserveBallotRequest = ReserveBallotRequest { above: None };

    #[test]
    fn a_reserved_ballot_is_above_all_that_is_known_and_on_disk() {
        let mut node = follower();
        node.heartbeat(1, HeartbeatRequest { ballot: ballot(3, 2), chosen_through: 0 }).unwrap();
        assert_eq!(node.reserve_ballot(1, ANY), Ok(ballot(4, 1)));
        assert_eq!(node.host().round, 4);
        let above = Some(ballot(20, 2));
        assert_eq!(node.reserve_ballot(1, ReserveBallotRequest { above }), Ok(ballot(21, 1)));
    }

    #[test]
    fn a_reserved_ballot_is_never_used_or_given_away_again_also_after_a_restart() {
        let mut node = follower();
        assert_eq!(node.reserve_ballot(1, ANY), Ok(ballot(1, 1)));
        let mut node = over(node.into_host());
        assert_eq!(node.reserve_ballot(1, ANY), Ok(ballot(2, 1)));
        node.unheard([1_400, 2_000]);
        assert_eq!(node.own_ballot(), ballot(3, 1));
    }

    #[test]
    fn a_leader_gives_up_its_leadership_and_campaigns_again_after_a_while() {
        let mut node = leader();
        node.reserve_ballot(1, ANY).unwrap();
        assert_eq!(node.status(1).unwrap().leadership, Leadership::Follower);
        node.unheard([2_600, 3_100]);
        assert_eq!(node.own_ballot(), ballot(3, 1));
    }

    #[test]
    fn a_request_that_breaks_the_contract_is_refused() {
        let mut node = follower();
        assert_eq!(node.reserve_ballot(2, ANY), Err(Refusal::Misaddressed(1)));
        for above in impossible_ballots(1) {
            let request = ReserveBallotRequest { above: Some(above) };
            let answer = node.reserve_ballot(1, request);
            assert!(matches!(&answer, Err(Refusal::Invalid(text)) if text.starts_with("above.")), "{answer:?}");
        }
        for far in [MAX_TOLD + 1, MAX_NUMBER] {
            let request = ReserveBallotRequest { above: Some(ballot(far, 1)) };
            assert!(
                matches!(node.reserve_ballot(1, request), Err(Refusal::Invalid(text)) if text.contains("above.round"))
            );
        }
        assert_eq!(node.host().round, 0);
    }

    #[test]
    fn the_last_round_is_followed_by_none() {
        let mut node = over(Memory { round: MAX_NUMBER, ..Memory::default() });
        assert!(matches!(node.reserve_ballot(1, ANY), Err(Refusal::Unavailable(_))));
    }
}
