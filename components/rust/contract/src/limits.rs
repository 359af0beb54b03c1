//! What a request must keep to. Each check names the field, what it held, and what would be right.

use crate::node::{Bounds, Cluster, Configuration};
use crate::types::{AcceptedEntry, Ballot, Command, CommandId, Content, Entry, NodeId, Refusal, Slot};
use alloc::format;

/// The largest slot, round, session and sequence: what every JSON reader keeps exact.
pub const MAX_NUMBER: u64 = 9_007_199_254_740_991;

/// How far one report may move a round or a slot ahead of what is known. Elections and values come one by one, so
/// nothing sound is ever that far ahead; and what was taken in still leaves more than two million such steps.
pub const MAX_STEP: u64 = 1 << 32;

/// A node refuses what is not addressed to it.
pub fn addressed(cluster: &Cluster, node: NodeId) -> Result<(), Refusal> {
    if node == cluster.self_ { Ok(()) } else { Err(Refusal::Misaddressed(cluster.self_)) }
}

pub fn number(field: &str, value: u64) -> Result<(), Refusal> {
    if (1..=MAX_NUMBER).contains(&value) {
        Ok(())
    } else {
        Err(Refusal::Invalid(format!("{field} is {value}; it must be from 1 to {MAX_NUMBER}")))
    }
}

/// `count` slots from `first` on; the last one is what comes back.
pub fn slots(first: Slot, count: usize) -> Result<Slot, Refusal> {
    number("first-slot", first)?;
    let last = first.saturating_add(count as u64).saturating_sub(1);
    if last <= MAX_NUMBER {
        Ok(last)
    } else {
        Err(Refusal::Invalid(format!("{count} slots from {first} on end beyond the last slot, {MAX_NUMBER}")))
    }
}

/// A ballot belongs to a proposer of the cluster. Proposers are as fixed as acceptors, so that this holds for what was
/// said and stored long ago as well.
pub fn ballot(cluster: &Cluster, ballot: Ballot) -> Result<(), Refusal> {
    ballot_in("ballot", cluster, ballot)
}

/// The same of a ballot in another field.
pub fn ballot_in(field: &str, cluster: &Cluster, ballot: Ballot) -> Result<(), Refusal> {
    let Ballot { round, proposer } = ballot;
    if !(1..=MAX_NUMBER).contains(&round) {
        number(&format!("{field}.round"), round)
    } else if !cluster.proposers.contains(&proposer) {
        let known = &cluster.proposers;
        Err(Refusal::Invalid(format!("{field}.proposer is {proposer}; the proposers of this cluster are {known:?}")))
    } else {
        Ok(())
    }
}

/// One number does not carry a node to the end of its rounds or slots.
pub fn step(field: &str, value: u64, known: u64) -> Result<(), Refusal> {
    step_of(MAX_STEP, field, value, known)
}

/// The same with another step.
pub fn step_of(step: u64, field: &str, value: u64, known: u64) -> Result<(), Refusal> {
    if value <= known.saturating_add(step) {
        Ok(())
    } else {
        Err(Refusal::Invalid(format!("{field} is {value}; it must be at most {step} above {known}, the highest known")))
    }
}

pub fn max_entries(value: u32) -> Result<(), Refusal> {
    if value >= 1 { Ok(()) } else { Err(Refusal::Invalid("max-entries is 0; it must be at least 1".into())) }
}

pub fn command_id(id: CommandId) -> Result<(), Refusal> {
    number("id.session", id.session)?;
    number("id.sequence", id.sequence)
}

pub fn payload(bounds: &Bounds, payload: &[u8]) -> Result<(), Refusal> {
    if payload.len() <= bounds.max_value_bytes as usize {
        Ok(())
    } else {
        let (length, bound) = (payload.len(), bounds.max_value_bytes);
        Err(Refusal::TooLarge(format!("a payload has {length} bytes; max-value-bytes is {bound}")))
    }
}

pub fn command(bounds: &Bounds, command: &Command) -> Result<(), Refusal> {
    command_id(command.id)?;
    payload(bounds, &command.payload)
}

/// What an entry is named by: a ballot of the cluster, and a command that a client can have issued.
pub fn entry(cluster: &Cluster, entry: &Entry) -> Result<(), Refusal> {
    ballot_in("origin", cluster, entry.origin)?;
    entry.command_id().map_or(Ok(()), command_id)
}

/// An entry that is held at `ballot` had its origin there or at a lower one. Its size was bounded when it was accepted,
/// by the bounds of then.
pub fn entry_at(cluster: &Cluster, ballot: Ballot, it: &Entry) -> Result<(), Refusal> {
    entry(cluster, it)?;
    if it.origin > ballot {
        let Ballot { round, proposer } = it.origin;
        return Err(Refusal::Invalid(format!(
            "the origin ({round}, {proposer}) of an entry is above the ballot ({}, {}) it is proposed at",
            ballot.round, ballot.proposer
        )));
    }
    Ok(())
}

/// An entry to be accepted, or learned, at `ballot`.
pub fn new_entry(configuration: &Configuration, ballot: Ballot, it: &Entry) -> Result<(), Refusal> {
    entry_at(&configuration.cluster, ballot, it)?;
    match &it.content {
        Content::NoOp => Ok(()),
        Content::Command(command) => payload(&configuration.bounds, &command.payload),
    }
}

/// A value that an acceptor says it holds, to a proposer, a learner or another acceptor.
pub fn accepted(cluster: &Cluster, accepted: &AcceptedEntry) -> Result<(), Refusal> {
    number("slot", accepted.slot)?;
    ballot(cluster, accepted.ballot)?;
    entry_at(cluster, accepted.ballot, &accepted.entry)
}

/// An id that names a node at all, whoever it is.
pub fn node_id(field: &str, node: NodeId) -> Result<(), Refusal> {
    if node >= 1 { Ok(()) } else { Err(Refusal::Invalid(format!("{field} is 0; ids are from 1 on"))) }
}

/// A batch of values: at least one, no more than `max-batch-entries`, together no more than `max-batch-bytes` unless it
/// is a single one.
pub fn batch(bounds: &Bounds, field: &str, sizes: impl ExactSizeIterator<Item = usize>) -> Result<(), Refusal> {
    let count = sizes.len();
    if count == 0 {
        return Err(Refusal::Invalid(format!("{field} is empty; it must hold at least one")));
    }
    if count > bounds.max_batch_entries as usize {
        let bound = bounds.max_batch_entries;
        return Err(Refusal::TooLarge(format!("{field} holds {count}; max-batch-entries is {bound}")));
    }
    let bytes = sizes.fold(0usize, usize::saturating_add);
    if count > 1 && bytes > bounds.max_batch_bytes as usize {
        let bound = bounds.max_batch_bytes;
        return Err(Refusal::TooLarge(format!("{field} hold {bytes} payload bytes; max-batch-bytes is {bound}")));
    }
    Ok(())
}

impl Entry {
    pub fn payload_bytes(&self) -> usize {
        match &self.content {
            Content::NoOp => 0,
            Content::Command(command) => command.payload.len(),
        }
    }

    pub fn command_id(&self) -> Option<CommandId> {
        match &self.content {
            Content::NoOp => None,
            Content::Command(command) => Some(command.id),
        }
    }
}
