//! Bringing back an acceptor that has forgotten, as the same voter. `docs/rationale.md` has the argument.
//!
//! Every proposer tells the highest round it has used or given away: what was forgotten is at those rounds. A ballot
//! above them is reserved for this acceptor. Enough other acceptors promise it, or a higher one, so that nothing can be
//! chosen at a forgotten ballot any more; then they show what they hold. This is phase 1 at the reserved ballot
//! (Lamport, *Paxos Made Simple*, 2.2), and storing the values it finds is phase 2, at this acceptor alone.

use crate::{Acceptor, Host};
use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use contract::acceptor::{
    AcceptedPage, Admission, AdmitRequest, PrepareOutcome, PrepareRequest, ReadAcceptedRequest, Standing,
};
use contract::limits::{self, MAX_NUMBER};
use contract::log::Level;
use contract::storage::{LifeRecord, WrittenStanding};
use contract::types::{AcceptedEntry, Ballot, NodeId, Refusal, Slot};

/// The longest gap before a shown slot that may be real, in windows of open slots: as in the proposer.
const MAX_GAP_WINDOWS: u64 = 16;
/// Covered to the end: the acceptor has shown everything.
const WHOLLY: Slot = Slot::MAX;

#[derive(Default)]
pub struct Recovery {
    /// Above every round that a proposer had used when it was asked; none until one has given it.
    ballot: Option<Ballot>,
    turn: usize,
    asked_ballot: Option<Question>,
    sources: Vec<Source>,
    /// The highest-ballot value that a source has shown for a slot, where not enough have shown that far yet.
    shown: BTreeMap<Slot, AcceptedEntry>,
    copied_through: Slot,
}

struct Question {
    call: u64,
    sent_at: u64,
}

/// Another acceptor, from which this one copies.
struct Source {
    acceptor: NodeId,
    fenced: bool,
    /// It has shown what cannot be: nothing is copied from it.
    distrusted: bool,
    covered_through: Slot,
    question: Option<Question>,
}

impl Recovery {
    /// The last slot for which enough fenced sources have shown all that they hold up to there; none while they are too
    /// few.
    fn covered_through(&self, sources: usize) -> Option<Slot> {
        let needed = sources.saturating_sub(cfg!(feature = "mutant-copies-from-too-few").into());
        let trusted = self.sources.iter().filter(|it| !it.distrusted);
        let fenced = trusted.filter(|it| it.fenced || cfg!(feature = "mutant-copies-without-fence"));
        let mut covered: Vec<Slot> = fenced.map(|it| it.covered_through).collect();
        covered.sort_unstable_by(|a, b| b.cmp(a));
        covered.get(needed.saturating_sub(1)).copied()
    }
}

impl<H: Host> Acceptor<H> {
    pub(crate) fn recovery_waits_for(&self) -> String {
        let needed = self.configuration.cluster.sources_of_recovery();
        let unanswered = self.unanswered();
        let Some(recovery) = self.recovery.as_ref().filter(|_| unanswered.is_empty()) else {
            return format!("it recovers, and waits for proposers {unanswered:?} to tell which rounds they have used");
        };
        let Some(ballot) = recovery.ballot else {
            return "it recovers, and waits for a proposer to give it a ballot".into();
        };
        let fenced = recovery.sources.iter().filter(|it| it.fenced).count();
        if fenced < needed {
            let round = ballot.round;
            return format!(
                "it recovers, and waits for promises at round {round} from {needed} others; {fenced} have promised"
            );
        }
        let distrusted: Vec<NodeId> =
            recovery.sources.iter().filter(|it| it.distrusted).map(|it| it.acceptor).collect();
        if recovery.sources.len().saturating_sub(distrusted.len()) < needed {
            return format!(
                "it recovers, and needs what {needed} others hold, but acceptors {distrusted:?} show what cannot be"
            );
        }
        let copied = recovery.copied_through;
        format!("it recovers, and copies what {needed} others hold; it has copied up to slot {copied}")
    }

    /// Asks for what the recovery needs next, and again for what did not come.
    pub(crate) fn go_on_recovering(&mut self) {
        if self.standing() != Standing::Recovering {
            return;
        }
        self.recovery.get_or_insert_default();
        if !self.unanswered().is_empty() {
            return;
        }
        if self.recovery.as_ref().is_some_and(|it| it.ballot.is_none()) {
            self.ask_for_ballot();
        }
        self.ask_sources();
    }

    /// The leader is asked first: it knows a ballot of its own when it meets it, and is elected again at once.
    fn ask_for_ballot(&mut self) {
        let (now, retry, call) = (self.now, self.retry(), self.next_call());
        let (Some(recovery), Some(LifeRecord { life, .. })) = (&mut self.recovery, self.life) else { return };
        if recovery.asked_ballot.as_ref().is_some_and(|it| now.saturating_sub(it.sent_at) < retry) {
            return;
        }
        let proposers = &self.configuration.cluster.proposers;
        let turn = recovery.turn.checked_rem(proposers.len()).unwrap_or(0);
        let first = self.admissions.leader().filter(|_| recovery.turn == 0);
        let Some(proposer) = first.or_else(|| proposers.get(turn).copied()) else { return };
        recovery.turn = recovery.turn.saturating_add(1);
        recovery.asked_ballot = Some(Question { call, sent_at: now });
        let bound = if cfg!(feature = "mutant-forgets-the-bound") { 0 } else { self.admissions.highest_round() };
        let acceptor = self.configuration.cluster.self_;
        let request = AdmitRequest { acceptor, life, standing: Standing::Recovering, above: Some(bound) };
        self.host.admit(call, proposer, request);
    }

    /// No proposer gives a ballot above a round that cannot be: whoever has told it is asked again.
    pub(crate) fn ballot_refused(&mut self, call: u64) {
        let Some(recovery) = self.recovery.as_mut().filter(|it| it.ballot.is_none()) else { return };
        if recovery.asked_ballot.take_if(|it| it.call == call).is_some()
            && let Some((proposer, round)) = self.admissions.doubt_highest_round()
        {
            let text =
                format_args!("proposer {proposer} says that it has used round {round}, which no other goes above");
            self.say(Level::Error, "used round", proposer, text);
        }
    }

    pub(crate) fn ballot_given(&mut self, call: u64, proposer: NodeId, admission: &Admission) {
        let (Some(recovery), Some(ballot)) = (&mut self.recovery, admission.ballot) else { return };
        let bound = self.admissions.highest_round();
        let above = ballot.round > bound || cfg!(feature = "mutant-forgets-the-bound");
        let asked = recovery.asked_ballot.as_ref().is_some_and(|it| it.call == call);
        if !asked || recovery.ballot.is_some() || !above || ballot.round > MAX_NUMBER || ballot.proposer != proposer {
            return;
        }
        recovery.ballot = Some(ballot);
        let source = |&acceptor: &NodeId| Source {
            acceptor,
            fenced: false,
            distrusted: false,
            covered_through: 0,
            question: None,
        };
        let cluster = &self.configuration.cluster;
        recovery.sources = cluster.acceptors.iter().filter(|&&it| it != cluster.self_).map(source).collect();
        // What was promised before is at rounds that no proposer uses any more, or that none has ever used.
        self.host.store_promised(ballot);
        self.promised = Some(ballot);
        self.ask_sources();
    }

    /// Asks each source for its promise first, then for what it holds, a page at a time. None goes ahead of the others
    /// by more than a page, so memory is bounded.
    fn ask_sources(&mut self) {
        let (now, retry, needed) = (self.now, self.retry(), self.configuration.cluster.sources_of_recovery());
        let max_entries = self.configuration.bounds.max_batch_entries.max(1);
        let Some(recovery) = &mut self.recovery else { return };
        let Some(ballot) = recovery.ballot else { return };
        let covered = recovery.covered_through(needed).unwrap_or(0);
        for source in &mut recovery.sources {
            let waits = source.question.as_ref().is_some_and(|it| now.saturating_sub(it.sent_at) < retry);
            let reads = source.fenced || cfg!(feature = "mutant-copies-without-fence");
            let ahead = source.covered_through == WHOLLY || source.covered_through > covered;
            if waits || source.distrusted || (reads && ahead) {
                continue;
            }
            self.calls = self.calls.saturating_add(1);
            source.question = Some(Question { call: self.calls, sent_at: now });
            if reads {
                let first_slot = source.covered_through.saturating_add(1);
                self.host.read_accepted(self.calls, source.acceptor, ReadAcceptedRequest { first_slot, max_entries });
            } else {
                let request = PrepareRequest { ballot, first_slot: 1, max_entries: 1 };
                self.host.prepare(self.calls, source.acceptor, request);
            }
        }
    }

    pub fn prepare_answered(&mut self, call: u64, acceptor: NodeId, answer: Result<PrepareOutcome, Refusal>) {
        let Some(recovery) = &mut self.recovery else { return };
        let Some(ballot) = recovery.ballot else { return };
        let Some(source) = recovery.sources.iter_mut().find(|it| it.acceptor == acceptor) else { return };
        if source.question.take_if(|it| it.call == call).is_none() {
            return;
        }
        match answer {
            // Either way it accepts nothing below the ballot any more.
            Ok(PrepareOutcome::Promised(promise)) => source.fenced |= promise.ballot == ballot,
            Ok(PrepareOutcome::Rejected(promised)) => match limits::ballot(&self.configuration.cluster, promised) {
                Ok(()) => source.fenced |= promised > ballot,
                Err(refusal) => return self.source_refused(acceptor, &refusal),
            },
            Err(refusal) => return self.source_refused(acceptor, &refusal),
        }
        self.ask_sources();
    }

    pub fn accepted_read(&mut self, call: u64, acceptor: NodeId, answer: Result<AcceptedPage, Refusal>) {
        let Some(recovery) = &mut self.recovery else { return };
        let Some(source) = recovery.sources.iter_mut().find(|it| it.acceptor == acceptor) else { return };
        if source.question.take_if(|it| it.call == call).is_none() {
            return;
        }
        let page = match answer {
            Ok(page) => page,
            Err(refusal) => return self.source_refused(acceptor, &refusal),
        };
        // Rounds are counted up one by one, and the ballot was above them all a moment ago.
        let known = recovery.ballot.map_or(0, |ballot| ballot.round);
        let sound = |it: &AcceptedEntry| {
            limits::accepted(&self.configuration.cluster, it)
                .and_then(|()| limits::step("ballot.round", it.ballot.round, known))
        };
        // What such an entry stands for may be chosen: to copy the rest without it would be to forget it.
        if let Some((slot, refusal)) =
            page.entries.iter().find_map(|it| sound(it).err().map(|refusal| (it.slot, refusal)))
        {
            source.distrusted = true;
            let text = format_args!(
                "acceptor {acceptor} shows what cannot be in slot {slot}, and nothing is copied from it: {refusal}"
            );
            self.host.write(Level::Error, text);
            return;
        }
        let from = source.covered_through;
        let last = page.entries.last().map(|last| last.slot);
        source.covered_through = match last {
            Some(last) if page.more => last.max(from),
            None if page.more => from,
            _ => WHOLLY,
        };
        // What is copied already is settled without this page.
        for shown in page.entries.into_iter().filter(|it| it.slot > recovery.copied_through && it.slot > from) {
            let known = recovery.shown.get(&shown.slot).map(|known| known.ballot);
            if known.is_none_or(|known| known < shown.ballot) {
                recovery.shown.insert(shown.slot, shown);
            }
        }
        self.copy_what_is_covered();
        self.ask_sources();
    }

    /// Accepts what enough sources have shown: at the reserved ballot, or where a leader has proposed since at a higher
    /// one, at that.
    fn copy_what_is_covered(&mut self) {
        let needed = self.configuration.cluster.sources_of_recovery();
        let batch = self.configuration.bounds.max_batch_entries.max(1) as usize;
        let Some(recovery) = &mut self.recovery else { return };
        let (Some(ballot), Some(covered)) = (recovery.ballot, recovery.covered_through(needed)) else { return };
        let later =
            if covered == WHOLLY { BTreeMap::new() } else { recovery.shown.split_off(&covered.saturating_add(1)) };
        let settled = core::mem::replace(&mut recovery.shown, later);
        // A leader proposes only within a window after what is chosen, and enough sources show all that is: what comes
        // after a longer gap was not proposed by one.
        let bounds = &self.configuration.bounds;
        let max_gap = MAX_GAP_WINDOWS.saturating_mul(u64::from(bounds.max_open_slots.max(bounds.max_batch_entries)));
        let mut end = recovery.copied_through;
        let near: Vec<AcceptedEntry> = settled
            .into_values()
            .take_while(|it| {
                let near = it.slot.saturating_sub(end) <= max_gap;
                if near {
                    end = it.slot;
                } else {
                    let slot = it.slot;
                    let text =
                        format_args!("an acceptor shows slot {slot}, where the log ends at {end}: it is not copied");
                    self.host.write(Level::Error, text);
                }
                near
            })
            .collect();
        let settled: Vec<AcceptedEntry> =
            near.into_iter().map(|it| AcceptedEntry { ballot: it.ballot.max(ballot), ..it }).collect();
        if let Some(last) = settled.last() {
            recovery.copied_through = last.slot;
        }
        if let Some(highest) = settled.iter().map(|it| it.ballot).max().filter(|&it| Some(it) > self.promised) {
            self.host.store_promised(highest);
            self.promised = Some(highest);
        }
        for entries in settled.chunks(batch) {
            self.host.store_accepted(entries);
        }
        self.highest_accepted = settled.last().map_or(0, |last| last.slot).max(self.highest_accepted);
        if covered == WHOLLY {
            self.recovered();
        }
    }

    fn recovered(&mut self) {
        let (Some(LifeRecord { life, .. }), Some(recovery)) = (self.life, self.recovery.take()) else { return };
        self.live(LifeRecord { life, standing: WrittenStanding::Voting });
        self.admit_recovered();
        let copied = recovery.copied_through;
        self.host.write(Level::Info, format_args!("recovered, with what is accepted up to slot {copied}: votes again"));
    }

    fn source_refused(&mut self, acceptor: NodeId, refusal: &Refusal) {
        if !matches!(refusal, Refusal::Unavailable(_) | Refusal::Overloaded(_)) {
            let text = format_args!("acceptor {acceptor} did not help to recover: {refusal}");
            self.say(Level::Warn, "did not help", acceptor, text);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::*;
    use alloc::vec::Vec;
    use contract::acceptor::{PrepareOutcome, PrepareRequest, Promise, RecoverRequest, Standing};
    use contract::limits::{MAX_NUMBER, MAX_STEP};
    use contract::storage::{LifeRecord, WrittenStanding};
    use contract::types::{AcceptedEntry, Ballot, Refusal};

    const RESERVED: Ballot = Ballot { round: 8, proposer: 2 };

    fn at(ballot: Ballot, entry: AcceptedEntry) -> AcceptedEntry {
        AcceptedEntry { ballot, ..entry }
    }

    #[test]
    fn first_every_proposer_tells_the_rounds_it_has_used() {
        let mut node = forgetful();
        node.recover(1, RecoverRequest { life: 50 }).unwrap();
        node.tick(1_020, 0);
        assert_eq!(node.stands().1, "it recovers, and waits for proposers [1, 2] to tell which rounds they have used");
        node.admission(1, knows(50, None, 0));
        node.tick(90_000, 0);
        assert_eq!(node.stands().1, "it recovers, and waits for proposers [2] to tell which rounds they have used");
        assert!(node.host().admits.iter().all(|(_, _, request)| request.above.is_none()), "no ballot is asked for yet");
    }

    #[test]
    fn a_copy_from_the_middle_of_a_recovery_whose_life_has_voted_since_begins_a_later_one() {
        let mut node = forgetful();
        node.recover(1, RecoverRequest { life: 50 }).unwrap();
        node.tick(1_020, 0);
        let life = node.host().life.unwrap().life;
        node.admission(1, knows(life, Some(RESERVED), 2));
        assert_eq!(node.stands().0, Standing::Recovering);
        assert!(node.host().life.unwrap().life > life);
    }

    #[test]
    fn then_the_leader_is_asked_for_a_ballot_above_them_all_and_after_a_while_the_next() {
        let mut node = recovering();
        assert_eq!(node.stands().1, "it recovers, and waits for a proposer to give it a ballot");
        let asked: Vec<_> = node.asked().into_iter().map(|(to, it)| (to, it.standing, it.above)).collect();
        assert_eq!(asked, [(2, Standing::Recovering, Some(7))]);
        node.tick(1_339, 0);
        assert!(node.asked().is_empty());
        node.tick(1_340, 0);
        assert_eq!(node.asked().iter().map(|it| (it.0, it.1.above)).collect::<Vec<_>>(), [(2, Some(7))]);
        node.tick(1_640, 0);
        assert_eq!(node.asked().iter().map(|it| (it.0, it.1.above)).collect::<Vec<_>>(), [(1, Some(7))]);
    }

    #[test]
    fn a_ballot_that_is_not_above_the_bound_or_not_the_proposers_own_is_not_taken() {
        for bad in [(7, 2), (1, 2), (8, 1), (8, 9), (MAX_NUMBER + 1, 2), (u64::MAX, 2)] {
            let mut node = recovering();
            node.admission(2, gives(Ballot { round: bad.0, proposer: bad.1 }));
            assert_eq!(node.stands().1, "it recovers, and waits for a proposer to give it a ballot", "{bad:?}");
            assert!(node.host().prepares.is_empty());
        }
    }

    #[test]
    fn the_ballot_is_promised_on_disk_and_enough_others_are_asked_to_promise_it() {
        let mut node = with_ballot();
        assert_eq!(node.host().promised, Some(RESERVED));
        let request = PrepareRequest { ballot: RESERVED, first_slot: 1, max_entries: 1 };
        assert_eq!(
            node.host().prepares.iter().map(|it| (it.1, it.2)).collect::<Vec<_>>(),
            [(2, request), (3, request)]
        );
        assert_eq!(node.stands().1, "it recovers, and waits for promises at round 8 from 2 others; 0 have promised");
        node.promise_of(3);
        assert_eq!(node.stands().1, "it recovers, and waits for promises at round 8 from 2 others; 1 have promised");
        assert_eq!(node.pages(), [(3, 1)]);
    }

    #[test]
    fn a_poisoned_promise_gives_way_to_the_ballot() {
        let mut memory = voted();
        memory.promised = Some(ballot(MAX_STEP));
        memory.life = Some(LifeRecord { life: 50, standing: WrittenStanding::Forgetful });
        let mut node = over(1, memory);
        node.recover(1, RecoverRequest { life: 50 }).unwrap();
        node.tick(1_020, 0);
        for proposer in [1, 2] {
            node.admission(proposer, knows(50, None, 0));
        }
        node.tick(1_040, 0);
        node.admission(1, gives(ballot(8)));
        assert_eq!((node.host().promised, node.status(1).unwrap().promised), (Some(ballot(8)), Some(ballot(8))));
    }

    #[test]
    fn a_higher_promise_of_another_acceptor_fences_as_well_and_a_lower_one_does_not() {
        let mut node = with_ballot();
        node.source(2, PrepareOutcome::Rejected(ballot(9)));
        node.source(3, PrepareOutcome::Rejected(Ballot { round: 8, proposer: 1 }));
        assert_eq!(node.stands().1, "it recovers, and waits for promises at round 8 from 2 others; 1 have promised");
        let other = Promise { ballot: ballot(7), accepted: [].into(), more: false };
        node.tick(1_340, 0);
        node.source(3, PrepareOutcome::Promised(other));
        assert_eq!(node.stands().1, "it recovers, and waits for promises at round 8 from 2 others; 1 have promised");
    }

    #[test]
    fn it_copies_the_value_of_the_highest_ballot_in_each_slot_at_the_reserved_ballot_and_then_votes() {
        let mut node = with_ballot();
        node.promise_of(2);
        node.promise_of(3);
        node.page_of(2, &[accepted(1, 4, "low"), accepted(2, 4, "b")], false);
        assert_eq!(node.stands().1, "it recovers, and copies what 2 others hold; it has copied up to slot 0");
        assert_eq!(node.host().stored(), [accepted(1, 3, "a"), accepted(2, 3, "a")]);
        assert!(matches!(node.accept(1, accept(9, 3, &["x"])), Err(Refusal::Unavailable(_))));

        node.page_of(3, &[accepted(1, 5, "high"), accepted(4, 5, "d")], false);
        let expected = [
            at(RESERVED, accepted(1, 5, "high")),
            at(RESERVED, accepted(2, 4, "b")),
            at(RESERVED, accepted(4, 5, "d")),
        ];
        assert_eq!(node.host().stored(), expected);
        let status = node.status(1).unwrap();
        assert_eq!((status.standing, status.promised, status.highest_slot), (Standing::Voting, Some(RESERVED), 4));
        assert_eq!(node.host().life.unwrap().standing, WrittenStanding::Voting);
        assert!(node.host().notified.is_empty());
    }

    #[test]
    fn what_was_accepted_above_the_ballot_keeps_its_ballot_and_raises_the_promise() {
        let mut node = with_ballot();
        node.promise_of(2);
        node.promise_of(3);
        node.page_of(2, &[accepted(1, 12, "new"), accepted(2, 4, "b")], false);
        node.page_of(3, &[accepted(1, 4, "old")], false);
        assert_eq!(node.host().stored(), [accepted(1, 12, "new"), at(RESERVED, accepted(2, 4, "b"))]);
        assert_eq!((node.host().promised, node.status(1).unwrap().promised), (Some(ballot(12)), Some(ballot(12))));
    }

    #[test]
    fn pages_are_copied_as_far_as_enough_have_shown_and_none_goes_ahead_of_a_slow_one() {
        let mut node = with_ballot();
        node.promise_of(2);
        node.promise_of(3);
        assert_eq!(node.pages(), [(2, 1), (3, 1)]);
        node.page_of(2, &[accepted(1, 4, "a"), accepted(2, 4, "b")], true);
        node.tick(1_100, 0);
        assert_eq!(node.pages(), [(2, 1), (3, 1)], "the fast one waits");
        node.page_of(3, &[accepted(1, 4, "a")], true);
        assert_eq!(node.stands().1, "it recovers, and copies what 2 others hold; it has copied up to slot 1");
        assert_eq!(node.pages(), [(2, 1), (3, 1), (3, 2)]);
        node.tick(1_399, 0);
        assert_eq!(node.pages().len(), 3);
        node.tick(1_400, 0);
        assert_eq!(node.pages().last(), Some(&(3, 2)), "it is asked again");
        assert_eq!(node.pages().len(), 4);
        node.page_of(3, &[accepted(2, 4, "b"), accepted(3, 4, "c")], true);
        assert_eq!(node.stands().1, "it recovers, and copies what 2 others hold; it has copied up to slot 2");
        node.page_of(2, &[accepted(3, 4, "c")], false);
        node.page_of(3, &[], false);
        assert_eq!(node.host().accepted[&3], at(RESERVED, accepted(3, 4, "c")));
        assert_eq!(node.stands().0, Standing::Voting);
    }

    #[test]
    fn a_source_that_stops_voting_is_waited_for() {
        let mut node = with_ballot();
        node.promise_of(2);
        let asked = node.host().prepares.iter().find(|it| it.1 == 3).unwrap().0;
        node.prepare_answered(asked, 3, Err(Refusal::Unavailable("acceptor 3 does not vote".into())));
        assert_eq!(node.host().prepares.iter().filter(|it| it.1 == 3).count(), 1);
        node.tick(1_100, 0);
        assert_eq!(node.host().prepares.iter().filter(|it| it.1 == 3).count(), 2, "and asked again");
        node.page_of(2, &[], false);
        assert_eq!(node.stands().1, "it recovers, and waits for promises at round 8 from 2 others; 1 have promised");
        node.promise_of(3);
        let (call, _, _) = *node.host().page_reads.last().unwrap();
        node.accepted_read(call, 3, Err(Refusal::Misaddressed(2)));
        assert!(node.host().lines.last().unwrap().1.contains("acceptor 3 did not help to recover"));
        assert_eq!(node.stands().0, Standing::Recovering);
    }

    #[test]
    fn a_restart_in_the_middle_begins_anew_with_every_proposer() {
        let mut node = with_ballot();
        node.promise_of(2);
        node.promise_of(3);
        node.page_of(2, &[accepted(1, 4, "a")], true);
        let life = node.host().life.unwrap().life;
        let mut node = over(1, node.into_host());
        assert_eq!(node.stands().1, "it recovers, and waits for proposers [1, 2] to tell which rounds they have used");
        assert_eq!(node.status(1).unwrap().life, life);
        node.host_mut().prepares.clear();
        node.tick(1_300, 0);
        assert!(node.host().prepares.is_empty());
    }

    #[test]
    fn a_recovered_acceptor_votes_at_and_above_the_ballot_only_and_after_a_restart_too() {
        let mut node = with_ballot();
        node.promise_of(2);
        node.promise_of(3);
        node.page_of(2, &[], false);
        node.page_of(3, &[], false);
        let below = PrepareRequest { ballot: ballot(7), first_slot: 1, max_entries: 1 };
        assert_eq!(node.prepare(1, below), Ok(PrepareOutcome::Rejected(RESERVED)));
        let mut node = restart(node);
        assert_eq!(node.stands().0, Standing::Voting);
        assert_eq!(node.prepare(1, below), Ok(PrepareOutcome::Rejected(RESERVED)));
    }

    #[test]
    fn a_rejection_by_a_ballot_that_nobody_has_fences_nothing_and_is_named() {
        for impossible in impossible_ballots(9) {
            let mut node = with_ballot();
            node.source(2, PrepareOutcome::Rejected(impossible));
            assert!(node.stands().1.ends_with("0 have promised"), "{impossible:?}");
            assert!(node.host().lines.last().unwrap().1.starts_with("acceptor 2 did not help to recover: ballot."));
        }
    }

    /// Another one may hold it as chosen: what is copied without it would be older than what was forgotten.
    #[test]
    fn a_source_that_shows_an_entry_which_cannot_be_is_named_and_not_copied_from() {
        for entry in impossible_entries(4) {
            let mut node = with_ballot();
            node.promise_of(2);
            node.promise_of(3);
            node.page_of(3, &[accepted(1, 4, "a"), AcceptedEntry { entry, ..accepted(2, 4, "") }], false);
            node.page_of(2, &[accepted(1, 4, "a")], false);
            let error = *node.errors().last().unwrap();
            assert!(error.starts_with("acceptor 3 shows what cannot be in slot 2, and nothing is copied"), "{error}");
            assert_eq!(node.stands().0, Standing::Recovering);
        }
    }

    #[test]
    fn what_was_accepted_under_larger_bounds_is_copied() {
        let mut node = with_ballot();
        let large = accepted(1, 4, &"x".repeat(101));
        node.promise_of(2);
        node.promise_of(3);
        node.page_of(3, core::slice::from_ref(&large), false);
        node.page_of(2, &[], false);
        assert_eq!(node.stands().0, Standing::Voting);
        assert_eq!(node.host().accepted[&1].entry, large.entry);
    }

    #[test]
    fn a_source_that_shows_a_round_which_cannot_be_is_named_and_not_copied_from() {
        let mut node = with_ballot();
        node.promise_of(2);
        node.promise_of(3);
        node.page_of(3, &[accepted(1, 8 + MAX_STEP + 1, "z")], false);
        node.page_of(2, &[accepted(1, 4, "a")], false);
        assert!(
            node.errors().last().unwrap().contains("acceptor 3 shows what cannot be in slot 1, and nothing is copied")
        );
        assert_eq!(node.stands().1, "it recovers, and needs what 2 others hold, but acceptors [3] show what cannot be");
        assert_eq!(node.host().promised, Some(RESERVED));
    }

    #[test]
    fn a_slot_after_a_gap_that_cannot_be_is_not_copied() {
        let mut node = with_ballot();
        node.promise_of(2);
        node.promise_of(3);
        node.page_of(3, &[accepted(1, 4, "a"), accepted(16 * 16 + 2, 4, "z"), accepted(MAX_NUMBER, 4, "z")], false);
        node.page_of(2, &[accepted(1, 4, "a")], false);
        let status = node.status(1).unwrap();
        assert_eq!((status.standing, status.highest_slot), (Standing::Voting, 2));
        assert_eq!(
            node.errors().last(),
            Some(&"an acceptor shows slot 258, where the log ends at 1: it is not copied")
        );
    }

    #[test]
    fn answers_that_nobody_waits_for_change_nothing() {
        let mut node = with_ballot();
        let (call, _, request) = node.host().prepares[0];
        let promise = Promise { ballot: request.ballot, accepted: [].into(), more: false };
        node.prepare_answered(call + 100, 2, Ok(PrepareOutcome::Promised(promise.clone())));
        node.prepare_answered(call, 9, Ok(PrepareOutcome::Promised(promise.clone())));
        node.accepted_read(call, 2, Err(Refusal::Unavailable("gone".into())));
        assert_eq!(node.stands().1, "it recovers, and waits for promises at round 8 from 2 others; 0 have promised");
        let mut node = acceptor();
        node.prepare_answered(1, 2, Ok(PrepareOutcome::Promised(promise)));
        assert_eq!(node.stands().0, Standing::Voting);
    }
}
