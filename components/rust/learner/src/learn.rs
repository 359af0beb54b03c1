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
        entries.iter().try_for_each(|entry| limits::entry(bounds, votes.ballot, entry))
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

    /// Counts a vote for a slot that is not learned yet. Beyond the window it only shows how far the log goes: the learner
    /// asks for it when it gets there.
    pub(crate) fn count_vote(&mut self, vote: Vote) -> Result<(), Conflict> {
        self.saw_slot(vote.slot);
        if vote.slot <= self.chosen_through || vote.slot > self.window_end() {
            return Ok(());
        }
        // The next slot's value is always kept, so that a full window cannot stop the log.
        let bytes = vote.value.as_ref().map_or(0, Entry::payload_bytes);
        let room = vote.slot == self.next_slot()
            || self.window.bytes().saturating_add(bytes) <= self.configuration.bounds.max_open_bytes as usize;
        self.window.count(&self.configuration.cluster, vote, room)
    }

    fn window_end(&self) -> Slot {
        self.chosen_through.saturating_add(u64::from(self.configuration.bounds.max_open_slots.max(1)).saturating_mul(4))
    }
}
