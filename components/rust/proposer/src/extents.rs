//! How far the log is, as a leader says, believed as far as acceptors confirm it: a chosen slot was accepted by a
//! phase-2 quorum, so a quorum of acceptors reaches as far.

use crate::{Host, Proposer};
use alloc::collections::BTreeMap;
use alloc::vec::Vec;
use contract::acceptor::{AcceptorStatus, Standing};
use contract::limits;
use contract::types::{NodeId, Slot};

#[derive(Default)]
pub struct Extents {
    claimed: Slot,
    question: Option<Question>,
}

struct Question {
    call: u64,
    sent_at: u64,
    /// What had been claimed when the acceptors were asked.
    claimed: Slot,
    highest: BTreeMap<NodeId, Slot>,
    promised: BTreeMap<NodeId, u64>,
}

impl<H: Host> Proposer<H> {
    /// A leader says that all slots up to this one are chosen.
    pub(crate) fn claimed(&mut self, chosen_through: Slot) {
        self.extents.claimed = chosen_through;
        let retry = u64::from(self.configuration.timing.retry_millis).max(1);
        let waits = |it: &Question| self.now.saturating_sub(it.sent_at) < retry;
        if chosen_through <= self.chosen_through || self.extents.question.as_ref().is_some_and(waits) {
            return;
        }
        self.calls = self.calls.saturating_add(1);
        self.extents.question = Some(Question {
            call: self.calls,
            sent_at: self.now,
            claimed: chosen_through,
            highest: BTreeMap::new(),
            promised: BTreeMap::new(),
        });
        self.host.acceptor_status(self.calls, &self.configuration.cluster.acceptors);
    }

    /// Takes an acceptor's answer in. Whether it was asked for here.
    pub(crate) fn extent(&mut self, call: u64, acceptor: NodeId, status: &AcceptorStatus) -> bool {
        let cluster = &self.configuration.cluster;
        let Some(question) = self.extents.question.as_mut().filter(|it| it.call == call) else { return false };
        if status.standing != Standing::Voting || !cluster.acceptors.contains(&acceptor) {
            return true;
        }
        question.highest.insert(acceptor, status.highest_slot);
        let promised = status.promised.filter(|&promised| limits::ballot(cluster, promised).is_ok());
        question.promised.insert(acceptor, promised.map_or(0, |promised| promised.round));
        // The claim is believed as a whole or not at all: slots that a quorum has accepted in need not be chosen.
        let claimed = question.claimed;
        let confirmed = nth_highest(&question.highest, cluster.phase2_quorum).is_some_and(|reached| reached >= claimed);
        // Rounds that a phase-1 quorum has promised are real, however far they are.
        let round = nth_highest(&question.promised, cluster.phase1_quorum).unwrap_or(0);
        if question.highest.len() >= cluster.acceptors.len() {
            self.extents.question = None;
        }
        self.seen_round = self.seen_round.max(round);
        if confirmed && claimed > self.chosen_through {
            self.chosen_through = claimed;
            self.store_progress();
        }
        true
    }
}

fn nth_highest(numbers: &BTreeMap<NodeId, u64>, nth: u32) -> Option<u64> {
    let mut numbers: Vec<u64> = numbers.values().copied().collect();
    numbers.sort_unstable_by(|a, b| b.cmp(a));
    numbers.get((nth as usize).saturating_sub(1)).copied()
}

#[cfg(test)]
mod tests {
    use crate::Proposer;
    use crate::testing::*;
    use contract::acceptor::{AcceptorStatus, Standing};
    use contract::limits::{MAX_NUMBER, MAX_STEP};
    use contract::proposer::{HeartbeatRequest, ReserveBallotRequest};
    use contract::types::Slot;

    /// A follower to which the leader says how far the log is, and that has asked the acceptors.
    fn told(chosen_through: Slot) -> Proposer<Memory> {
        let mut node = follower();
        node.host_mut().statuses.clear();
        node.heartbeat(1, HeartbeatRequest { ballot: ballot(3, 2), chosen_through }).unwrap();
        node
    }

    fn through(node: &Proposer<Memory>) -> Slot {
        assert_eq!(
            node.host().progress.chosen_through,
            node.status(1).unwrap().chosen_through,
            "what is known is stored"
        );
        node.status(1).unwrap().chosen_through
    }

    #[test]
    fn nothing_is_believed_before_a_phase_2_quorum_has_answered() {
        let mut node = told(9);
        assert_eq!(node.host().statuses[0].1, [1, 2, 3]);
        let call = node.host().statuses[0].0;
        node.acceptor_status_answered(call, 1, Ok(voting(1, 9)));
        assert_eq!(through(&node), 0);
        node.acceptor_status_answered(call, 1, Ok(voting(1, 9)));
        assert_eq!(through(&node), 0, "the same one twice is one");
        node.acceptor_status_answered(call, 3, Ok(voting(3, 8)));
        assert_eq!(through(&node), 0, "slots that a quorum has accepted in need not be chosen");
        node.acceptor_status_answered(call, 2, Ok(voting(2, 9)));
        assert_eq!(through(&node), 9);
    }

    #[test]
    fn no_more_is_believed_than_the_leader_says() {
        let mut node = told(5);
        node.reach(&[(1, MAX_NUMBER), (2, MAX_NUMBER), (3, u64::MAX)]);
        assert_eq!(through(&node), 5);
    }

    #[test]
    fn an_extreme_slot_of_one_acceptor_confirms_nothing_alone() {
        let mut node = told(MAX_NUMBER);
        node.reach(&[(3, MAX_NUMBER), (1, 4), (2, 6)]);
        assert_eq!(through(&node), 0);
    }

    #[test]
    fn an_acceptor_that_does_not_vote_or_that_the_cluster_does_not_have_confirms_nothing() {
        let mut node = told(9);
        let call = node.host().statuses[0].0;
        node.acceptor_status_answered(call, 1, Ok(voting(1, 9)));
        node.acceptor_status_answered(call, 9, Ok(voting(9, 9)));
        for standing in [Standing::Starting, Standing::Fresh, Standing::Forgetful, Standing::Recovering] {
            node.acceptor_status_answered(call, 2, Ok(AcceptorStatus { standing, ..voting(2, 9) }));
        }
        assert_eq!(through(&node), 0);
    }

    #[test]
    fn the_acceptors_are_asked_once_a_retry_time_while_the_leader_is_ahead_and_not_when_it_is_not() {
        let mut node = told(9);
        node.tick(1_299, 0);
        node.heartbeat(1, HeartbeatRequest { ballot: ballot(3, 2), chosen_through: 12 }).unwrap();
        assert_eq!(node.host().statuses.len(), 1);
        node.tick(1_300, 0);
        node.heartbeat(1, HeartbeatRequest { ballot: ballot(3, 2), chosen_through: 12 }).unwrap();
        assert_eq!(node.host().statuses.len(), 2);
        node.reach(&[(1, 12), (2, 12)]);
        assert_eq!(through(&node), 12);
        node.tick(1_900, 0);
        for chosen_through in [12, 3] {
            node.heartbeat(1, HeartbeatRequest { ballot: ballot(3, 2), chosen_through }).unwrap();
        }
        assert!(node.host().statuses.is_empty());
    }

    #[test]
    fn an_answer_to_an_older_question_confirms_nothing() {
        let mut node = told(9);
        let older = node.host().statuses[0].0;
        node.tick(1_300, 0);
        node.heartbeat(1, HeartbeatRequest { ballot: ballot(3, 2), chosen_through: 12 }).unwrap();
        for acceptor in [1, 2, 3] {
            node.acceptor_status_answered(older, acceptor, Ok(voting(acceptor, 12)));
        }
        assert_eq!(through(&node), 0);
    }

    #[test]
    fn rounds_are_passed_that_a_phase_1_quorum_has_promised_however_far_they_are_and_no_other() {
        let far = |acceptor, round| AcceptorStatus { promised: Some(ballot(round, 2)), ..voting(acceptor, 0) };
        for (promised, expected) in [([MAX_NUMBER, 0, 0], 4), ([3 * MAX_STEP, 2 * MAX_STEP, 0], 2 * MAX_STEP + 1)] {
            let mut node = told(9);
            let call = node.host().statuses[0].0;
            for (acceptor, round) in (1..).zip(promised) {
                node.acceptor_status_answered(call, acceptor, Ok(far(acceptor, round)));
            }
            let given = node.reserve_ballot(1, ReserveBallotRequest { above: None });
            assert_eq!(given, Ok(ballot(expected, 1)));
        }
    }
}
