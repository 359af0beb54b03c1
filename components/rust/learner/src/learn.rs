use crate::window::{Conflict, Vote};
use crate::{Host, Learner};
use alloc::format;
use alloc::string::ToString;
use contract::learner::{LearnOutcome, LearnRequest};
use contract::limits;
use contract::types::{Entry, NodeId, Refusal, Slot, Votes};

impl<H: Host> Learner<H> {
    pub fn learn(&mut self, learner: NodeId, request: LearnRequest) -> Result<LearnOutcome, Refusal> {
        limits::addressed(&self.configuration.cluster, learner)?;
        let bound = self.configuration.bounds.max_open_slots.max(1);
        if request.votes.len() > bound as usize {
            let count = request.votes.len();
            return Err(Refusal::TooLarge(format!("votes holds {count}; max-open-slots is {bound}")));
        }
        for votes in &request.votes {
            self.check(votes)?;
        }

        let counted = request.votes.into_iter().try_for_each(|votes| self.count_votes(votes));
        self.advance();
        match counted {
            Ok(()) => Ok(LearnOutcome { chosen_through: self.chosen_through }),
            Err(conflict) => {
                self.violated(&conflict);
                Err(Refusal::Violation(conflict.to_string()))
            }
        }
    }

    fn check(&self, votes: &Votes) -> Result<(), Refusal> {
        let (cluster, bounds) = (&self.configuration.cluster, &self.configuration.bounds);
        if !cluster.acceptors.contains(&votes.acceptor) {
            let (id, known) = (votes.acceptor, &cluster.acceptors);
            return Err(Refusal::Invalid(format!("acceptor is {id}; the acceptors of this cluster are {known:?}")));
        }
        limits::ballot(cluster, votes.ballot)?;
        limits::slots(votes.first_slot, votes.count as usize)?;
        if votes.count == 0 {
            return Err(Refusal::Invalid("count is 0; it must be at least 1".into()));
        }
        if votes.count > bounds.max_batch_entries {
            let (count, bound) = (votes.count, bounds.max_batch_entries);
            return Err(Refusal::TooLarge(format!("count is {count}; max-batch-entries is {bound}")));
        }
        let Some(entries) = &votes.entries else { return Ok(()) };
        if entries.len() != votes.count as usize {
            let (held, count) = (entries.len(), votes.count);
            return Err(Refusal::Invalid(format!("entries holds {held}; it must hold count, {count}, or be left out")));
        }
        limits::batch(bounds, "entries", entries.iter().map(Entry::payload_bytes))?;
        entries.iter().try_for_each(|entry| limits::new_entry(&self.configuration, votes.ballot, entry))
    }

    fn count_votes(&mut self, votes: Votes) -> Result<(), Conflict> {
        let Votes { acceptor, ballot, first_slot, count, entries } = votes;
        let last_slot = first_slot.saturating_add(u64::from(count)).saturating_sub(1);
        let mut values = entries.into_iter().flatten();
        for slot in first_slot..=last_slot {
            self.count_vote(Vote { slot, acceptor, ballot, value: values.next() })?;
        }
        Ok(())
    }

    /// Counts a vote for a slot that is not learned yet. Beyond the window it only helps to show how far the log goes:
    /// the learner asks for it when it gets there.
    pub(crate) fn count_vote(&mut self, vote: Vote) -> Result<(), Conflict> {
        if vote.slot <= self.chosen_through {
            self.hold_against_the_log(&vote);
            return Ok(());
        }
        if vote.slot > self.window_end() {
            self.saw_far_slot(vote.acceptor, vote.slot);
            return Ok(());
        }
        self.saw_slot(vote.slot);
        // The next slot's value is always kept, so that a full window cannot stop the log.
        let bytes = vote.value.as_ref().map_or(0, Entry::payload_bytes);
        let max_bytes = self.configuration.bounds.max_open_bytes as usize;
        if !self.window.has_room_for(bytes, max_bytes) && !self.window.knows(vote.slot, vote.ballot) {
            self.window.make_room(vote.slot, bytes, max_bytes);
        }
        let room = vote.slot == self.next_slot() || self.window.has_room_for(bytes, max_bytes);
        self.window.count(&self.configuration.cluster, vote, room)
    }

    fn window_end(&self) -> Slot {
        self.chosen_through.saturating_add(u64::from(self.configuration.bounds.max_open_slots.max(1)).saturating_mul(4))
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::*;
    use alloc::vec;
    use contract::learner::{LearnOutcome, LearnRequest};
    use contract::limits::MAX_NUMBER;
    use contract::log::Level;
    use contract::types::{Refusal, Votes};

    #[test]
    fn a_value_is_chosen_once_a_quorum_voted_for_it_at_one_ballot() {
        let mut node = learner();
        assert_eq!(node.votes(full(1, 1, 1, &[entry(1, "a")])), Ok(LearnOutcome { chosen_through: 0 }));
        assert_eq!(node.votes(full(2, 1, 1, &[entry(1, "a")])), Ok(LearnOutcome { chosen_through: 1 }));
        assert_eq!(node.host().log, vec![chosen(1, "a")]);
    }

    #[test]
    fn one_vote_that_carries_the_value_is_enough() {
        let mut node = learner();
        node.votes(bare(3, 1, 1, 1)).unwrap();
        node.votes(full(2, 1, 1, &[entry(1, "a")])).unwrap();
        assert_eq!(node.host().log, vec![chosen(1, "a")]);
    }

    #[test]
    fn a_quorum_without_the_value_chooses_nothing_yet() {
        let mut node = learner();
        node.votes(bare(3, 1, 1, 1)).unwrap();
        assert_eq!(node.votes(bare(2, 1, 1, 1)), Ok(LearnOutcome { chosen_through: 0 }));
        assert_eq!(node.votes(full(1, 1, 1, &[entry(1, "a")])), Ok(LearnOutcome { chosen_through: 1 }));
    }

    #[test]
    fn the_same_vote_twice_counts_once() {
        let mut node = learner();
        for _ in 0..3 {
            let outcome = node.votes(full(1, 1, 1, &[entry(1, "a")]));
            assert_eq!(outcome, Ok(LearnOutcome { chosen_through: 0 }));
        }
    }

    #[test]
    fn votes_at_different_ballots_do_not_add_up() {
        let mut node = learner();
        node.votes(full(1, 1, 1, &[entry(1, "a")])).unwrap();
        assert_eq!(node.votes(full(2, 2, 1, &[entry(1, "a")])), Ok(LearnOutcome { chosen_through: 0 }));
    }

    #[test]
    fn a_later_ballot_may_carry_on_the_value_of_a_lower_one() {
        let mut node = learner();
        node.votes(full(1, 1, 1, &[entry(1, "a")])).unwrap();
        node.votes(full(1, 2, 1, &[entry(1, "a")])).unwrap();
        node.votes(bare(3, 2, 1, 1)).unwrap();
        assert_eq!(node.host().log, vec![chosen(1, "a")]);
    }

    #[test]
    fn what_is_chosen_out_of_order_is_written_in_order_and_at_once() {
        let mut node = learner();
        for acceptor in [1, 2] {
            node.votes(full(acceptor, 1, 2, &[entry(1, "b"), entry(1, "c")])).unwrap();
        }
        assert!(node.host().log.is_empty());
        for acceptor in [1, 2] {
            node.votes(full(acceptor, 1, 1, &[entry(1, "a")])).unwrap();
        }
        assert_eq!(node.host().log, vec![chosen(1, "a"), chosen(2, "b"), chosen(3, "c")]);
        assert_eq!(node.host().appends, 1);
    }

    #[test]
    fn votes_for_learned_slots_change_nothing() {
        let mut node = learner();
        for acceptor in [1, 2, 3, 3] {
            node.votes(full(acceptor, 1, 1, &[entry(1, "a")])).unwrap();
        }
        assert_eq!(node.host().log.len(), 1);
        assert_eq!(node.window.bytes(), 0);
    }

    #[test]
    fn votes_beyond_the_window_only_show_how_far_the_log_goes_as_far_as_a_quorum_says_so() {
        let mut node = learner();
        let far = 4 * 16 + 1;
        node.votes(full(1, 1, far, &[entry(1, "a")])).unwrap();
        assert_eq!(node.status(1).unwrap().highest_slot, 0);
        node.votes(full(2, 1, far + 2, &[entry(1, "a")])).unwrap();
        assert_eq!(node.status(1).unwrap().highest_slot, far);
        assert_eq!(node.window.bytes(), 0);
    }

    #[test]
    fn an_extreme_slot_of_one_acceptor_neither_keeps_the_learner_asking_nor_hides_how_far_the_others_are() {
        let mut node = learner();
        node.votes(full(3, 1, MAX_NUMBER, &[entry(1, "z")])).unwrap();
        node.tick(1_999, 0);
        assert_eq!((node.status(1).unwrap().highest_slot, node.host().accepted_reads.len()), (0, 0));
        for acceptor in [1, 2] {
            node.votes(full(acceptor, 1, 1, &[entry(1, "a")])).unwrap();
        }
        let status = node.status(1).unwrap();
        assert_eq!((status.chosen_through, status.highest_slot), (1, 1));
        node.votes(bare(2, 1, 1_000, 1)).unwrap();
        assert_eq!(node.status(1).unwrap().highest_slot, 1_000);
    }

    #[test]
    fn whatever_ballots_one_acceptor_names_the_votes_of_the_others_are_counted() {
        let mut node = learner();
        for round in (MAX_NUMBER - 50)..=MAX_NUMBER {
            node.votes(full(3, round, 1, &[entry(1, "z")])).unwrap();
        }
        assert_eq!(node.window.bytes(), 2, "two ballots for one acceptor alone");
        node.votes(full(1, 5, 1, &[entry(1, "a")])).unwrap();
        assert_eq!(node.votes(bare(2, 5, 1, 1)), Ok(LearnOutcome { chosen_through: 1 }));
        assert_eq!(node.host().log, vec![chosen(1, "a")]);
    }

    #[test]
    fn extreme_ballots_do_not_push_out_votes_that_came_before_them() {
        let mut node = learner();
        node.votes(full(1, 5, 1, &[entry(1, "a")])).unwrap();
        for round in (MAX_NUMBER - 50)..=MAX_NUMBER {
            node.votes(full(3, round, 1, &[entry(1, "z")])).unwrap();
        }
        assert_eq!(node.votes(bare(2, 5, 1, 1)), Ok(LearnOutcome { chosen_through: 1 }));
    }

    #[test]
    fn a_full_window_keeps_votes_without_values_but_always_takes_the_next_one() {
        let mut node = learner();
        let long = "x".repeat(100);
        for slot in 2..=12 {
            node.votes(full(1, 1, slot, &[entry(1, &long)])).unwrap();
        }
        assert_eq!(node.window.bytes(), 1000, "max-open-bytes is 1000");
        for acceptor in [1, 2] {
            node.votes(full(acceptor, 1, 1, &[entry(1, &long)])).unwrap();
        }
        assert_eq!(node.host().log.len(), 1);
    }

    #[test]
    fn values_far_ahead_give_way_to_nearer_ones() {
        let mut node = learner();
        let long = "x".repeat(100);
        for slot in 11..=20 {
            node.votes(full(1, 1, slot, &[entry(1, &long)])).unwrap();
        }
        for slot in (1..=10).rev() {
            for acceptor in [1, 2] {
                node.votes(full(acceptor, 1, slot, &[entry(1, &long)])).unwrap();
            }
        }
        assert_eq!(node.host().log.len(), 10);
        assert_eq!(node.status(1).unwrap().highest_slot, 20, "what gave way is known to be missing");
    }

    #[test]
    fn one_ballot_with_two_values_is_a_violation() {
        let mut node = learner();
        node.votes(full(1, 1, 1, &[entry(1, "a")])).unwrap();
        let answer = node.votes(full(2, 1, 1, &[entry(1, "b")]));
        assert!(matches!(answer, Err(Refusal::Violation(text)) if text.contains("slot 1")));
        assert_eq!(node.host().lines.last().unwrap().0, Level::Error);
        assert!(node.host().log.is_empty());
    }

    #[test]
    fn quorums_for_two_values_are_a_violation() {
        let mut node = learner();
        for acceptor in [1, 2] {
            node.votes(full(acceptor, 1, 2, &[entry(1, "a")])).unwrap();
        }
        node.votes(full(2, 2, 2, &[entry(1, "b")])).unwrap();
        let answer = node.votes(full(3, 2, 2, &[entry(1, "b")]));
        assert!(matches!(answer, Err(Refusal::Violation(text)) if text.contains("slot 2")));
    }

    #[test]
    fn many_ballots_for_a_slot_stay_bounded() {
        let mut node = learner();
        for round in 1..=100 {
            node.votes(full(1, round, 1, &[entry(1, "0123456789")])).unwrap();
        }
        assert_eq!(node.window.bytes(), 20);
        assert_eq!(node.votes(bare(2, 100, 1, 1)), Ok(LearnOutcome { chosen_through: 1 }));
    }

    #[test]
    fn votes_that_break_the_contract_are_refused_and_none_is_counted() {
        let mut node = learner();
        assert_eq!(node.learn(2, LearnRequest { votes: vec![] }), Err(Refusal::Misaddressed(1)));
        let mut uneven = full(1, 1, 1, &[entry(1, "a")]);
        uneven.count = 2;
        for bad in [
            bare(9, 1, 1, 1),
            bare(1, 0, 1, 1),
            bare(1, 1, 0, 1),
            bare(1, 1, 1, 0),
            bare(1, 1, MAX_NUMBER, 2),
            full(1, 1, 1, &[entry(2, "a")]),
            uneven,
        ] {
            let good = full(1, 1, 1, &[entry(1, "a")]);
            let answer = node.learn(1, LearnRequest { votes: vec![good, bad] });
            assert!(matches!(answer, Err(Refusal::Invalid(_))), "{answer:?}");
        }
        let of_nobody = impossible_ballots(1).into_iter().map(|ballot| Votes { ballot, ..bare(1, 1, 1, 1) });
        let impossible = impossible_entries(1).into_iter().map(|entry| full(1, 1, 1, &[entry]));
        for bad in of_nobody.chain(impossible) {
            let answer = node.votes(bad);
            assert!(matches!(answer, Err(Refusal::Invalid(_))), "{answer:?}");
        }
        assert!(matches!(node.votes(bare(1, 1, 1, 5)), Err(Refusal::TooLarge(_))));
        let many = vec![bare(1, 1, 1, 1); 17];
        assert!(matches!(node.learn(1, LearnRequest { votes: many }), Err(Refusal::TooLarge(_))));
        assert_eq!(node.status(1).unwrap().highest_slot, 0);
    }
}
