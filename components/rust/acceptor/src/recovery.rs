//! Bringing back an acceptor that has forgotten, as the same voter. `docs/rationale.md` has the argument.
//!
//! Every proposer tells the highest round it has used or given away: what was forgotten is at those rounds. A ballot above
//! them is reserved for this acceptor. Enough other acceptors promise it, or a higher one, so that nothing can be chosen at a
//! forgotten ballot any more; then they show what they hold. This is phase 1 at the reserved ballot (Lamport, *Paxos Made
//! Simple*, 2.2), and storing the values it finds is phase 2, at this acceptor alone.

use crate::{Acceptor, Host};
use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use contract::acceptor::{
    AcceptedPage, Admission, AdmitRequest, PrepareOutcome, PrepareRequest, ReadAcceptedRequest, Standing,
};
use contract::limits::{self, MAX_NUMBER, MAX_STEP};
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
    /// The last slot for which enough fenced sources have shown all that they hold up to there; none while they are too few.
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

    /// Asks each source for its promise first, then for what it holds, a page at a time. None goes ahead of the others by more
    /// than a page, so memory is bounded.
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
            Ok(PrepareOutcome::Rejected(promised)) => source.fenced |= promised > ballot,
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
        let far = recovery.ballot.map_or(0, |ballot| ballot.round).saturating_add(MAX_STEP);
        if let Some(shown) = page.entries.iter().find(|it| it.ballot.round > far) {
            source.distrusted = true;
            let (slot, round) = (shown.slot, shown.ballot.round);
            let text = format_args!(
                "acceptor {acceptor} shows slot {slot} at round {round}, which cannot be: nothing is copied from it"
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
            let sound = limits::ballot(&self.configuration.cluster, shown.ballot)
                .and_then(|()| limits::entry(&self.configuration.bounds, shown.ballot, &shown.entry));
            if let Err(refusal) = sound {
                let text = format_args!("acceptor {acceptor} holds what cannot be in slot {}: {refusal}", shown.slot);
                self.host.write(Level::Warn, text);
                continue;
            }
            let known = recovery.shown.get(&shown.slot).map(|known| known.ballot);
            if known.is_none_or(|known| known < shown.ballot) {
                recovery.shown.insert(shown.slot, shown);
            }
        }
        self.copy_what_is_covered();
        self.ask_sources();
    }

    /// Accepts what enough sources have shown: at the reserved ballot, or where a leader has proposed since at a higher one,
    /// at that.
    fn copy_what_is_covered(&mut self) {
        let needed = self.configuration.cluster.sources_of_recovery();
        let batch = self.configuration.bounds.max_batch_entries.max(1) as usize;
        let Some(recovery) = &mut self.recovery else { return };
        let (Some(ballot), Some(covered)) = (recovery.ballot, recovery.covered_through(needed)) else { return };
        let later =
            if covered == WHOLLY { BTreeMap::new() } else { recovery.shown.split_off(&covered.saturating_add(1)) };
        let settled = core::mem::replace(&mut recovery.shown, later);
        // A leader proposes only within a window after what is chosen, and enough sources show all that is: what comes after
        // a longer gap was not proposed by one.
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
            self.host.write(Level::Warn, format_args!("acceptor {acceptor} did not help to recover: {refusal}"));
        }
    }
}
