use crate::{Acceptor, Host};
use alloc::collections::BTreeSet;
use alloc::format;
use alloc::vec::Vec;
use contract::acceptor::{AcceptOutcome, AcceptRequest, Acceptance};
use contract::limits;
use contract::log::Level;
use contract::types::{AcceptedEntry, Ballot, Entry, NodeId, Refusal, Slot, Votes};

impl<H: Host> Acceptor<H> {
    /// Phase 2b.
    pub fn accept(&mut self, acceptor: NodeId, request: AcceptRequest) -> Result<AcceptOutcome, Refusal> {
        let cluster = &self.configuration.cluster;
        let bounds = &self.configuration.bounds;
        limits::addressed(cluster, acceptor)?;
        limits::ballot(cluster, request.ballot)?;
        limits::batch(bounds, "entries", request.entries.iter().map(Entry::payload_bytes))?;
        let last_slot = limits::slots(request.first_slot, request.entries.len())?;
        for entry in &request.entries {
            limits::new_entry(&self.configuration, request.ballot, entry)?;
        }
        self.votes_at(request.ballot)?;
        self.bounded_step(request.ballot)?;
        limits::step("first-slot", request.first_slot, self.highest_accepted)?;

        // Paxos Made Simple, P1a: accept unless a higher ballot is promised.
        let promise_above =
            self.promise_above(request.ballot).filter(|_| !cfg!(feature = "mutant-accepts-below-promise"));
        if let Some(promised) = promise_above {
            return Ok(AcceptOutcome::Rejected(promised));
        }
        let held = self.held_at_this_ballot(&request, last_slot)?;

        // An acceptance is a promise, too (Paxos Made Moderately Complex, 2.2: ballot_num := b).
        self.promise(request.ballot);
        let AcceptRequest { ballot, first_slot, entries } = request;
        let count = u32::try_from(entries.len()).unwrap_or(u32::MAX);
        let accepted: Vec<AcceptedEntry> = (first_slot..)
            .zip(entries)
            .map(|(slot, entry)| AcceptedEntry { slot, ballot: self.ballot_to_store(slot, ballot), entry })
            .collect();

        // Whatever a slot held at a lower ballot gives way: phase 1 has made sure that a chosen value is proposed again
        // (Paxos Made Simple, P2c). All of the entries are stored, or none: it is one write of one call.
        if held.is_empty() {
            self.host.store_accepted(&accepted);
        } else {
            let new: Vec<_> = accepted.iter().filter(|it| !held.contains(&it.slot)).cloned().collect();
            if !new.is_empty() {
                self.host.store_accepted(&new);
            }
        }
        self.highest_accepted = self.highest_accepted.max(last_slot);

        // Paxos Made Simple, 2.3: acceptors tell the learners. A request that came twice is told twice, since the first
        // notice may be what was lost.
        let carries_values = self.configuration.cluster.votes_carry_values(acceptor);
        let values = carries_values.then(|| accepted.into_iter().map(|it| it.entry).collect());
        self.host.notify_learners(&Votes { acceptor, ballot, first_slot, count, entries: values });
        Ok(AcceptOutcome::Accepted(Acceptance { ballot, first_slot, count }))
    }

    /// The ballot at which a slot is accepted now, whatever it was accepted at before (Paxos Made Simple, 2.2, phase 1
    /// (b): a promise reports the highest-numbered acceptance).
    fn ballot_to_store(&self, slot: Slot, ballot: Ballot) -> Ballot {
        let keep = cfg!(feature = "mutant-keeps-old-ballot-when-accepting-again");
        let held = if keep { self.host.load_accepted(slot, 1, 0) } else { Vec::new() };
        held.first().filter(|it| it.slot == slot).map_or(ballot, |it| it.ballot)
    }

    /// The slots of the request that hold its values at its ballot already. A ballot and a slot fix the value, so
    /// another value there means that someone used a ballot twice. Slots above the highest accepted one cost no read.
    fn held_at_this_ballot(&mut self, request: &AcceptRequest, last_slot: Slot) -> Result<BTreeSet<Slot>, Refusal> {
        let bounds = &self.configuration.bounds;
        let mut held = BTreeSet::new();
        let mut next = request.first_slot;
        while next <= last_slot.min(self.highest_accepted) {
            let left = u32::try_from(last_slot.saturating_sub(next).saturating_add(1)).unwrap_or(u32::MAX);
            let page = self.host.load_accepted(next, left, bounds.max_batch_bytes);
            let Some(last) = page.last() else { break };
            next = last.slot.saturating_add(1);
            let binding =
                |held: Ballot| held >= request.ballot || cfg!(feature = "mutant-refuses-higher-ballot-in-filled-slot");
            for existing in page.iter().filter(|it| it.slot <= last_slot && binding(it.ballot)) {
                let place = usize::try_from(existing.slot.saturating_sub(request.first_slot)).ok();
                let asked = place.and_then(|place| request.entries.get(place));
                if existing.ballot == request.ballot && asked == Some(&existing.entry) {
                    held.insert(existing.slot);
                } else {
                    let text = format!(
                        "slot {} holds another value at ballot ({}, {}) than the one asked to be accepted at ({}, {})",
                        existing.slot,
                        existing.ballot.round,
                        existing.ballot.proposer,
                        request.ballot.round,
                        request.ballot.proposer
                    );
                    self.say(Level::Error, "holds another value", request.ballot.proposer, format_args!("{text}"));
                    return Err(Refusal::Violation(text));
                }
            }
        }
        Ok(held)
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::*;
    use alloc::vec;
    use alloc::vec::Vec;
    use contract::acceptor::{AcceptOutcome, AcceptRequest, Acceptance, PrepareRequest};
    use contract::limits::{MAX_NUMBER, MAX_STEP};
    use contract::types::{Refusal, Votes};

    fn accepted_outcome(round: u64, first_slot: u64, count: u32) -> Result<AcceptOutcome, Refusal> {
        Ok(AcceptOutcome::Accepted(Acceptance { ballot: ballot(round), first_slot, count }))
    }

    #[test]
    fn values_are_stored_and_the_learners_told() {
        let mut node = acceptor();
        assert_eq!(node.accept(1, accept(2, 5, &["a", "b"])), accepted_outcome(2, 5, 2));
        assert_eq!(node.host().stored(), vec![accepted(5, 2, "a"), accepted(6, 2, "b")]);
        assert_eq!(node.host().promised, Some(ballot(2)), "an acceptance is a promise");
        let entries = Some(vec![entry(2, "a"), entry(2, "b")]);
        assert_eq!(
            node.host().notified,
            vec![Votes { acceptor: 1, ballot: ballot(2), first_slot: 5, count: 2, entries }]
        );
    }

    #[test]
    fn a_ballot_below_the_promise_is_rejected_and_nothing_is_stored_or_told() {
        let mut node = acceptor();
        node.prepare(1, PrepareRequest { ballot: ballot(3), first_slot: 1, max_entries: 1 }).unwrap();
        assert_eq!(node.accept(1, accept(2, 1, &["a"])), Ok(AcceptOutcome::Rejected(ballot(3))));
        assert!(node.host().stored().is_empty());
        assert!(node.host().notified.is_empty());
    }

    #[test]
    fn a_higher_ballot_replaces_whatever_the_slot_held() {
        let mut node = acceptor();
        node.accept(1, accept(1, 1, &["old", "old"])).unwrap();
        assert_eq!(node.accept(1, accept(2, 2, &["new", "new"])), accepted_outcome(2, 2, 2));
        assert_eq!(node.host().stored(), vec![accepted(1, 1, "old"), accepted(2, 2, "new"), accepted(3, 2, "new")]);
    }

    #[test]
    fn the_same_request_again_is_answered_and_told_again_but_not_written_again() {
        let mut node = acceptor();
        node.accept(1, accept(1, 1, &["a", "b"])).unwrap();
        let writes = node.host().writes;
        assert_eq!(node.accept(1, accept(1, 1, &["a", "b"])), accepted_outcome(1, 1, 2));
        assert_eq!(node.host().writes, writes);
        assert_eq!(node.host().notified.len(), 2);
    }

    #[test]
    fn an_overlapping_request_writes_only_what_is_new() {
        let mut node = acceptor();
        node.accept(1, accept(1, 1, &["a", "b"])).unwrap();
        assert_eq!(node.accept(1, accept(1, 2, &["b", "c"])), accepted_outcome(1, 2, 2));
        assert_eq!(node.host().last_written, vec![accepted(3, 1, "c")]);
    }

    #[test]
    fn another_value_at_the_same_ballot_is_a_violation_that_names_the_slot_and_stores_nothing() {
        let mut node = acceptor();
        node.accept(1, accept(1, 1, &["a", "b"])).unwrap();
        let (writes, told) = (node.host().writes, node.host().notified.len());
        let answer = node.accept(1, accept(1, 2, &["x", "c"]));
        assert!(matches!(&answer, Err(Refusal::Violation(text)) if text.contains("slot 2") && text.contains("(1, 1)")));
        assert_eq!((node.host().writes, node.host().notified.len()), (writes, told));
        assert_eq!(node.host().stored(), vec![accepted(1, 1, "a"), accepted(2, 1, "b")]);
    }

    #[test]
    fn fresh_slots_are_accepted_without_reading_storage() {
        let mut node = acceptor();
        node.accept(1, accept(1, 1, &["a"])).unwrap();
        node.accept(1, accept(1, 2, &["b"])).unwrap();
        assert_eq!(node.host().reads.get(), 0);
    }

    #[test]
    fn what_was_accepted_before_a_restart_still_counts() {
        let mut node = acceptor();
        node.accept(1, accept(2, 1, &["a"])).unwrap();
        let mut node = restart(node);
        assert_eq!(node.accept(1, accept(1, 2, &["b"])), Ok(AcceptOutcome::Rejected(ballot(2))));
        assert!(matches!(node.accept(1, accept(2, 1, &["b"])), Err(Refusal::Violation(_))));
    }

    #[test]
    fn only_the_first_acceptors_that_every_quorum_meets_carry_the_values() {
        for (self_, carries) in [(1, true), (2, true), (3, false)] {
            let mut node = acceptor_of(self_);
            node.accept(self_, accept(1, 1, &["a"])).unwrap();
            assert_eq!(node.host().notified[0].entries.is_some(), carries, "acceptor {self_}");
        }
    }

    #[test]
    fn a_request_over_a_bound_is_too_large() {
        let mut node = acceptor();
        let many: Vec<&str> = vec!["a"; 5];
        let long = "x".repeat(101);
        let half = "x".repeat(60);
        for bad in [accept(1, 1, &many), accept(1, 1, &[&long]), accept(1, 1, &[&half, &half])] {
            assert!(matches!(node.accept(1, bad), Err(Refusal::TooLarge(_))));
        }
        assert_eq!(node.accept(1, accept(1, 1, &["x".repeat(100).as_str()])), accepted_outcome(1, 1, 1));
    }

    #[test]
    fn a_request_that_breaks_the_contract_is_refused() {
        let mut node = acceptor();
        assert_eq!(node.accept(3, accept(1, 1, &["a"])), Err(Refusal::Misaddressed(1)));
        let mut above = accept(1, 1, &["a"]);
        above.entries[0].origin = ballot(2);
        for bad in [
            accept(1, 1, &[]),
            accept(0, 1, &["a"]),
            accept(1, 0, &["a"]),
            accept(1, MAX_NUMBER, &["a", "b"]),
            accept(1, u64::MAX, &["a", "b"]),
            above,
        ] {
            assert!(matches!(node.accept(1, bad), Err(Refusal::Invalid(_))));
        }
        for ballot in impossible_ballots(1) {
            let bad = AcceptRequest { ballot, ..accept(1, 1, &["a"]) };
            assert!(matches!(node.accept(1, bad), Err(Refusal::Invalid(text)) if text.starts_with("ballot.")));
        }
        for entry in impossible_entries(1) {
            let mut bad = accept(1, 1, &["a", "b"]);
            bad.entries[1] = entry;
            let answer = node.accept(1, bad);
            let named = |text: &str| text.starts_with("origin.") || text.starts_with("id.");
            assert!(matches!(&answer, Err(Refusal::Invalid(text)) if named(text)), "{answer:?}");
        }
        assert_eq!(node.host().writes, 0);
        assert_eq!(node.accept(1, accept(1, MAX_STEP, &["a"])), accepted_outcome(1, MAX_STEP, 1));
    }

    #[test]
    fn one_request_does_not_carry_rounds_or_slots_to_their_end() {
        let mut node = acceptor();
        let writes = node.host().writes;
        for bad in [accept(MAX_NUMBER, 1, &["a"]), accept(MAX_STEP + 1, 1, &["a"]), accept(1, MAX_STEP + 1, &["a"])] {
            assert!(matches!(node.accept(1, bad), Err(Refusal::Invalid(text)) if text.contains("4294967296 above 0")));
        }
        assert_eq!(node.host().writes, writes);
        assert_eq!(node.accept(1, accept(MAX_STEP, MAX_STEP, &["a"])), accepted_outcome(MAX_STEP, MAX_STEP, 1));
        assert_eq!(node.accept(1, accept(2 * MAX_STEP, 1, &["a"])), accepted_outcome(2 * MAX_STEP, 1, 1));
    }
}
