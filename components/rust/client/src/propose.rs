//! Bringing commands to the leader, and finding out who that is.

use crate::{Client, Host};
use alloc::vec::Vec;
use contract::batch::Batch;
use contract::limits::{self, MAX_NUMBER};
use contract::log::Level;
use contract::proposer::{Assignment, ProposeOutcome, ProposeRequest};
use contract::types::{Ballot, NodeId, Refusal};

/// How many proposals are under way at once. What is submitted meanwhile waits, and so goes in larger batches.
const MAX_CALLS: usize = 2;
/// How long to wait before the next try where nobody leads: at first, and at most, in milliseconds.
const MIN_BACKOFF_MILLIS: u64 = 20;
const MAX_BACKOFF_MILLIS: u64 = 100;
/// The longest that a proposer may ask a client to wait, in milliseconds.
const MAX_OVERLOAD_MILLIS: u32 = 5_000;
/// How often in a row a proposer may put the client off, or give slots in which nothing is chosen, before another one
/// is asked. One that follows names the leader again.
const MAX_FRUITLESS: u32 = 3;

#[derive(Default)]
pub struct Proposing {
    calls: Vec<Call>,
    pub leader: Option<NodeId>,
    turn: usize,
    not_before: u64,
    /// 0 while the last answer was an assignment.
    backoff: u64,
    /// How often in a row the leader has put the client off, or what it took was not chosen for long.
    pub fruitless: u32,
}

struct Call {
    number: u64,
    proposer: NodeId,
    sent_at: u64,
    sequences: Vec<u64>,
}

impl<H: Host> Client<H> {
    /// Proposes what waits, while there is a call free for it. Nothing is proposed before the client knows where the
    /// log ends: it would miss its own command.
    pub(crate) fn propose_more(&mut self) {
        loop {
            // While nobody is known to lead, one call finds out.
            let trusted = self.proposing.leader.is_some() && self.proposing.backoff == 0;
            let limit = if trusted { MAX_CALLS } else { 1 };
            if self.proposing.calls.len() >= limit
                || self.now < self.proposing.not_before
                || self.following.seen_through.is_none()
            {
                return;
            }
            let Some(proposer) = self.proposer() else { return };
            let number = self.calls.saturating_add(1);
            let commands = self.pending.lend_batch(number, Batch::new(&self.configuration.bounds));
            if commands.is_empty() {
                return;
            }
            self.calls = number;
            let request = ProposeRequest { commands };
            self.host.propose(number, proposer, &request);
            let sequences = self.pending.take_back(request.commands);
            self.proposing.calls.push(Call { number, proposer, sent_at: self.now, sequences });
        }
    }

    fn proposer(&self) -> Option<NodeId> {
        let proposers = &self.configuration.cluster.proposers;
        let turn = self.proposing.turn.checked_rem(proposers.len())?;
        self.proposing.leader.or_else(|| proposers.get(turn).copied())
    }

    pub fn propose_answered(&mut self, call: u64, proposer: NodeId, answer: Result<ProposeOutcome, Refusal>) {
        let Some(place) = self.proposing.calls.iter().position(|it| it.number == call) else { return };
        let Call { number, sequences, .. } = self.proposing.calls.remove(place);
        match answer {
            Ok(ProposeOutcome::Assigned(assignment))
                if assignment.slots.len() == sequences.len()
                    && limits::ballot(&self.configuration.cluster, assignment.ballot).is_ok()
                    && assignment.slots.iter().all(|slot| (1..=MAX_NUMBER).contains(slot)) =>
            {
                self.assigned(number, &sequences, proposer, &assignment);
            }
            Ok(ProposeOutcome::NotLeader(leader)) => {
                self.pending.requeue(number, &sequences);
                self.look_elsewhere(proposer, leader);
            }
            Err(Refusal::Overloaded(millis)) => {
                self.pending.requeue(number, &sequences);
                let pause = millis.clamp(1, MAX_OVERLOAD_MILLIS);
                self.proposing.not_before = self.now.saturating_add(u64::from(pause));
                self.was_fruitless(proposer);
            }
            Err(Refusal::Unavailable(_)) => {
                self.pending.requeue(number, &sequences);
                self.look_elsewhere(proposer, None);
            }
            Ok(ProposeOutcome::Assigned(assignment)) => {
                let (asked, given) = (sequences.len(), assignment.slots.len());
                let last = assignment.slots.iter().max().copied().unwrap_or(0);
                let Ballot { round, proposer: by } = assignment.ballot;
                let text = format_args!(
                    "proposer {proposer} gave {given} slots up to {last} at ballot ({round}, {by}) to {asked} commands"
                );
                self.say(Level::Warn, "gave other slots", proposer, text);
                self.pending.requeue(number, &sequences);
                self.look_elsewhere(proposer, None);
            }
            Err(refusal) => {
                let text = format_args!("proposer {proposer} did not take a proposal: {refusal}");
                self.say(Level::Warn, "did not take a proposal", proposer, text);
                self.pending.requeue(number, &sequences);
                self.look_elsewhere(proposer, None);
            }
        }
        self.propose_more();
    }

    fn assigned(&mut self, call: u64, sequences: &[u64], proposer: NodeId, assignment: &Assignment) {
        self.proposing.leader = Some(proposer);
        let backoff = core::mem::take(&mut self.proposing.backoff);
        if let Some(&lowest) = assignment.slots.iter().min() {
            self.correct(lowest);
        }
        for (&sequence, &slot) in sequences.iter().zip(&assignment.slots) {
            self.pending.assign(call, sequence, slot, self.now);
        }
        // The log may have come first: what is not in its slot there was lost.
        if self.pending.requeue_lost(self.following.seen_through.unwrap_or(0)) {
            // Once is a change of leaders. A leader and a learner that contradict each other do it each time.
            self.proposing.backoff = longer(backoff);
            self.proposing.not_before = self.now.saturating_add(self.proposing.backoff);
            self.was_fruitless(proposer);
        }
    }

    /// Goes to the proposer that was named, else to the next in turn, and more slowly each time.
    fn look_elsewhere(&mut self, refused_by: NodeId, leader: Option<NodeId>) {
        if self.proposing.leader.is_some_and(|it| it != refused_by) {
            // An answer from before the client turned to another proposer.
            return;
        }
        let proposers = &self.configuration.cluster.proposers;
        let named = leader.filter(|it| *it != refused_by && proposers.contains(it));
        self.proposing.leader = named;
        if named.is_none() {
            let turn = proposers.iter().position(|&it| it == refused_by).unwrap_or(self.proposing.turn);
            self.proposing.turn = turn.saturating_add(1);
        }
        let at_once = named.is_some() && self.proposing.backoff == 0;
        self.proposing.backoff = longer(self.proposing.backoff);
        let pause = if at_once { 0 } else { self.proposing.backoff };
        self.proposing.not_before = self.now.saturating_add(pause);
    }

    /// Takes up again what has stayed without an answer, or without being chosen, for as long as an election takes to
    /// begin: whoever led may be gone or stand still.
    pub(crate) fn propose_overdue(&mut self) {
        let patience = u64::from(self.configuration.timing.election_timeout_millis).max(1);
        let moment = self.now.saturating_sub(patience);
        while let Some(place) = self.proposing.calls.iter().position(|it| it.sent_at < moment) {
            let Call { number, proposer, sequences, .. } = self.proposing.calls.remove(place);
            self.pending.requeue(number, &sequences);
            self.look_elsewhere(proposer, None);
        }
        if self.pending.requeue_overdue(moment)
            && let Some(leader) = self.proposing.leader
        {
            self.was_fruitless(leader);
        }
    }

    /// What a proposer says does not bring the client further: after a few times another one is asked.
    fn was_fruitless(&mut self, proposer: NodeId) {
        self.proposing.fruitless = self.proposing.fruitless.saturating_add(1);
        if self.proposing.fruitless >= MAX_FRUITLESS {
            self.proposing.fruitless = 0;
            self.look_elsewhere(proposer, None);
        }
    }
}

fn longer(backoff: u64) -> u64 {
    backoff.saturating_mul(2).clamp(MIN_BACKOFF_MILLIS, MAX_BACKOFF_MILLIS)
}

#[cfg(test)]
mod tests {
    use crate::testing::*;
    use alloc::vec;
    use contract::client::CommandOutcome;
    use contract::limits::MAX_NUMBER;
    use contract::log::Level;
    use contract::proposer::{Assignment, ProposeOutcome};
    use contract::types::Refusal;

    #[test]
    fn nothing_is_proposed_before_the_end_of_the_log_is_known() {
        let mut node = unborn();
        node.tick(1_000, 6);
        node.texts(&["a"]).unwrap();
        assert!(node.under_way().is_empty());
        node.page(&[], 10);
        assert_eq!(node.under_way(), [(1, vec![1])]);
    }

    #[test]
    fn two_proposals_are_under_way_at_once_and_what_waits_goes_in_batches() {
        let mut node = client();
        node.texts(&["a"]).unwrap();
        node.texts(&["b"]).unwrap();
        assert_eq!(node.under_way(), [(1, vec![1])], "one call finds out who leads");
        node.assign(&[11]);
        node.texts(&["c"]).unwrap();
        for _ in 0..5 {
            node.texts(&["d"]).unwrap();
        }
        assert_eq!(node.under_way(), [(1, vec![2]), (1, vec![3])]);
        node.assign(&[12]);
        assert_eq!(node.under_way(), [(1, vec![3]), (1, vec![4, 5, 6, 7])], "max-batch-entries is 4");
        node.assign(&[13]);
        assert_eq!(node.under_way()[1], (1, vec![8]));
    }

    #[test]
    fn batches_keep_to_the_bound_on_bytes() {
        let mut node = client();
        node.texts(&["a"]).unwrap();
        node.texts(&[&"x".repeat(60), &"x".repeat(60)]).unwrap();
        node.assign(&[11]);
        assert_eq!(node.under_way(), [(1, vec![2]), (1, vec![3])]);
    }

    #[test]
    fn the_leader_that_a_proposer_names_is_tried_at_once() {
        let mut node = client();
        node.texts(&["a"]).unwrap();
        node.answer(Ok(ProposeOutcome::NotLeader(Some(2))));
        assert_eq!(node.under_way(), [(2, vec![1])]);
        assert_eq!(node.status(1).unwrap().leader, Some(2));
    }

    #[test]
    fn without_a_leader_the_proposers_take_turns_at_growing_pauses() {
        let mut node = client();
        node.texts(&["a"]).unwrap();
        node.answer(Ok(ProposeOutcome::NotLeader(None)));
        assert!(node.under_way().is_empty());
        node.tick(1_020, 0);
        assert_eq!(node.under_way(), [(2, vec![1])]);
        node.answer(Err(Refusal::Unavailable("gone".into())));
        node.tick(1_040, 0);
        assert!(node.under_way().is_empty());
        node.tick(1_060, 0);
        assert_eq!(node.under_way(), [(1, vec![1])]);
    }

    #[test]
    fn a_named_leader_that_denies_it_is_not_tried_in_a_circle() {
        let mut node = client();
        node.texts(&["a"]).unwrap();
        node.answer(Ok(ProposeOutcome::NotLeader(Some(2))));
        node.answer(Ok(ProposeOutcome::NotLeader(Some(1))));
        assert!(node.under_way().is_empty());
    }

    #[test]
    fn a_leader_that_the_log_contradicts_is_asked_again_at_growing_pauses_and_then_the_next_proposer() {
        let mut node = client();
        node.page(&[foreign(11)], 11);
        node.texts(&["a"]).unwrap();
        let mut now = 1_000;
        for pause in [20, 40] {
            assert_eq!(node.under_way(), [(1, vec![1])]);
            node.assign(&[11]);
            node.tick(now + pause - 1, 0);
            assert!(node.under_way().is_empty());
            now += pause;
            node.tick(now, 0);
        }
        node.assign(&[11]);
        node.tick(now + 100, 0);
        assert_eq!(node.under_way(), [(2, vec![1])]);
    }

    #[test]
    fn what_failed_is_proposed_again_in_order_before_what_came_later() {
        let mut node = client();
        node.texts(&["a", "b"]).unwrap();
        node.texts(&["c"]).unwrap();
        node.answer(Err(Refusal::Unavailable("gone".into())));
        node.tick(1_100, 0);
        assert_eq!(node.under_way(), [(2, vec![1, 2, 3])]);
    }

    #[test]
    fn an_overloaded_leader_is_given_the_time_it_asks_for() {
        let mut node = client();
        node.texts(&["a"]).unwrap();
        node.answer(Err(Refusal::Overloaded(70)));
        node.tick(1_069, 0);
        assert!(node.under_way().is_empty());
        node.tick(1_070, 0);
        assert_eq!(node.under_way(), [(1, vec![1])]);
    }

    #[test]
    fn a_proposer_that_is_overloaded_again_and_again_is_left_for_the_next_and_costs_a_bounded_time() {
        let mut node = client();
        node.texts(&["a"]).unwrap();
        let mut now = 1_000;
        for _ in 0..3 {
            assert_eq!(node.under_way(), [(1, vec![1])]);
            node.answer(Err(Refusal::Overloaded(u32::MAX)));
            now += 5_000;
            node.tick(now, 0);
        }
        assert_eq!(node.under_way(), [(2, vec![1])]);
    }

    #[test]
    fn a_proposer_that_gives_a_slot_nobody_will_ever_decide_is_left_for_the_next() {
        let mut node = client();
        node.texts(&["a"]).unwrap();
        let mut now = 1_000;
        for _ in 0..3 {
            assert_eq!(node.under_way(), [(1, vec![1])]);
            node.assign(&[MAX_NUMBER]);
            now += 1_001;
            node.tick(now, 0);
        }
        node.tick(now + 20, 0);
        assert_eq!(node.under_way(), [(2, vec![1])]);
        assert_eq!(node.status(1).unwrap().seen_through, 10);
    }

    #[test]
    fn slots_that_cannot_be_are_no_assignment() {
        for slot in [0, MAX_NUMBER + 1, u64::MAX] {
            let mut node = client();
            node.texts(&["a"]).unwrap();
            node.assign(&[slot]);
            assert_eq!((node.status(1).unwrap().leader, node.status(1).unwrap().seen_through), (None, 10));
            node.tick(1_020, 0);
            assert_eq!(node.under_way(), [(2, vec![1])]);
        }
    }

    #[test]
    fn a_ballot_of_nobody_is_no_assignment() {
        for ballot in impossible_ballots(1) {
            let mut node = client();
            node.texts(&["a"]).unwrap();
            node.answer(Ok(ProposeOutcome::Assigned(Assignment { ballot, slots: vec![11] })));
            assert_eq!(node.status(1).unwrap().leader, None);
            node.tick(1_020, 0);
            assert_eq!(node.under_way(), [(2, vec![1])]);
        }
    }

    #[test]
    fn a_leader_that_the_cluster_does_not_have_is_not_tried() {
        let mut node = client();
        node.texts(&["a"]).unwrap();
        node.answer(Ok(ProposeOutcome::NotLeader(Some(u32::MAX))));
        assert_eq!(node.status(1).unwrap().leader, None);
        node.tick(1_020, 0);
        assert_eq!(node.under_way(), [(2, vec![1])]);
    }

    #[test]
    fn any_other_refusal_is_written_to_the_log_and_tried_elsewhere() {
        let mut node = client();
        node.texts(&["a"]).unwrap();
        node.answer(Err(Refusal::Misaddressed(3)));
        assert_eq!(node.host().lines.last().unwrap().0, Level::Warn);
        node.tick(1_020, 0);
        assert_eq!(node.under_way(), [(2, vec![1])]);
        node.assign(&[11, 12]);
        node.tick(1_100, 0);
        assert_eq!(node.under_way(), [(1, vec![1])], "an assignment of another length is none");
    }

    #[test]
    fn an_assignment_that_comes_after_its_slot_was_seen_counts_as_well() {
        let mut node = client();
        node.texts(&["a"]).unwrap();
        node.texts(&["b"]).unwrap();
        node.page(&[own(11, 1)], 11);
        assert_eq!(node.outcome_of(1), CommandOutcome::Chosen(own(11, 1)));
        node.assign(&[11]);
        assert_eq!(node.under_way(), [(1, vec![2])]);
        node.page(&[foreign(12)], 12);
        node.assign(&[12]);
        node.tick(1_020, 0);
        assert_eq!(node.under_way(), [(1, vec![2])], "slot 12 went to another command");
    }

    #[test]
    fn a_command_that_is_not_chosen_for_long_is_proposed_again() {
        let mut node = client();
        node.texts(&["a"]).unwrap();
        node.assign(&[11]);
        node.tick(2_000, 0);
        assert!(node.under_way().is_empty());
        node.tick(2_001, 0);
        assert_eq!(node.under_way(), [(1, vec![1])]);
    }

    #[test]
    fn a_proposer_that_does_not_answer_for_an_election_timeout_is_left_for_the_next() {
        let mut node = client();
        node.texts(&["a"]).unwrap();
        node.host_mut().proposals.clear();
        node.tick(2_000, 0);
        assert!(node.under_way().is_empty());
        node.tick(2_001, 0);
        node.tick(2_021, 0);
        assert_eq!(node.under_way(), [(2, vec![1])]);
    }

    #[test]
    fn an_answer_that_nobody_waits_for_is_ignored() {
        let mut node = client();
        node.texts(&["a"]).unwrap();
        node.propose_answered(99, 1, Ok(ProposeOutcome::NotLeader(Some(2))));
        assert_eq!(node.status(1).unwrap().leader, None);
    }
}
