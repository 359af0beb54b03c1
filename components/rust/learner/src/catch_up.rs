//! Reading what was missed, from another learner's log and from the acceptors.

use crate::window::{Conflict, Vote};
use crate::{Host, Learner};
use alloc::vec::Vec;
use contract::acceptor::{AcceptedPage, ReadAcceptedRequest};
use contract::learner::{LogPage, ReadLogRequest};
use contract::limits;
use contract::log::Level;
use contract::node::Cluster;
use contract::quorum::AcceptorSet;
use contract::types::{AcceptedEntry, ChosenEntry, NodeId, Refusal, Slot};

pub struct CatchUp {
    /// Since when the first unlearned slot has been waited for.
    pub waiting_since: u64,
    /// When to look for missed votes again, although nothing shows that there are any.
    pub poll_at: u64,
    /// When to fetch again while something is known to be missing.
    pub fetch_at: u64,
    acceptors: Vec<Source>,
    others: Vec<NodeId>,
    turn: usize,
    log_read: Option<Read>,
    /// The acceptors that have shown what they hold from the first unlearned slot on.
    pub answered: AcceptorSet,
}

/// An acceptor as a place to read votes from: at most one page is on its way.
struct Source {
    acceptor: NodeId,
    read: Option<Read>,
    /// Where its next page begins, when there is one.
    next: Option<Slot>,
}

struct Read {
    call: u64,
    node: NodeId,
    first_slot: Slot,
    sent_at: u64,
}

impl CatchUp {
    pub fn new(cluster: &Cluster) -> CatchUp {
        let source = |&acceptor: &NodeId| Source { acceptor, read: None, next: None };
        CatchUp {
            waiting_since: 0,
            poll_at: 0,
            fetch_at: 0,
            acceptors: cluster.acceptors.iter().map(source).collect(),
            others: others(cluster.self_, &cluster.learners),
            turn: 0,
            log_read: None,
            answered: AcceptorSet::default(),
        }
    }

    pub fn progressed(&mut self, now: u64) {
        self.waiting_since = now;
        self.answered = AcceptorSet::default();
    }

    /// Forgets calls that have stayed without an answer for too long.
    pub fn expire(&mut self, now: u64, patience: u64) {
        let expired = |read: &mut Read| now.saturating_sub(read.sent_at) > patience;
        self.log_read.take_if(expired);
        for source in &mut self.acceptors {
            source.read.take_if(expired);
        }
    }
}

fn others(itself: NodeId, learners: &[NodeId]) -> Vec<NodeId> {
    learners.iter().copied().filter(|&it| it != itself).collect()
}

impl<H: Host> Learner<H> {
    /// Learners come and go.
    pub fn learners_are(&mut self, learners: &[NodeId]) {
        self.catch_up.others = others(self.configuration.cluster.self_, learners);
    }

    /// Asks another learner for its log and every acceptor for its votes, from the first unlearned slot on.
    pub(crate) fn fetch(&mut self) {
        if cfg!(feature = "mutant-never-fills-gaps") {
            return;
        }
        self.read_next_log();
        let first_slot = self.next_slot();
        for place in 0..self.catch_up.acceptors.len() {
            self.read_votes(place, first_slot);
        }
    }

    /// The learners take turns, so that one that is gone or behind costs one try.
    fn read_next_log(&mut self) {
        if self.catch_up.log_read.is_none() {
            let turn = self.catch_up.turn.checked_rem(self.catch_up.others.len()).unwrap_or(0);
            self.catch_up.turn = turn.saturating_add(1);
            if let Some(&node) = self.catch_up.others.get(turn) {
                self.read_log_of(node);
            }
        }
    }

    fn read_log_of(&mut self, node: NodeId) {
        let (call, first_slot, sent_at) = (self.next_call(), self.next_slot(), self.now);
        self.catch_up.log_read = Some(Read { call, node, first_slot, sent_at });
        let max_entries = self.configuration.bounds.max_batch_entries;
        self.host.read_log(call, node, ReadLogRequest { first_slot, max_entries, wait_millis: None });
    }

    fn read_votes(&mut self, place: usize, first_slot: Slot) {
        let (call, sent_at) = (self.next_call(), self.now);
        let Some(source) = self.catch_up.acceptors.get_mut(place) else { return };
        if source.read.is_none() {
            source.read = Some(Read { call, node: source.acceptor, first_slot, sent_at });
            source.next = None;
            let max_entries = self.configuration.bounds.max_batch_entries;
            self.host.read_accepted(call, source.acceptor, ReadAcceptedRequest { first_slot, max_entries });
        }
    }

    /// Follows the acceptors' pages while the window has room. Another learner's log is the shorter way: while one is
    /// being read, the acceptors are left alone.
    fn follow_pages(&mut self) {
        let bounds = &self.configuration.bounds;
        let room = self.window.bytes().saturating_mul(2) <= bounds.max_open_bytes as usize;
        if self.catch_up.log_read.is_some() {
            return;
        }
        let end = self.chosen_through.saturating_add(u64::from(bounds.max_open_slots.max(1)));
        for place in 0..self.catch_up.acceptors.len() {
            let next = self.catch_up.acceptors.get(place).and_then(|source| source.next);
            let next = next.map(|next| next.max(self.next_slot()));
            // What comes next is always read: only reading ahead needs room.
            let wanted = |&first: &Slot| first == self.next_slot() || (room && first <= end);
            if let Some(first_slot) = next.filter(wanted) {
                self.read_votes(place, first_slot);
            }
        }
    }

    /// A page of an acceptor's votes, or why there is none.
    pub fn accepted_read(&mut self, call: u64, acceptor: NodeId, answer: Result<AcceptedPage, Refusal>) {
        let Some(source) = self.catch_up.acceptors.iter_mut().find(|source| source.acceptor == acceptor) else {
            return;
        };
        let Some(read) = source.read.take_if(|read| read.call == call) else { return };
        match answer {
            Ok(page) => {
                source.next = page.entries.last().filter(|_| page.more).map(|last| last.slot.saturating_add(1));
                if read.first_slot == self.chosen_through.saturating_add(1) {
                    self.catch_up.answered.insert(&self.configuration.cluster, acceptor);
                }
                let counted = page.entries.into_iter().try_for_each(|it| self.count_accepted(acceptor, it));
                if let Err(conflict) = counted {
                    self.violated(&conflict);
                    self.host.abort();
                }
                self.advance();
            }
            Err(refusal) => self.unanswered("acceptor", acceptor, &refusal),
        }
        self.follow_pages();
    }

    /// What an acceptor holds is its vote (Paxos Made Simple, 2.3).
    fn count_accepted(&mut self, acceptor: NodeId, accepted: AcceptedEntry) -> Result<(), Conflict> {
        if let Err(refusal) = limits::accepted(&self.configuration.cluster, &accepted) {
            let text = format_args!("acceptor {acceptor} holds what cannot be: {refusal}");
            self.say(Level::Warn, "holds what cannot be", acceptor, text);
            return Ok(());
        }
        let AcceptedEntry { slot, ballot, entry } = accepted;
        self.count_vote(Vote { slot, acceptor, ballot, value: Some(entry) })
    }

    /// A page of another learner's log, or why there is none. What another learner has learned is chosen.
    pub fn log_read(&mut self, call: u64, learner: NodeId, answer: Result<LogPage, Refusal>) {
        let Some(read) = self.catch_up.log_read.take_if(|read| read.call == call && read.node == learner) else {
            return;
        };
        match answer {
            Ok(page) => {
                let before = self.chosen_through;
                self.take_over(learner, page.entries);
                self.advance();
                // How far it says it is only tells whom to read on from.
                if self.chosen_through > before && page.chosen_through > self.chosen_through {
                    self.read_log_of(read.node);
                }
            }
            Err(refusal) => self.unanswered("learner", learner, &refusal),
        }
        self.follow_pages();
    }

    fn take_over(&mut self, learner: NodeId, entries: Vec<ChosenEntry>) {
        let mut new = Vec::with_capacity(entries.len());
        let first = self.next_slot();
        let mut next = first;
        for chosen in entries.into_iter().filter(|it| it.slot >= first) {
            if chosen.slot != next {
                break;
            }
            let sound =
                limits::slots(chosen.slot, 1).and_then(|_| limits::entry(&self.configuration.cluster, &chosen.entry));
            if let Err(refusal) = sound {
                let text = format_args!("learner {learner} shows what cannot be in slot {}: {refusal}", chosen.slot);
                self.say(Level::Warn, "shows what cannot be", learner, text);
                break;
            }
            if let Err(conflict) = self.window.agrees(&chosen) {
                self.violated(&conflict);
                self.host.abort();
            }
            next = next.saturating_add(1);
            new.push(chosen);
        }
        self.append(new, &[]);
    }

    /// A node that cannot be reached is no news; the next tick asks again.
    fn unanswered(&mut self, role: &'static str, node: NodeId, refusal: &Refusal) {
        if !matches!(refusal, Refusal::Unavailable(_) | Refusal::Overloaded(_)) {
            let text = format_args!("{role} {node} did not let itself be read: {refusal}");
            self.say(Level::Warn, role, node, text);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::*;
    use alloc::vec;
    use alloc::vec::Vec;
    use contract::limits::MAX_NUMBER;
    use contract::types::{AcceptedEntry, ChosenEntry, Refusal};

    #[test]
    fn pages_of_another_learners_log_are_followed_without_waiting_for_ticks() {
        let mut node = learner();
        node.tick(3_000, 0);
        node.answer_log(vec![chosen(1, "a"), chosen(2, "b")], 3);
        assert_eq!(node.host().log_reads[0].2.first_slot, 3);
        node.answer_log(vec![chosen(3, "c")], 3);
        assert!(node.host().log_reads.is_empty());
        assert_eq!(node.host().log.len(), 3);
    }

    #[test]
    fn a_learner_that_comes_is_asked_and_one_that_goes_is_not() {
        let mut node = learner();
        let mut asked = Vec::new();
        for (now, learners) in [(3_000, [1, 2]), (5_000, [1, 4]), (7_000, [1, 4])] {
            node.learners_are(&learners);
            node.tick(now, 0);
            asked.push(node.host().log_reads[0].1);
            node.unreachable();
        }
        assert_eq!(asked, [2, 4, 4]);
        node.learners_are(&[1]);
        node.tick(9_000, 0);
        assert!(node.host().log_reads.is_empty(), "it does not ask itself");
    }

    #[test]
    fn a_page_that_does_not_follow_the_log_is_not_appended() {
        let mut node = learner();
        node.tick(3_000, 0);
        node.answer_log(vec![chosen(2, "b")], 2);
        assert!(node.host().log.is_empty());
        assert_eq!(node.status(1).unwrap().highest_slot, 0);
    }

    #[test]
    fn a_page_of_another_learner_is_appended_as_far_as_it_can_be_and_the_learner_is_named() {
        for entry in impossible_entries(1) {
            let mut node = learner();
            node.tick(3_000, 0);
            node.answer_log(vec![chosen(1, "a"), ChosenEntry { slot: 2, entry }, chosen(3, "c")], 3);
            assert_eq!(node.status(1).unwrap().chosen_through, 1);
            assert!(
                node.host()
                    .lines
                    .iter()
                    .any(|(_, text)| text.starts_with("learner 2 shows what cannot be in slot 2: "))
            );
        }
    }

    #[test]
    fn a_vote_that_cannot_be_does_not_count() {
        let held = || accepted(1, 1, "a");
        let ballots = impossible_ballots(1).into_iter().map(|ballot| AcceptedEntry { ballot, ..held() });
        let entries = impossible_entries(1).into_iter().map(|entry| AcceptedEntry { entry, ..held() });
        for impossible in ballots.chain(entries) {
            let mut node = learner();
            node.tick(3_000, 0);
            for acceptor in [1, 2, 3] {
                node.answer_votes(acceptor, vec![impossible.clone()], false);
            }
            assert_eq!(node.status(1).unwrap().chosen_through, 0, "{impossible:?}");
        }
    }

    #[test]
    fn how_far_another_learner_says_it_is_does_not_keep_this_one_asking() {
        let mut node = learner();
        node.tick(3_000, 0);
        node.answer_log(vec![chosen(1, "a")], MAX_NUMBER);
        assert_eq!(node.host().log_reads[0].2.first_slot, 2, "it is read on from");
        node.answer_log(vec![], MAX_NUMBER);
        node.unreachable();
        node.tick(3_999, 0);
        assert!(node.host().log_reads.is_empty() && node.host().accepted_reads.is_empty());
        let status = node.status(1).unwrap();
        assert_eq!((status.chosen_through, status.highest_slot), (1, 1));
    }

    #[test]
    fn a_page_of_an_acceptor_that_leaps_to_the_last_slot_costs_its_rest_and_no_more() {
        let mut node = learner();
        node.tick(3_000, 0);
        node.answer_votes(3, vec![accepted(1, 1, "a"), accepted(MAX_NUMBER, 1, "z")], true);
        node.answer_votes(1, vec![accepted(1, 1, "a"), accepted(2, 1, "b")], false);
        node.answer_votes(2, vec![accepted(2, 1, "b")], false);
        assert_eq!(node.host().log, vec![chosen(1, "a"), chosen(2, "b")]);
        assert_eq!(node.status(1).unwrap().highest_slot, 2);
        node.unreachable();
        node.tick(4_000, 0);
        let again: Vec<_> =
            node.host().accepted_reads.iter().map(|(_, it, request)| (*it, request.first_slot)).collect();
        assert_eq!(again, [(1, 3), (2, 3), (3, 3)]);
    }

    #[test]
    fn what_acceptors_hold_counts_as_their_votes() {
        let mut node = learner();
        node.tick(3_000, 0);
        node.answer_votes(1, vec![accepted(1, 1, "a"), accepted(2, 1, "b")], false);
        assert!(node.host().log.is_empty());
        node.answer_votes(3, vec![accepted(1, 1, "a")], false);
        assert_eq!(node.host().log, vec![chosen(1, "a")]);
    }

    #[test]
    fn pages_of_acceptors_are_followed_when_no_other_learner_helps() {
        let mut node = learner();
        node.tick(3_000, 0);
        node.answer_votes(1, vec![accepted(1, 1, "a")], true);
        assert!(node.host().accepted_reads.iter().all(|(_, acceptor, _)| *acceptor != 1), "the log may bring it");
        let (call, other, _) = node.host_mut().log_reads.remove(0);
        node.log_read(call, other, Err(Refusal::Unavailable("gone".into())));
        let next: Vec<_> = node.host().accepted_reads.iter().filter(|(_, acceptor, _)| *acceptor == 1).collect();
        assert_eq!(next[0].2.first_slot, 2);
    }

    #[test]
    fn an_answer_that_nobody_asked_for_is_ignored() {
        let mut node = learner();
        node.tick(3_000, 0);
        let (call, acceptor, _) = node.host().accepted_reads[0];
        node.accepted_read(call + 100, acceptor, Err(Refusal::Unavailable("gone".into())));
        node.accepted_read(call, 9, Err(Refusal::Unavailable("gone".into())));
        node.log_read(call + 100, 2, Err(Refusal::Unavailable("gone".into())));
        node.answer_votes(acceptor, vec![], false);
        assert!(node.host().log.is_empty());
    }

    #[test]
    fn what_an_acceptor_cannot_hold_is_passed_over() {
        let mut node = learner();
        node.tick(3_000, 0);
        for acceptor in [1, 2] {
            let nonsense = vec![accepted(0, 1, "a"), accepted(MAX_NUMBER + 1, 1, "a"), accepted(1, 0, "a")];
            node.answer_votes(acceptor, nonsense, false);
        }
        assert!(node.host().log.is_empty());
        assert_eq!(node.status(1).unwrap().highest_slot, 0);
    }

    #[test]
    #[should_panic(expected = "slot 1 is chosen with two values")]
    fn another_learner_that_holds_another_value_stops_the_learner() {
        let mut node = learner();
        node.tick(3_000, 0);
        for acceptor in [1, 2] {
            node.votes(full(acceptor, 1, 2, &[entry(1, "b")])).unwrap();
        }
        node.window.count(&configuration(1).cluster, vote(1, "a"), true).unwrap();
        node.window.count(&configuration(1).cluster, vote(2, "a"), true).unwrap();
        node.answer_log(vec![chosen(1, "x")], 1);
    }

    fn vote(acceptor: u32, text: &str) -> crate::window::Vote {
        crate::window::Vote { slot: 1, acceptor, ballot: ballot(1), value: Some(entry(1, text)) }
    }
}
