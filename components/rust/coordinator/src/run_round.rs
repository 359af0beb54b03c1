use crate::transcript::Transcript;
use crate::{Coordinator, System};
use alloc::collections::BTreeMap;
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

/// How long each learner is given to show the command, in milliseconds.
const LEARN_MILLIS: u32 = 1_000;

impl<S: System> Coordinator<S> {
    pub fn run_round(&mut self, coordinator: NodeId, request: RoundRequest) -> Result<RoundReport, Refusal> {
        let cluster = &self.configuration.cluster;
        limits::addressed(cluster, coordinator)?;
        limits::payload(&self.configuration.bounds, &request.payload)?;
        for (chosen, known) in [(request.client, &cluster.clients), (request.proposer, &cluster.proposers)] {
            if let Some(id) = chosen.filter(|id| !known.contains(id)) {
                return Err(Refusal::UnknownNode(id));
            }
        }
        let mut round =
            Round { configuration: &self.configuration, transcript: Transcript::new(&mut self.system) };
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
        let first_slot = self.first_slot();
        let ballot = self.ballot(request.proposer)?;
        let reported = self.prepare(ballot, first_slot)?;
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
        self.transcript
            .issue(client, IssueRequest { payload })
            .map_err(|refusal| format!("client {client} did not issue a command: {}", describe(&refusal)))
    }

    /// One past what every learner that can be reached has learned: what is below needs no deciding.
    fn first_slot(&mut self) -> Slot {
        let learners = &self.configuration.cluster.learners;
        let reached = learners.iter().filter_map(|&learner| self.transcript.learner_status(learner).ok());
        reached.map(|status| status.chosen_through).min().unwrap_or(0).saturating_add(1)
    }

    /// A ballot of the proposer that was asked for, else of the one that leads, else of any.
    fn ballot(&mut self, proposer: Option<NodeId>) -> Result<Ballot, String> {
        let proposer = match proposer {
            Some(proposer) => proposer,
            None => self.leader().ok_or("no proposer can be reached")?,
        };
        self.transcript
            .reserve_ballot(proposer, ReserveBallotRequest { above: None })
            .map_err(|refusal| format!("proposer {proposer} did not reserve a ballot: {}", describe(&refusal)))
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

    /// Phase 1 with every acceptor, page by page: the value of the highest ballot that a promise reported for each slot.
    fn prepare(&mut self, ballot: Ballot, first_slot: Slot) -> Result<BTreeMap<Slot, AcceptedEntry>, String> {
        let mut reported: BTreeMap<Slot, AcceptedEntry> = BTreeMap::new();
        let mut tally = Tally::default();
        for &acceptor in &self.configuration.cluster.acceptors {
            match self.promise(acceptor, ballot, first_slot, &mut reported) {
                Ok(()) => tally.agreed = tally.agreed.saturating_add(1),
                Err(why) => tally.against.push(format!("acceptor {acceptor} {why}")),
            }
        }
        tally.outcome("promised", self.configuration.cluster.phase1_quorum)?;
        Ok(reported)
    }

    fn promise(
        &mut self,
        acceptor: NodeId,
        ballot: Ballot,
        first_slot: Slot,
        reported: &mut BTreeMap<Slot, AcceptedEntry>,
    ) -> Result<(), String> {
        let max_entries = self.configuration.bounds.max_batch_entries.max(1);
        let mut next = first_slot;
        loop {
            let promise = match self.transcript.prepare(acceptor, PrepareRequest { ballot, first_slot: next, max_entries }) {
                Ok(PrepareOutcome::Promised(promise)) if promise.ballot == ballot => promise,
                Ok(PrepareOutcome::Promised(_)) => return Err("promised another ballot than the one asked".into()),
                Ok(PrepareOutcome::Rejected(higher)) => return Err(format!("has promised {}", show(higher))),
                Err(refusal) => return Err(format!("did not promise: {}", describe(&refusal))),
            };
            let last = promise.accepted.last().map(|last| last.slot);
            for accepted in promise.accepted {
                // Paxos Made Simple, 2.2, phase 2 (a): the highest-ballot value counts.
                let known = reported.get(&accepted.slot).map(|known| known.ballot);
                if known.is_none_or(|known| known < accepted.ballot) {
                    reported.insert(accepted.slot, accepted);
                }
            }
            if reported.len() > self.max_open() {
                return Err("reports more than can be decided by hand: let the learners catch up first".into());
            }
            match last {
                Some(last) if promise.more && last >= next => next = last.saturating_add(1),
                _ => return Ok(()),
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
                    tally.against.push(format!("acceptor {acceptor} did not accept: {}", describe(&refusal)));
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
        // A value that may be chosen is carried on unchanged (Paxos Made Simple, P2c); a gap becomes a no-op (ibid., 3).
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

fn describe(refusal: &Refusal) -> String {
    match refusal {
        Refusal::Misaddressed(node) => format!("it is node {node}"),
        Refusal::UnknownNode(node) => format!("node {node} is not known"),
        Refusal::Overloaded(millis) => format!("too much is under way, ask again in {millis} ms"),
        Refusal::Invalid(why) | Refusal::TooLarge(why) | Refusal::Unavailable(why) | Refusal::Violation(why) => why.clone(),
    }
}
