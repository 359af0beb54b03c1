//! What one node says does not carry the others away: a number far beyond what is known is left out and named, and so
//! is an acceptor that rejects whatever it is asked, as long as there is a quorum without it.

use crate::memory::MAX_TOLD;
use crate::{Host, Proposer, State};
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use contract::limits;
use contract::log::Level;
use contract::proposer::LeftOut;
use contract::types::{Ballot, NodeId};

/// How often in a row one node may turn this proposer away before it is no longer heard alone.
const MAX_REJECTIONS: u32 = 3;

impl<H: Host> Proposer<H> {
    /// An acceptor has promised a higher ballot. It is believed, unless it is alone and says so again and again, or
    /// names a round that cannot be: then this proposer goes on with the others.
    pub(crate) fn rejected(&mut self, acceptor: NodeId, ballot: Ballot) {
        if self.ballot_in_use().is_none_or(|own| own >= ballot) {
            return self.knew(ballot);
        }
        let cluster = &self.configuration.cluster;
        if !cluster.acceptors.contains(&acceptor) {
            return;
        }
        self.rejecting.insert(cluster, acceptor);
        let quorum = match &self.state {
            State::Leading(..) => cluster.phase2_quorum,
            _ => cluster.phase1_quorum,
        };
        let hopeless = cluster.acceptors_besides(self.rejecting.len()) < quorum;
        let impossible = limits::ballot_in("promised", cluster, ballot).err();
        let far = impossible.is_some() || ballot.round > self.highest_round().saturating_add(MAX_TOLD);
        if far {
            self.far_rounds.insert(acceptor, ballot.round);
        }
        let times = self.rejections.entry(acceptor).or_insert(0);
        *times = times.saturating_add(1);
        if far || *times > MAX_REJECTIONS {
            let Ballot { round, proposer } = ballot;
            let why = impossible.map_or_else(|| "alone".into(), |refusal| format!("which cannot be: {refusal}"));
            self.leave_out(acceptor, "rejects", format!("it says it has promised ballot ({round}, {proposer}), {why}"));
            if !hopeless {
                return;
            }
        }
        self.preempted(ballot);
    }

    /// An acceptor has promised or accepted at the ballot in use.
    pub(crate) fn agreed(&mut self, acceptor: NodeId) {
        if let Some(ballot) = self.ballot_in_use() {
            self.memory.promised(acceptor, ballot.round);
        }
        self.rejections.remove(&acceptor);
        self.far_rounds.remove(&acceptor);
        if !self.excluded.contains(&self.configuration.cluster, acceptor) {
            self.left_out.remove(&acceptor);
        }
    }

    /// Does not count on an acceptor's promises, and says why once.
    pub(crate) fn leave_out(&mut self, acceptor: NodeId, about: &'static str, reason: String) {
        if !self.left_out.contains_key(&acceptor) {
            self.say(Level::Error, about, acceptor, format_args!("acceptor {acceptor} is left out: {reason}"));
        }
        self.left_out.insert(acceptor, reason);
    }

    pub(crate) fn list_left_out(&self) -> Vec<LeftOut> {
        let listed = self.left_out.iter();
        listed.map(|(&acceptor, reason)| LeftOut { acceptor, reason: reason.clone() }).collect()
    }

    /// The highest round used here or met elsewhere.
    pub(crate) fn highest_round(&self) -> u64 {
        self.round.max(self.seen_round)
    }

    /// The round to go above, so that a phase-1 quorum can promise: far ahead of what is known only where no quorum is
    /// left without those who are.
    pub(crate) fn round_to_pass(&self) -> u64 {
        let cluster = &self.configuration.cluster;
        let mut far: Vec<u64> = self.far_rounds.values().copied().collect();
        far.sort_unstable();
        let near = cluster.acceptors_besides(u32::try_from(far.len()).unwrap_or(u32::MAX));
        let needed = usize::try_from(cluster.phase1_quorum.saturating_sub(near)).unwrap_or(usize::MAX);
        let confirmed = needed.checked_sub(1).and_then(|place| far.get(place)).copied().unwrap_or(0);
        self.highest_round().max(confirmed)
    }
}

#[cfg(test)]
mod tests {
    use crate::memory::MAX_TOLD;
    use crate::testing::*;
    use contract::acceptor::{AcceptOutcome, PrepareOutcome};
    use contract::limits::{MAX_NUMBER, MAX_STEP};
    use contract::log::Level;
    use contract::proposer::{HeartbeatOutcome, Leadership};

    #[test]
    fn an_acceptor_that_names_a_round_which_cannot_be_is_left_out_and_the_leader_goes_on() {
        let mut node = leader();
        node.commands(&[command(1, "a")]).unwrap();
        node.accept_answered(1, 3, Ok(AcceptOutcome::Rejected(ballot(MAX_NUMBER, 2))));
        node.acceptance(1, 1, 1);
        node.acceptance(2, 1, 1);
        let status = node.status(1).unwrap();
        assert_eq!((status.leadership, status.chosen_through), (Leadership::Leader, 1));
        assert_eq!((status.left_out.len(), status.left_out[0].acceptor), (1, 3));
        assert!(status.left_out[0].reason.contains("(9007199254740991, 2)"));
        let errors = node.host().lines.iter().filter(|(level, _)| *level == Level::Error).count();
        node.accept_answered(1, 3, Ok(AcceptOutcome::Rejected(ballot(MAX_NUMBER, 2))));
        assert_eq!(node.host().lines.iter().filter(|(level, _)| *level == Level::Error).count(), errors, "said once");
    }

    #[test]
    fn an_acceptor_that_names_a_ballot_of_nobody_is_left_out_and_the_leader_goes_on() {
        for impossible in impossible_ballots(2).into_iter().filter(|it| *it > ballot(1, 1)) {
            let mut node = leader();
            node.accept_answered(1, 3, Ok(AcceptOutcome::Rejected(impossible)));
            let status = node.status(1).unwrap();
            assert_eq!((status.leadership, status.left_out.len()), (Leadership::Leader, 1), "{impossible:?}");
            assert!(status.left_out[0].reason.contains("which cannot be: promised."), "{:?}", status.left_out);
        }
    }

    #[test]
    fn what_a_stranger_rejects_changes_nothing() {
        let mut node = leader();
        node.accept_answered(1, 9, Ok(AcceptOutcome::Rejected(ballot(5, 2))));
        let status = node.status(1).unwrap();
        assert_eq!((status.leadership, status.left_out.len()), (Leadership::Leader, 0));
    }

    #[test]
    fn a_candidate_is_elected_by_the_others() {
        let mut node = ninth();
        node.prepare_answered(1, 3, Ok(PrepareOutcome::Rejected(ballot(MAX_NUMBER, 2))));
        node.promise(1, &[], false);
        node.promise(2, &[], false);
        assert_eq!((node.status(1).unwrap().leadership, node.host().round), (Leadership::Leader, 9));
    }

    #[test]
    fn where_no_quorum_is_left_without_them_the_rounds_of_acceptors_are_passed() {
        let mut node = ninth();
        for (acceptor, round) in [(3, 3 * MAX_STEP), (2, 2 * MAX_STEP)] {
            node.prepare_answered(1, acceptor, Ok(PrepareOutcome::Rejected(ballot(round, 2))));
        }
        assert_eq!(node.status(1).unwrap().leadership, Leadership::Follower);
        node.unheard([4_000, 4_500]);
        assert_eq!(node.own_ballot(), ballot(2 * MAX_STEP + 1, 1));
    }

    #[test]
    fn an_acceptor_that_turns_this_proposer_away_again_and_again_is_no_longer_heard_alone() {
        let mut node = leader();
        for times in 1..=3 {
            let next = node.own_ballot().round + 10;
            node.accept_answered(1, 3, Ok(AcceptOutcome::Rejected(ballot(next, 2))));
            assert_eq!(node.status(1).unwrap().leadership, Leadership::Follower, "{times}");
            node.unheard([times * 10_000, times * 10_000 + 500]);
            node.promise(1, &[], false);
            node.promise(2, &[], false);
        }
        let own = node.own_ballot();
        node.accept_answered(1, 3, Ok(AcceptOutcome::Rejected(ballot(own.round + 10, 2))));
        assert_eq!(node.status(1).unwrap().leadership, Leadership::Leader);
        node.accept_answered(1, 2, Ok(AcceptOutcome::Rejected(ballot(own.round + 10, 2))));
        assert_eq!(node.status(1).unwrap().leadership, Leadership::Follower, "two of three leave no quorum");
    }

    #[test]
    fn a_step_that_can_be_is_believed_of_one_alone() {
        let mut node = leader();
        node.accept_answered(1, 3, Ok(AcceptOutcome::Rejected(ballot(1 + MAX_TOLD, 2))));
        let status = node.status(1).unwrap();
        assert_eq!((status.leadership, status.left_out.len()), (Leadership::Follower, 0));
        node.unheard([4_000, 4_500]);
        assert_eq!(node.own_ballot(), ballot(2 + MAX_TOLD, 1));
    }

    #[test]
    fn one_is_not_followed_so_far_that_the_others_cannot_promise_what_is_above_it() {
        let mut node = leader();
        for round in [1 + MAX_STEP, 2 + MAX_TOLD] {
            node.accept_answered(1, 3, Ok(AcceptOutcome::Rejected(ballot(round, 2))));
            assert_eq!(node.status(1).unwrap().leadership, Leadership::Leader);
            node.heartbeat_answered(1, 2, Ok(HeartbeatOutcome::Preempted(ballot(round, 2))));
        }
        assert_eq!(node.highest_round(), 1);
    }

    #[test]
    fn one_that_agrees_again_is_counted_on_again() {
        let mut node = leader();
        node.accept_answered(1, 3, Ok(AcceptOutcome::Rejected(ballot(MAX_NUMBER, 2))));
        assert_eq!(node.status(1).unwrap().left_out.len(), 1);
        node.commands(&[command(1, "a")]).unwrap();
        node.acceptance(3, 1, 1);
        node.acceptance(1, 1, 1);
        let status = node.status(1).unwrap();
        assert_eq!((status.left_out.len(), status.chosen_through), (0, 1));
    }

    #[test]
    fn rejections_in_between_which_it_agreed_are_not_in_a_row() {
        let mut node = leader();
        for times in 1..=5 {
            let next = node.own_ballot().round + 10;
            node.accept_answered(1, 3, Ok(AcceptOutcome::Rejected(ballot(next, 2))));
            assert_eq!(node.status(1).unwrap().leadership, Leadership::Follower, "{times}");
            node.unheard([times * 10_000, times * 10_000 + 500]);
            node.promise(1, &[], false);
            node.promise(3, &[], false);
        }
        assert!(node.status(1).unwrap().left_out.is_empty());
    }

    #[test]
    fn a_rejection_at_or_below_the_ballot_in_use_is_old() {
        let mut node = leader();
        for _ in 0..9 {
            node.accept_answered(1, 3, Ok(AcceptOutcome::Rejected(ballot(1, 1))));
        }
        let status = node.status(1).unwrap();
        assert_eq!((status.leadership, status.left_out.len()), (Leadership::Leader, 0));
    }

    #[test]
    fn extreme_rounds_of_two_of_three_are_passed_by_the_lower_one_and_none_is_left_after_the_last() {
        let mut node = ninth();
        for acceptor in [2, 3] {
            node.prepare_answered(1, acceptor, Ok(PrepareOutcome::Rejected(ballot(MAX_NUMBER, 2))));
        }
        node.unheard([4_000, 4_500]);
        let status = node.status(1).unwrap();
        assert_eq!((status.leadership, node.host().round), (Leadership::Follower, 9));
        assert!(status.trouble.unwrap().contains("no round is left"));
    }

    #[test]
    fn an_extreme_round_of_another_proposer_is_not_passed() {
        for round in [MAX_NUMBER, 2 + MAX_STEP] {
            let mut node = leader();
            node.heartbeat_answered(1, 2, Ok(HeartbeatOutcome::Preempted(ballot(round, 2))));
            node.unheard([4_000, 4_500]);
            assert!(node.own_ballot().round <= 2, "{}", node.own_ballot().round);
        }
    }
}
