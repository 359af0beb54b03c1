use crate::{Follower, Host, Proposer, State};
use alloc::format;
use contract::acceptor::LeaderHeartbeatRequest;
use contract::limits::{self, MAX_NUMBER};
use contract::log::Level;
use contract::proposer::{HeartbeatOutcome, HeartbeatRequest};
use contract::types::{Ballot, NodeId, Refusal};

impl<H: Host> Proposer<H> {
    pub fn heartbeat(&mut self, proposer: NodeId, request: HeartbeatRequest) -> Result<HeartbeatOutcome, Refusal> {
        let cluster = &self.configuration.cluster;
        limits::addressed(cluster, proposer)?;
        limits::ballot(cluster, request.ballot)?;
        if request.ballot.proposer == cluster.self_ {
            return Err(Refusal::Invalid(
                "ballot.proposer is this proposer; a heartbeat comes from another one".into(),
            ));
        }
        if request.chosen_through > MAX_NUMBER {
            let given = request.chosen_through;
            return Err(Refusal::Invalid(format!("chosen-through is {given}; it must be at most {MAX_NUMBER}")));
        }

        self.possible("ballot.round", request.ballot.round)?;

        self.saw_round(request.ballot.round);
        // A ballot that leads, or that an acceptor has promised, preempts every lower one. A campaign that has no
        // quorum yet does not: it gives way to a leader that lives, or a proposer cut off from the acceptors would
        // unseat it.
        if let Some(known) = self.known.max(self.elected_ballot()).filter(|&known| known > request.ballot) {
            return Ok(HeartbeatOutcome::Preempted(known));
        }
        let leader = request.ballot.proposer;
        if self.leader != Some(leader) || self.ballot_in_use().is_some() {
            self.step_down(format_args!("proposer {leader} leads"));
            self.host.write(Level::Info, format_args!("following proposer {leader}, round {}", request.ballot.round));
        }
        self.knew(request.ballot);
        self.leader = Some(leader);
        self.led_at = self.now;
        self.trouble = None;
        self.claimed(request.chosen_through);
        self.state = Follower::until(self.now.saturating_add(self.patience()));
        Ok(HeartbeatOutcome::Followed)
    }

    /// The ballot of this proposer's leadership, or of a campaign that has its quorum.
    pub(crate) fn elected_ballot(&self) -> Option<Ballot> {
        match &self.state {
            State::Campaigning(campaign, _) if !campaign.has_quorum(&self.configuration.cluster) => None,
            _ => self.ballot_in_use(),
        }
    }

    /// Tells the other proposers, and the acceptors, that the leader lives; also one that still recovers the log, which
    /// may take longer than others are patient.
    pub(crate) fn send_heartbeats(&mut self) {
        let Some(ballot) = self.elected_ballot() else { return };
        self.heartbeat_at = self.now.saturating_add(self.heartbeat_pause());
        let request = HeartbeatRequest { ballot, chosen_through: self.chosen_through };
        let cluster = &self.configuration.cluster;
        for &proposer in cluster.proposers.iter().filter(|&&it| it != cluster.self_) {
            self.calls = self.calls.saturating_add(1);
            self.host.heartbeat(self.calls, proposer, request);
        }
        self.calls = self.calls.saturating_add(1);
        self.host.acceptor_heartbeat(self.calls, &cluster.acceptors, LeaderHeartbeatRequest { ballot });
    }

    pub fn heartbeat_answered(&mut self, _call: u64, proposer: NodeId, answer: Result<HeartbeatOutcome, Refusal>) {
        let Ok(HeartbeatOutcome::Preempted(ballot)) = answer else { return };
        let possible = limits::ballot(&self.configuration.cluster, ballot)
            .and_then(|()| self.possible("ballot.round", ballot.round));
        if let Err(refusal) = possible {
            let text = format_args!("proposer {proposer} is not believed: {refusal}");
            return self.say(Level::Warn, "not believed", proposer, text);
        }
        // A hint for the next round, and no more: where such a ballot is promised, the acceptors say so.
        self.saw_round(ballot.round);
    }
}

#[cfg(test)]
mod tests {
    use contract::log::Level;

    use crate::memory::MAX_TOLD;
    use crate::testing::*;
    use alloc::vec;
    use contract::acceptor::PrepareOutcome;
    use contract::limits::{MAX_NUMBER, MAX_STEP};
    use contract::proposer::{HeartbeatOutcome, HeartbeatRequest, Leadership, ReserveBallotRequest};
    use contract::types::Refusal;

    fn beat(round: u64, chosen_through: u64) -> HeartbeatRequest {
        HeartbeatRequest { ballot: ballot(round, 2), chosen_through }
    }

    #[test]
    fn a_heartbeat_keeps_a_follower_from_campaigning_and_tells_it_how_far_the_log_is() {
        let mut node = follower();
        for now in [1_200, 2_100, 3_000, 3_900] {
            node.unheard([now - 500, now]);
            assert_eq!(node.heartbeat(1, beat(3, now)), Ok(HeartbeatOutcome::Followed));
            node.reach(&[(1, now), (2, now)]);
        }
        let status = node.status(1).unwrap();
        assert_eq!((status.leadership, status.leader), (Leadership::Follower, Some(2)));
        assert_eq!((status.chosen_through, status.next_slot), (3_900, 3_901));
        assert_eq!(node.heartbeat(1, beat(3, 5)), Ok(HeartbeatOutcome::Followed));
        assert_eq!(node.status(1).unwrap().chosen_through, 3_900, "an older figure does not lower it");
    }

    #[test]
    fn how_far_the_log_is_is_believed_as_far_as_a_quorum_of_acceptors_reaches() {
        let mut node = follower();
        node.heartbeat(1, beat(3, MAX_NUMBER)).unwrap();
        node.reach(&[(1, 7), (2, 5), (3, 9)]);
        assert_eq!(node.status(1).unwrap().chosen_through, 0);
        node.tick(1_301, 0);
        node.heartbeat(1, beat(3, 8)).unwrap();
        node.reach(&[(1, MAX_NUMBER), (2, MAX_NUMBER)]);
        assert_eq!(node.status(1).unwrap().chosen_through, 8, "no further than the leader says");
    }

    #[test]
    fn a_heartbeat_of_a_round_that_cannot_be_is_refused() {
        let mut node = follower();
        for round in [MAX_TOLD + 1, MAX_NUMBER] {
            let answer = node.heartbeat(1, beat(round, 0));
            assert!(matches!(answer, Err(Refusal::Invalid(text)) if text.contains("4290772992 above 0")));
        }
        node.unheard([1_400, 2_000]);
        assert_eq!(node.own_ballot(), ballot(1, 1));
    }

    #[test]
    fn the_word_of_a_proposer_does_not_unseat_a_leader_but_tells_it_the_round_to_go_above() {
        let mut node = leader();
        for round in [7, MAX_STEP + 8, MAX_NUMBER, u64::MAX] {
            node.heartbeat_answered(1, 2, Ok(HeartbeatOutcome::Preempted(ballot(round, 2))));
            assert_eq!(node.status(1).unwrap().leadership, Leadership::Leader);
        }
        assert_eq!(node.reserve_ballot(1, ReserveBallotRequest { above: None }), Ok(ballot(8, 1)));
    }

    #[test]
    fn after_an_election_timeout_to_half_as_long_again_of_silence_a_follower_campaigns() {
        let mut node = follower();
        node.heartbeat(1, beat(3, 0)).unwrap();
        node.unheard([1_520, 1_999]);
        assert_eq!(node.status(1).unwrap().leadership, Leadership::Follower);
        node.unheard([2_460, 2_501]);
        let status = node.status(1).unwrap();
        assert_eq!((status.leadership, status.leader), (Leadership::Candidate, None));
        assert_eq!(node.own_ballot(), ballot(4, 1));
    }

    #[test]
    fn a_leader_tells_a_lower_one_that_it_is_preempted() {
        let mut node = leader();
        let lower = HeartbeatRequest { ballot: ballot(1, 0), chosen_through: 0 };
        assert!(matches!(node.heartbeat(1, lower), Err(Refusal::Invalid(_))), "no such proposer");
        node.accept_answered(1, 1, Ok(contract::acceptor::AcceptOutcome::Rejected(ballot(9, 2))));
        assert_eq!(node.heartbeat(1, beat(3, 0)), Ok(HeartbeatOutcome::Preempted(ballot(9, 2))));
    }

    #[test]
    fn a_leader_follows_a_higher_one() {
        let mut node = leader();
        assert_eq!(node.heartbeat(1, beat(1, 0)), Ok(HeartbeatOutcome::Followed), "(1, 2) is above (1, 1)");
        assert_eq!(node.status(1).unwrap().leadership, Leadership::Follower);
    }

    #[test]
    fn a_candidate_without_a_quorum_gives_way_to_a_leader_that_lives() {
        let mut node = ninth();
        assert_eq!(node.heartbeat(1, beat(3, 0)), Ok(HeartbeatOutcome::Followed));
        assert_eq!(node.status(1).unwrap().leader, Some(2));
    }

    #[test]
    fn a_candidate_with_a_quorum_does_not_give_way() {
        let mut node = ninth();
        node.promise(1, &[accepted(1, ballot(3, 2), "a")], true);
        node.promise(2, &[accepted(1, ballot(3, 2), "a")], true);
        assert_eq!(node.heartbeat(1, beat(3, 0)), Ok(HeartbeatOutcome::Preempted(ballot(9, 1))));
    }

    #[test]
    fn a_reserved_ballot_that_nobody_used_preempts_nobody() {
        let mut node = follower();
        node.heartbeat(1, beat(3, 0)).unwrap();
        node.reserve_ballot(1, contract::proposer::ReserveBallotRequest { above: None }).unwrap();
        assert_eq!(node.heartbeat(1, beat(3, 0)), Ok(HeartbeatOutcome::Followed));
    }

    #[test]
    fn a_leader_sends_heartbeats_to_the_others_with_what_is_chosen() {
        let mut node = leader();
        node.commands(&[command(1, "a")]).unwrap();
        node.acceptance(1, 1, 1);
        node.acceptance(2, 1, 1);
        node.tick(1_640, 0);
        assert!(node.host().heartbeats.is_empty());
        node.tick(1_651, 0);
        let (_, to, request) = node.host().heartbeats[0];
        assert_eq!((to, request), (2, HeartbeatRequest { ballot: ballot(1, 1), chosen_through: 1 }));
        assert_eq!(node.host().heartbeats.len(), 1);
    }

    #[test]
    fn a_leader_sends_heartbeats_to_all_acceptors() {
        let mut node = leader();
        assert_eq!(node.host().acceptor_heartbeats.len(), 1, "at once when it is elected");
        node.tick(1_651, 0);
        let (_, to, request) = node.host().acceptor_heartbeats[1].clone();
        assert_eq!((to, request.ballot), (vec![1, 2, 3], ballot(1, 1)));
    }

    #[test]
    fn one_that_still_recovers_the_log_sends_heartbeats_and_one_without_a_quorum_does_not() {
        let mut node = ninth();
        node.promise(1, &[accepted(1, ballot(3, 2), "a")], true);
        node.tick(2_200, 0);
        assert!(node.host().heartbeats.is_empty());
        node.promise(2, &[accepted(1, ballot(3, 2), "a")], true);
        node.tick(2_220, 0);
        assert_eq!(node.status(1).unwrap().leadership, Leadership::Recovering);
        assert_eq!((node.host().heartbeats.len(), node.host().acceptor_heartbeats.len()), (1, 1));
    }

    #[test]
    fn answers_to_heartbeats_change_nothing_for_a_leader_that_acceptors_follow() {
        let mut node = leader();
        node.heartbeat_answered(1, 2, Ok(HeartbeatOutcome::Followed));
        node.heartbeat_answered(1, 2, Err(Refusal::Unavailable("gone".into())));
        node.heartbeat_answered(1, 2, Ok(HeartbeatOutcome::Preempted(ballot(1, 1))));
        assert_eq!(node.status(1).unwrap().leadership, Leadership::Leader);
    }

    #[test]
    fn a_heartbeat_that_breaks_the_contract_is_refused() {
        let mut node = follower();
        assert_eq!(node.heartbeat(2, beat(1, 0)), Err(Refusal::Misaddressed(1)));
        let own = HeartbeatRequest { ballot: ballot(1, 1), chosen_through: 0 };
        for bad in [beat(0, 0), beat(MAX_NUMBER + 1, 0), beat(1, MAX_NUMBER + 1), own] {
            assert!(matches!(node.heartbeat(1, bad), Err(Refusal::Invalid(_))));
        }
        node.prepare_answered(1, 1, Ok(PrepareOutcome::Rejected(ballot(u64::MAX, 2))));
        node.unheard([9_000, 9_700]);
        assert_eq!((node.status(1).unwrap().leadership, node.own_ballot()), (Leadership::Candidate, ballot(1, 1)));
    }

    #[test]
    fn a_ballot_of_nobody_is_neither_followed_nor_a_hint() {
        for impossible in impossible_ballots(5) {
            let mut node = leader();
            let request = HeartbeatRequest { ballot: impossible, chosen_through: 0 };
            assert!(matches!(node.heartbeat(1, request), Err(Refusal::Invalid(text)) if text.starts_with("ballot.")));
            node.heartbeat_answered(1, 2, Ok(HeartbeatOutcome::Preempted(impossible)));
            assert_eq!(node.host().lines.last().unwrap().0, Level::Warn);
            assert_eq!(node.seen_round, 1);
        }
    }
}
