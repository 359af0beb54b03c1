//! Before a campaign: whether the acceptors hear a leader. Who campaigns when is not what keeps Paxos safe (Lamport,
//! *Paxos Made Simple*, 3), but a proposer that is cut off from the leader alone would unseat it for nothing. So it
//! asks a quorum first, as the pre-vote of Raft does (Ongaro, *Consensus*, 2014, 9.6), here of the acceptors.

use crate::{Host, Proposer, State};
use alloc::collections::BTreeMap;
use contract::acceptor::{AcceptorStatus, HeardLeader, Standing};
use contract::node::Cluster;
use contract::quorum::AcceptorSet;
use contract::types::{NodeId, Refusal};

/// The heartbeats of a leader that lives, between two readings of what acceptors hear, that are sure to be compared.
const COMPARED_HEARTBEATS: u64 = 2;
/// The pause between two readings, in heartbeats: those to compare, and one for the answers to come.
const PAUSE_HEARTBEATS: u64 = 3;

/// The leader that each acceptor says it hears, read again and again.
pub struct PreCheck {
    call: u64,
    read_at: u64,
    next_at: u64,
    readings: BTreeMap<NodeId, Reading>,
    answered: AcceptorSet,
    /// The acceptors whose leader has made no progress since the reading before.
    silent: AcceptorSet,
}

struct Reading {
    leader: Option<HeardLeader>,
    answered_at: u64,
}

impl PreCheck {
    fn new() -> PreCheck {
        PreCheck {
            call: 0,
            read_at: 0,
            next_at: 0,
            readings: BTreeMap::new(),
            answered: AcceptorSet::default(),
            silent: AcceptorSet::default(),
        }
    }

    fn read(&mut self, call: u64, now: u64, next_at: u64) {
        self.call = call;
        self.read_at = now;
        self.next_at = next_at;
        self.answered = AcceptorSet::default();
        self.silent = AcceptorSet::default();
    }

    /// Takes an acceptor's answer in. A reading counts against a leader only where it was asked for `span` after the
    /// one before had come back, however long the messages took.
    fn answered(&mut self, cluster: &Cluster, acceptor: NodeId, leader: Option<HeardLeader>, now: u64, span: u64) {
        if self.answered.contains(cluster, acceptor) {
            return;
        }
        self.answered.insert(cluster, acceptor);
        let before = self.readings.insert(acceptor, Reading { leader, answered_at: now });
        let Some(before) = before.filter(|it| self.read_at.saturating_sub(it.answered_at) >= span) else { return };
        if leader.is_none() || leader == before.leader {
            self.silent.insert(cluster, acceptor);
        }
    }
}

impl<H: Host> Proposer<H> {
    /// Asks the acceptors whom they hear, in time to compare when the follower's patience ends, and on until a quorum
    /// hears nobody: one that cannot reach a quorum keeps quiet.
    pub(crate) fn watch_leader(&mut self) {
        let pause = self.heartbeat_pause().saturating_mul(PAUSE_HEARTBEATS);
        let jitter = self.next_random().checked_rem(self.heartbeat_pause()).unwrap_or(0);
        let State::Follower(follower) = &mut self.state else { return };
        let due = match &follower.check {
            None => follower.campaign_at.saturating_sub(pause),
            Some(check) => check.next_at,
        };
        if self.now < due {
            return;
        }
        self.calls = self.calls.saturating_add(1);
        match &mut follower.check {
            None => {
                let mut check = PreCheck::new();
                check.read(self.calls, self.now, follower.campaign_at.max(self.now.saturating_add(pause)));
                follower.check = Some(check);
            }
            Some(check) => {
                follower.isolated = check.answered.len() < self.configuration.cluster.phase1_quorum;
                check.read(self.calls, self.now, self.now.saturating_add(pause).saturating_add(jitter));
                self.leader = None;
            }
        }
        self.host.acceptor_status(self.calls, &self.configuration.cluster.acceptors);
    }

    pub fn acceptor_status_answered(&mut self, call: u64, acceptor: NodeId, answer: Result<AcceptorStatus, Refusal>) {
        let status = match answer {
            Ok(status) => status,
            Err(refusal) => return self.refused("show its status", acceptor, &refusal),
        };
        self.reminded(acceptor, &status);
        if self.extent(call, acceptor, &status) {
            return;
        }
        let span = self.heartbeat_pause().saturating_mul(COMPARED_HEARTBEATS);
        let State::Follower(follower) = &mut self.state else { return };
        let Some(check) = follower.check.as_mut().filter(|check| check.call == call) else { return };
        // One that does not vote is none to campaign for.
        if status.standing != Standing::Voting {
            return;
        }
        let cluster = &self.configuration.cluster;
        check.answered(cluster, acceptor, status.leader, self.now, span);
        let unheard = check.silent.len() >= cluster.phase1_quorum;
        if unheard && self.now >= follower.campaign_at {
            self.campaign();
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::Proposer;
    use crate::testing::*;
    use contract::acceptor::HeardLeader;
    use contract::proposer::{HeartbeatRequest, Leadership, ProposeOutcome};
    use contract::types::Refusal;

    fn hears(heartbeats: u64) -> Option<HeardLeader> {
        Some(HeardLeader { ballot: ballot(3, 2), heartbeats })
    }

    /// A follower whose patience ends before 2,600 ms and that has asked what the acceptors hear, at 2,400.
    fn doubtful() -> Proposer<Memory> {
        let mut node = follower();
        node.tick(1_020, 0);
        node.heartbeat(1, HeartbeatRequest { ballot: ballot(3, 2), chosen_through: 0 }).unwrap();
        node.host_mut().statuses.clear();
        node.tick(2_400, 0);
        assert_eq!(node.host().statuses.len(), 1);
        node
    }

    fn leadership(node: &Proposer<Memory>) -> Leadership {
        node.status(1).unwrap().leadership
    }

    #[test]
    fn a_follower_campaigns_when_a_phase_1_quorum_hears_no_progress_of_the_leader() {
        let mut node = doubtful();
        node.hear(&[(1, hears(7)), (2, hears(7)), (3, hears(7))]);
        node.tick(3_000, 0);
        node.hear(&[(1, hears(7)), (2, hears(8))]);
        assert_eq!(leadership(&node), Leadership::Follower);
        node.hear_also(3, hears(7));
        assert_eq!(leadership(&node), Leadership::Candidate);
        assert_eq!(node.own_ballot(), ballot(4, 1));
    }

    #[test]
    fn a_leader_that_acceptors_hear_is_left_in_office_however_long_this_proposer_hears_nothing() {
        let mut node = doubtful();
        for reading in 0..20 {
            node.hear(&[(1, hears(reading)), (2, hears(reading)), (3, hears(7))]);
            node.tick(3_000 + 600 * reading, 0);
        }
        assert_eq!((leadership(&node), node.host().round), (Leadership::Follower, 0));
    }

    #[test]
    fn acceptors_that_hear_nobody_are_silent_and_one_that_hears_another_leader_is_not() {
        let mut node = doubtful();
        node.hear(&[(1, None), (2, None), (3, hears(7))]);
        node.tick(3_000, 0);
        let other = Some(HeardLeader { ballot: ballot(4, 2), heartbeats: 7 });
        node.hear(&[(2, None), (3, other)]);
        assert_eq!(leadership(&node), Leadership::Follower);
        node.hear_also(1, None);
        assert_eq!(leadership(&node), Leadership::Candidate);
    }

    #[test]
    fn one_acceptor_counts_once_a_reading() {
        let mut node = doubtful();
        node.hear(&[(1, None), (2, None)]);
        node.tick(3_000, 0);
        node.hear(&[(1, None), (1, None)]);
        assert_eq!(leadership(&node), Leadership::Follower);
    }

    #[test]
    fn a_reading_that_came_back_late_is_not_compared_with_the_next() {
        let mut node = doubtful();
        node.tick(2_840, 0);
        node.hear(&[(1, hears(7)), (2, hears(7))]);
        node.tick(2_860, 0);
        node.hear(&[(1, hears(7)), (2, hears(7))]);
        assert_eq!(leadership(&node), Leadership::Follower);
        node.tick(3_600, 0);
        node.hear(&[(1, hears(7)), (2, hears(7))]);
        assert_eq!(leadership(&node), Leadership::Candidate);
    }

    #[test]
    fn an_answer_to_an_earlier_reading_does_not_count() {
        let mut node = doubtful();
        let first = node.host().statuses[0].0;
        node.hear(&[(1, None), (2, None)]);
        node.tick(3_000, 0);
        for acceptor in [1, 2] {
            node.status_of(first, acceptor, None);
        }
        assert_eq!(leadership(&node), Leadership::Follower);
    }

    #[test]
    fn one_that_reaches_no_quorum_keeps_quiet_and_says_so() {
        let mut node = doubtful();
        node.hear(&[(1, None)]);
        for now in 0..20 {
            node.tick(3_000 + 600 * now, 0);
            node.hear(&[(1, None)]);
        }
        assert_eq!((leadership(&node), node.host().round), (Leadership::Isolated, 0));
        node.tick(20_000, 0);
        let (call, _) = node.host().statuses[0];
        node.acceptor_status_answered(call, 2, Err(Refusal::Unavailable("gone".into())));
        node.hear(&[(1, None), (2, None)]);
        node.tick(21_000, 0);
        assert_eq!(leadership(&node), Leadership::Follower, "a quorum answers again");
        node.hear(&[(1, None), (2, None)]);
        assert_eq!(leadership(&node), Leadership::Candidate);
    }

    #[test]
    fn a_heartbeat_ends_the_doubt() {
        let mut node = doubtful();
        node.hear(&[(1, None), (2, None)]);
        let beat = HeartbeatRequest { ballot: ballot(3, 2), chosen_through: 0 };
        node.heartbeat(1, beat).unwrap();
        node.tick(3_000, 0);
        assert!(node.host().statuses.is_empty());
        assert_eq!(leadership(&node), Leadership::Follower);
    }

    #[test]
    fn a_leader_that_is_not_heard_any_more_is_not_named_any_more() {
        let mut node = doubtful();
        assert_eq!(node.commands(&[command(1, "a")]), Ok(ProposeOutcome::NotLeader(Some(2))));
        node.tick(3_000, 0);
        assert_eq!(node.commands(&[command(1, "a")]), Ok(ProposeOutcome::NotLeader(None)));
    }
}
