use crate::transcript::Transcript;
use crate::{Coordinator, System};
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use contract::acceptor::{AcceptOutcome, AcceptRequest, PrepareOutcome, PrepareRequest};
use contract::batch::Batch;
use contract::client::IssueRequest;
use contract::coordinator::{RoundOutcome, RoundReport, RoundRequest};
use contract::learner::ReadLogRequest;
use contract::limits;
use contract::node::Configuration;
use contract::proposer::{Leadership, ReserveBallotRequest};
use contract::types::{AcceptedEntry, Ballot, Command, Content, Entry, NodeId, Refusal, Slot};

/// The longest gap before a reported slot that may be real, in windows of open slots: as in the proposer.
const MAX_GAP_WINDOWS: u64 = 16;
/// How long each learner is given to show the command, in milliseconds.
const LEARN_MILLIS: u32 = 1_000;

impl<S: System> Coordinator<S> {
    pub fn run_round(&mut self, coordinator: NodeId, request: RoundRequest) -> Result<RoundReport, Refusal> {
        let cluster = &self.configuration.cluster;
        limits::addressed(cluster, coordinator)?;
        limits::payload(&self.configuration.bounds, &request.payload)?;
        let chosen = [("client", request.client, &cluster.clients), ("proposer", request.proposer, &cluster.proposers)];
        for (field, chosen, known) in chosen {
            chosen.map_or(Ok(()), |id| limits::node_id(field, id))?;
            if let Some(id) = chosen.filter(|id| !known.contains(id)) {
                return Err(Refusal::UnknownNode(id));
            }
        }
        let mut round = Round { configuration: &self.configuration, transcript: Transcript::new(&mut self.system) };
        let outcome = match round.run(request) {
            Ok(slot) => RoundOutcome::Chosen(slot),
            Err(why) => RoundOutcome::Failed(why),
        };
        Ok(RoundReport { outcome, steps: round.transcript.steps })
    }
}

/// One round of Paxos (Lamport, *Paxos Made Simple*, 2.2), a call at a time. An error says why the round ended early.
struct Round<'a, S> {
    configuration: &'a Configuration,
    transcript: Transcript<'a, S>,
}

impl<S: System> Round<'_, S> {
    fn run(&mut self, request: RoundRequest) -> Result<Slot, String> {
        let command = self.issue(request.client, request.payload)?;
        let learned = self.learned_through();
        let ballot = self.ballot(request.proposer)?;
        let (first_slot, reported) = self.phase_1(ballot, learned)?;
        let (entries, slot) = proposals(ballot, first_slot, reported, command, self.max_open())?;
        let value = entries.last().cloned();
        self.accept(ballot, first_slot, entries)?;
        self.learned(slot, value.as_ref())
    }

    fn max_open(&self) -> usize {
        self.configuration.bounds.max_open_slots.max(self.configuration.bounds.max_batch_entries).max(1) as usize
    }

    fn issue(&mut self, client: Option<NodeId>, payload: Vec<u8>) -> Result<Command, String> {
        let client = client.or_else(|| self.configuration.cluster.clients.first().copied());
        let client = client.ok_or("the cluster has no client to issue a command")?;
        let command = self
            .transcript
            .issue(client, IssueRequest { payload })
            .map_err(|refusal| format!("client {client} did not issue a command: {refusal}"))?;
        match limits::command_id(command.id) {
            Ok(()) => Ok(command),
            Err(refusal) => Err(format!("client {client} gave a command that cannot be: {refusal}")),
        }
    }

    /// How far the learners say they have learned: what is below needs no deciding. The farthest comes first.
    fn learned_through(&mut self) -> Vec<(Slot, NodeId)> {
        let mut learned = Vec::new();
        for &learner in &self.configuration.cluster.learners {
            if let Ok(status) = self.transcript.learner_status(learner) {
                learned.push((status.chosen_through, learner));
            }
        }
        learned.sort_unstable_by(|a, b| b.cmp(a));
        learned
    }

    /// Where to begin, and what is reported from there on. What is learned was accepted by a phase-2 quorum, which
    /// shares an acceptor with every phase-1 quorum: a slot that none reports is no slot to begin after.
    fn phase_1(
        &mut self,
        ballot: Ballot,
        learned: Vec<(Slot, NodeId)>,
    ) -> Result<(Slot, BTreeMap<Slot, AcceptedEntry>), String> {
        for (through, learner) in learned {
            if (1..limits::MAX_NUMBER).contains(&through) {
                let mut reported = self.prepare(ballot, through)?;
                if reported.remove(&through).is_some() {
                    return Ok((through.saturating_add(1), reported));
                }
            }
            if through > 0 {
                self.transcript.note(format_args!(
                    "learner {learner} says it has learned up to slot {through}, where no acceptor holds a value"
                ));
            }
        }
        Ok((1, self.prepare(ballot, 1)?))
    }

    /// A ballot of the proposer that was asked for, else of the one that leads, else of any.
    fn ballot(&mut self, proposer: Option<NodeId>) -> Result<Ballot, String> {
        let proposer = match proposer {
            Some(proposer) => proposer,
            None => self.leader().ok_or("no proposer can be reached")?,
        };
        let ballot = self
            .transcript
            .reserve_ballot(proposer, ReserveBallotRequest { above: None })
            .map_err(|refusal| format!("proposer {proposer} did not reserve a ballot: {refusal}"))?;
        if ballot.proposer != proposer || !(1..=limits::MAX_NUMBER).contains(&ballot.round) {
            return Err(format!("proposer {proposer} gave {}, which is none of its ballots", show(ballot)));
        }
        Ok(ballot)
    }

    fn leader(&mut self) -> Option<NodeId> {
        let proposers = &self.configuration.cluster.proposers;
        let mut reached = None;
        for &proposer in proposers {
            let Ok(status) = self.transcript.proposer_status(proposer) else { continue };
            reached = reached.or(Some(proposer));
            if status.leadership == Leadership::Leader {
                return Some(proposer);
            }
        }
        reached
    }

    /// Phase 1 with every acceptor, page by page: the value of the highest ballot that a promise reported for each
    /// slot.
    fn prepare(&mut self, ballot: Ballot, first_slot: Slot) -> Result<BTreeMap<Slot, AcceptedEntry>, String> {
        let mut promises: BTreeMap<NodeId, BTreeMap<Slot, AcceptedEntry>> = BTreeMap::new();
        let mut tally = Tally::default();
        for &acceptor in &self.configuration.cluster.acceptors {
            match self.promise(acceptor, ballot, first_slot) {
                Ok(promise) => {
                    promises.insert(acceptor, promise);
                }
                Err(why) => tally.against.push(format!("acceptor {acceptor} {why}")),
            }
        }
        while let Some((acceptor, slot)) = self.beyond_a_gap(first_slot, &promises) {
            promises.remove(&acceptor);
            let why =
                format!("acceptor {acceptor} is left out: it reports slot {slot}, far beyond what the others hold");
            self.transcript.note(format_args!("{why}"));
            tally.against.push(why);
        }
        tally.agreed = promises.len();
        tally.outcome("promised", self.configuration.cluster.phase1_quorum)?;

        let mut reported: BTreeMap<Slot, AcceptedEntry> = BTreeMap::new();
        for accepted in promises.into_values().flat_map(BTreeMap::into_values) {
            // Paxos Made Simple, 2.2, phase 2 (a): the highest-ballot value counts.
            let known = reported.get(&accepted.slot).map(|known| known.ballot);
            if known.is_none_or(|known| known < accepted.ballot) {
                reported.insert(accepted.slot, accepted);
            }
        }
        Ok(reported)
    }

    /// The first slot that no leader can have proposed in, after a gap so long, and who reports it.
    fn beyond_a_gap(
        &self,
        first_slot: Slot,
        promises: &BTreeMap<NodeId, BTreeMap<Slot, AcceptedEntry>>,
    ) -> Option<(NodeId, Slot)> {
        let max_gap = MAX_GAP_WINDOWS.saturating_mul(self.max_open() as u64);
        let reported = promises.iter().flat_map(|(&by, promise)| promise.keys().map(move |&slot| (slot, by)));
        let reported: BTreeSet<(Slot, NodeId)> = reported.collect();
        let mut next = first_slot;
        for (slot, by) in reported {
            if slot.saturating_sub(next) > max_gap {
                return Some((by, slot));
            }
            next = slot.saturating_add(1);
        }
        None
    }

    fn promise(
        &mut self,
        acceptor: NodeId,
        ballot: Ballot,
        first_slot: Slot,
    ) -> Result<BTreeMap<Slot, AcceptedEntry>, String> {
        let mut reported = BTreeMap::new();
        let max_entries = self.configuration.bounds.max_batch_entries.max(1);
        let mut next = first_slot;
        loop {
            let promise =
                match self.transcript.prepare(acceptor, PrepareRequest { ballot, first_slot: next, max_entries }) {
                    Ok(PrepareOutcome::Promised(promise)) if promise.ballot == ballot => promise,
                    Ok(PrepareOutcome::Promised(_)) => return Err("promised another ballot than the one asked".into()),
                    Ok(PrepareOutcome::Rejected(higher)) => return Err(format!("has promised {}", show(higher))),
                    Err(refusal) => return Err(format!("did not promise: {refusal}")),
                };
            let last = promise.accepted.last().map(|last| last.slot);
            for accepted in promise.accepted {
                let (slot, at) = (accepted.slot, accepted.ballot);
                if let Err(refusal) = limits::accepted(&self.configuration.cluster, &accepted) {
                    return Err(format!("reports what cannot be in slot {slot}: {refusal}"));
                }
                if !(next..=limits::MAX_NUMBER).contains(&slot) || at >= ballot {
                    return Err(format!("reports slot {slot} at {} where it was asked from {next} on", show(at)));
                }
                reported.insert(slot, accepted);
            }
            if reported.len() > self.max_open() {
                return Err("reports more than can be decided by hand: let the learners catch up first".into());
            }
            match last {
                Some(last) if promise.more && last >= next => next = last.saturating_add(1),
                _ => return Ok(reported),
            }
        }
    }

    /// Phase 2 with every acceptor, in as few requests as the bounds allow.
    fn accept(&mut self, ballot: Ballot, first_slot: Slot, entries: Vec<Entry>) -> Result<(), String> {
        let mut first_slot = first_slot;
        let mut rest = entries.into_iter().peekable();
        while rest.peek().is_some() {
            let mut batch = Batch::new(&self.configuration.bounds);
            let mut entries = Vec::new();
            while let Some(entry) = rest.next_if(|entry| batch.admit(entry.payload_bytes())) {
                entries.push(entry);
            }
            let next_slot = first_slot.saturating_add(entries.len() as u64);
            self.accept_batch(&AcceptRequest { ballot, first_slot, entries })?;
            first_slot = next_slot;
        }
        Ok(())
    }

    fn accept_batch(&mut self, request: &AcceptRequest) -> Result<(), String> {
        let mut tally = Tally::default();
        for &acceptor in &self.configuration.cluster.acceptors {
            match self.transcript.accept(acceptor, request) {
                Ok(AcceptOutcome::Accepted(accepted))
                    if accepted.ballot == request.ballot
                        && accepted.first_slot == request.first_slot
                        && accepted.count as usize == request.entries.len() =>
                {
                    tally.agreed = tally.agreed.saturating_add(1);
                }
                Ok(AcceptOutcome::Accepted(_)) => {
                    tally.against.push(format!("acceptor {acceptor} accepted something else"));
                }
                Ok(AcceptOutcome::Rejected(higher)) => {
                    tally.against.push(format!("acceptor {acceptor} has promised {}", show(higher)));
                }
                Err(refusal) => {
                    tally.against.push(format!("acceptor {acceptor} did not accept: {refusal}"));
                }
            }
        }
        tally.outcome("accepted", self.configuration.cluster.phase2_quorum)
    }

    /// Every learner is asked to show the slot, and waited for.
    fn learned(&mut self, slot: Slot, value: Option<&Entry>) -> Result<Slot, String> {
        let mut shown = false;
        for &learner in &self.configuration.cluster.learners {
            let request = ReadLogRequest { first_slot: slot, max_entries: 1, wait_millis: Some(LEARN_MILLIS) };
            let Ok(page) = self.transcript.read_log(learner, request) else { continue };
            match page.entries.first().filter(|chosen| chosen.slot == slot) {
                Some(chosen) if Some(&chosen.entry) == value => shown = true,
                Some(_) => return Err(format!("learner {learner} holds another value in slot {slot}")),
                None => {}
            }
        }
        if shown { Ok(slot) } else { Err(format!("a quorum accepted slot {slot}, but no learner has shown it yet")) }
    }
}

/// What to propose from the first slot on: the reported values in their slots, no-ops in the gaps between them, and the
/// command in the next free slot, which is the last one.
fn proposals(
    ballot: Ballot,
    first_slot: Slot,
    mut reported: BTreeMap<Slot, AcceptedEntry>,
    command: Command,
    max_open: usize,
) -> Result<(Vec<Entry>, Slot), String> {
    let slot = reported.keys().last().map_or(first_slot, |last| last.saturating_add(1).max(first_slot));
    if slot > limits::MAX_NUMBER || slot.saturating_sub(first_slot) > max_open as u64 {
        return Err(format!(
            "slots {first_slot} to {slot} are more than can be decided by hand: let the learners catch up first"
        ));
    }
    let mut entries = Vec::new();
    for open in first_slot..slot {
        // A value that may be chosen is carried on unchanged (Paxos Made Simple, P2c); a gap becomes a no-op (ibid.,
        // 3).
        let carried = reported.remove(&open).map(|accepted| accepted.entry);
        entries.push(carried.unwrap_or(Entry { origin: ballot, content: Content::NoOp }));
    }
    entries.push(Entry { origin: ballot, content: Content::Command(command) });
    Ok((entries, slot))
}

#[derive(Default)]
struct Tally {
    agreed: usize,
    against: Vec<String>,
}

impl Tally {
    fn outcome(self, what: &str, quorum: u32) -> Result<(), String> {
        if self.agreed >= quorum as usize {
            return Ok(());
        }
        Err(format!("{} {what}, {quorum} must: {}", self.agreed, self.against.join("; ")))
    }
}

fn show(ballot: Ballot) -> String {
    format!("ballot ({}, {})", ballot.round, ballot.proposer)
}

#[cfg(test)]
mod tests {
    use crate::Coordinator;
    use crate::testing::*;
    use alloc::format;
    use alloc::string::String;
    use alloc::vec;
    use alloc::vec::Vec;
    use contract::coordinator::{Exchange, RoundOutcome, RoundReport, RoundRequest, Step};
    use contract::limits::MAX_NUMBER;
    use contract::types::Refusal;

    fn request() -> RoundRequest {
        RoundRequest { payload: b"x".to_vec(), client: None, proposer: None }
    }

    fn run(node: &mut Coordinator<Nodes>) -> RoundReport {
        node.run_round(1, request()).unwrap()
    }

    fn failure(node: &mut Coordinator<Nodes>) -> String {
        match run(node).outcome {
            RoundOutcome::Failed(why) => why,
            RoundOutcome::Chosen(slot) => panic!("chosen in slot {slot}"),
        }
    }

    fn name(step: &Step) -> String {
        let what = match step.exchange {
            Exchange::ClientStatus(_) => "client-status",
            Exchange::ProposerStatus(_) => "proposer-status",
            Exchange::AcceptorStatus(_) => "acceptor-status",
            Exchange::LearnerStatus(_) => "learner-status",
            Exchange::Issue(_) => "issue",
            Exchange::ReserveBallot(_) => "reserve-ballot",
            Exchange::Prepare(_) => "prepare",
            Exchange::Accept(_) => "accept",
            Exchange::ReadLog(_) => "read-log",
        };
        format!("{} {what} {}", step.number, step.node)
    }

    #[test]
    fn a_round_goes_step_by_step_from_the_command_to_the_learners() {
        let mut node = coordinator();
        let report = run(&mut node);
        assert_eq!(report.outcome, RoundOutcome::Chosen(1));
        let steps: Vec<String> = report.steps.iter().map(name).collect();
        let expected = [
            "1 issue 1",
            "2 learner-status 1",
            "3 learner-status 2",
            "4 proposer-status 1",
            "5 reserve-ballot 1",
            "6 prepare 1",
            "7 prepare 2",
            "8 prepare 3",
            "9 accept 1",
            "10 accept 2",
            "11 accept 3",
            "12 read-log 1",
            "13 read-log 2",
        ];
        assert_eq!(steps, expected);
    }

    #[test]
    fn reported_values_are_proposed_again_first_gaps_are_closed_and_the_command_comes_after_them() {
        let mut node = coordinator();
        node.system_mut().hold(1, 1, ballot(2, 1), entry(1, "low"));
        node.system_mut().hold(2, 1, ballot(3, 2), entry(1, "high"));
        node.system_mut().hold(3, 3, ballot(1, 1), entry(1, "far"));
        assert_eq!(run(&mut node).outcome, RoundOutcome::Chosen(4));
        let at = ballot(5, 1);
        let own = value(5, command(1, "x"));
        let expected = vec![(1, at, entry(1, "high")), (2, at, no_op(5)), (3, at, entry(1, "far")), (4, at, own)];
        assert_eq!(node.system().held(1), expected);
    }

    #[test]
    fn promises_are_read_page_by_page() {
        let mut node = coordinator();
        for slot in 1..=9 {
            node.system_mut().hold(2, slot, ballot(2, 1), entry(1, "a"));
        }
        let report = run(&mut node);
        assert_eq!(report.outcome, RoundOutcome::Chosen(10));
        let pages = report.steps.iter().filter(|step| name(step).ends_with("prepare 2")).count();
        assert_eq!(pages, 3);
        let requests = report.steps.iter().filter(|step| name(step).ends_with("accept 2")).count();
        assert_eq!(requests, 3, "and proposed within the bound on batches");
    }

    #[test]
    fn what_all_learners_have_is_not_decided_again() {
        let mut node = coordinator();
        for learner in [1, 2] {
            node.system_mut().logs.insert(learner, (1..=5).map(|slot| chosen(slot, "a")).collect());
        }
        node.system_mut().hold(1, 5, ballot(1, 1), entry(1, "a"));
        node.system_mut().hold(2, 5, ballot(1, 1), entry(1, "a"));
        assert_eq!(run(&mut node).outcome, RoundOutcome::Chosen(6));
    }

    #[test]
    fn one_acceptor_of_three_may_be_gone() {
        let mut node = coordinator();
        node.system_mut().gone.push(("acceptor", 1));
        assert_eq!(run(&mut node).outcome, RoundOutcome::Chosen(1));
    }

    #[test]
    fn a_higher_promise_ends_the_round_and_is_named() {
        let mut node = coordinator();
        for acceptor in [1, 2] {
            node.system_mut().promised.insert(acceptor, ballot(9, 2));
        }
        let report = run(&mut node);
        let RoundOutcome::Failed(why) = &report.outcome else { panic!() };
        assert!(why.contains("acceptor 1 has promised ballot (9, 2)"), "{why}");
        assert!(name(report.steps.last().unwrap()).ends_with("prepare 3"), "all were asked, and nothing was proposed");
    }

    #[test]
    fn the_round_says_who_was_missing() {
        let mut node = coordinator();
        node.system_mut().gone = vec![("client", 1)];
        assert!(failure(&mut node).contains("client 1 did not issue a command: gone"));
        node.system_mut().gone = vec![("proposer", 1), ("proposer", 2)];
        assert!(failure(&mut node).contains("no proposer can be reached"));
        node.system_mut().gone = vec![("acceptor", 1), ("acceptor", 2)];
        assert!(failure(&mut node).contains("1 promised, 2 must: acceptor 1 did not promise: gone"));
        node.system_mut().gone = vec![];
        node.system_mut().deaf = true;
        assert!(failure(&mut node).contains("no learner has shown it yet"));
    }

    #[test]
    fn the_named_client_and_proposer_are_used_and_must_exist() {
        let mut node = coordinator();
        let report = node.run_round(1, RoundRequest { client: Some(1), proposer: Some(2), ..request() }).unwrap();
        assert!(report.steps.iter().any(|step| name(step).ends_with("reserve-ballot 2")));
        let stranger = RoundRequest { client: Some(5), ..request() };
        assert_eq!(node.run_round(1, stranger), Err(Refusal::UnknownNode(5)));
        let stranger = RoundRequest { proposer: Some(6), ..request() };
        assert_eq!(node.run_round(1, stranger), Err(Refusal::UnknownNode(6)));
        assert_eq!(node.run_round(2, request()), Err(Refusal::Misaddressed(1)));
        for zero in [RoundRequest { client: Some(0), ..request() }, RoundRequest { proposer: Some(0), ..request() }] {
            assert!(matches!(node.run_round(1, zero), Err(Refusal::Invalid(text)) if text.contains("is 0")));
        }
        let long = RoundRequest { payload: vec![0; 101], ..request() };
        assert!(matches!(node.run_round(1, long), Err(Refusal::TooLarge(_))));
    }

    #[test]
    fn more_open_slots_than_the_bounds_allow_are_not_decided_by_hand() {
        let mut node = coordinator();
        for slot in 1..=17 {
            node.system_mut().hold(1, slot, ballot(2, 1), entry(1, "a"));
            node.system_mut().hold(2, slot, ballot(2, 1), entry(1, "a"));
        }
        assert!(failure(&mut node).contains("more than can be decided by hand"));
        let mut node = coordinator();
        for acceptor in [1, 2, 3] {
            node.system_mut().hold(acceptor, 100, ballot(2, 1), entry(1, "a"));
        }
        assert!(failure(&mut node).contains("more than can be decided by hand"), "a gap that may be real");
    }

    #[test]
    fn an_acceptor_that_reports_a_slot_far_beyond_the_log_is_left_out_and_named_and_a_quorum_goes_on() {
        for far in [16 * 16 + 3, 1_000_000_000, MAX_NUMBER] {
            let mut node = coordinator();
            node.system_mut().hold(1, 1, ballot(2, 1), entry(1, "a"));
            node.system_mut().hold(3, far, ballot(2, 1), entry(1, "z"));
            assert_eq!(run(&mut node).outcome, RoundOutcome::Chosen(2));
            let named = format!("acceptor 3 is left out: it reports slot {far}, far beyond what the others hold");
            assert_eq!(node.system().lines, [named]);
        }
    }

    #[test]
    fn an_acceptor_that_reports_a_ballot_above_the_one_it_promised_is_not_counted() {
        let mut node = coordinator();
        node.system_mut().hold(3, 1, ballot(MAX_NUMBER, 1), entry(1, "z"));
        assert_eq!(run(&mut node).outcome, RoundOutcome::Chosen(1));
        assert_eq!(node.system().held(1), [(1, ballot(5, 1), value(5, command(1, "x")))]);
        node.system_mut().gone.push(("acceptor", 2));
        node.system_mut().hold(3, 2, ballot(MAX_NUMBER, 1), entry(1, "z"));
        let why = failure(&mut node);
        assert!(why.contains("acceptor 3 reports slot 2 at ballot (9007199254740991, 1)"), "{why}");
    }

    #[test]
    fn a_promise_of_an_extreme_round_counts_against_its_acceptor_alone() {
        let mut node = coordinator();
        node.system_mut().promised.insert(3, ballot(MAX_NUMBER, 2));
        assert_eq!(run(&mut node).outcome, RoundOutcome::Chosen(1));
    }

    #[test]
    fn a_learner_that_claims_an_extreme_slot_is_named_and_the_round_begins_where_acceptors_hold_values() {
        for claimed in [7, MAX_NUMBER, u64::MAX] {
            let mut node = coordinator();
            node.system_mut().logs.insert(1, vec![chosen(1, "a")]);
            for acceptor in [1, 2] {
                node.system_mut().hold(acceptor, 1, ballot(2, 1), entry(1, "a"));
            }
            node.system_mut().claimed.insert(2, claimed);
            assert_eq!(run(&mut node).outcome, RoundOutcome::Chosen(2));
            let named = format!("learner 2 says it has learned up to slot {claimed}, where no acceptor holds a value");
            assert_eq!(node.system().lines, [named]);
        }
    }

    #[test]
    fn a_learner_that_has_learned_nothing_does_not_make_the_round_too_long() {
        let mut node = coordinator();
        node.system_mut().logs.insert(1, (1..=40).map(|slot| chosen(slot, "a")).collect());
        for slot in 1..=40 {
            node.system_mut().hold(1, slot, ballot(2, 1), entry(1, "a"));
            node.system_mut().hold(2, slot, ballot(2, 1), entry(1, "a"));
        }
        assert_eq!(run(&mut node).outcome, RoundOutcome::Chosen(41));
    }

    #[test]
    fn an_acceptor_that_reports_what_cannot_be_is_not_counted() {
        for impossible in impossible_entries(1) {
            let mut node = coordinator();
            for acceptor in [1, 2] {
                node.system_mut().hold(acceptor, 1, ballot(1, 1), impossible.clone());
            }
            assert!(failure(&mut node).contains("acceptor 1 reports what cannot be in slot 1: "), "{impossible:?}");
        }
    }

    #[test]
    fn a_ballot_that_is_not_the_proposers_own_is_not_used() {
        let mut node = coordinator();
        node.system_mut().round = u64::MAX - 1;
        assert!(failure(&mut node).contains("proposer 1 gave ballot (18446744073709551615, 1), which is none of its"));
        assert!(node.system().promised.is_empty());
    }
}
