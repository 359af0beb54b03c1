//! A cluster and values for the tests of the roles.

use crate::limits::MAX_NUMBER;
use crate::node::{Bounds, Cluster, Configuration, Timing};
use crate::types::{Ballot, ChosenEntry, Command, CommandId, Content, Entry, NodeId, Slot};
use alloc::vec;
use alloc::vec::Vec;

/// Three acceptors, two proposers and two learners, with bounds that a test reaches.
pub fn configuration(self_: NodeId) -> Configuration {
    Configuration {
        cluster: Cluster {
            self_,
            clients: vec![1],
            proposers: vec![1, 2],
            acceptors: vec![1, 2, 3],
            learners: vec![1, 2],
            coordinators: vec![1],
            phase1_quorum: 2,
            phase2_quorum: 2,
        },
        timing: Timing { tick_millis: 20, heartbeat_millis: 150, election_timeout_millis: 1000, retry_millis: 300 },
        bounds: Bounds {
            max_value_bytes: 100,
            max_batch_entries: 4,
            max_batch_bytes: 100,
            max_open_slots: 16,
            max_open_bytes: 1000,
        },
    }
}

/// A ballot of proposer 1.
pub fn ballot(round: u64) -> Ballot {
    Ballot { round, proposer: 1 }
}

/// A command of session 7.
pub fn command(sequence: u64, text: &str) -> Command {
    Command { id: CommandId { session: 7, sequence }, payload: text.as_bytes().to_vec() }
}

pub fn value(round: u64, command: Command) -> Entry {
    Entry { origin: ballot(round), content: Content::Command(command) }
}

/// A value that proposer 1 first proposed at this round.
pub fn entry(round: u64, text: &str) -> Entry {
    value(round, command(1, text))
}

pub fn no_op(round: u64) -> Entry {
    Entry { origin: ballot(round), content: Content::NoOp }
}

/// Ballots, at a round up to this one where that can be, that no proposer of the cluster has.
pub fn impossible_ballots(round: u64) -> Vec<Ballot> {
    let of = |round, proposer| Ballot { round, proposer };
    vec![of(0, 1), of(MAX_NUMBER + 1, 1), of(u64::MAX, 2), of(round, 0), of(round, 3), of(round, u32::MAX)]
}

/// Entries that no proposer of the cluster has proposed at this round or before.
pub fn impossible_entries(round: u64) -> Vec<Entry> {
    let origins = impossible_ballots(round).into_iter().map(|origin| Entry { origin, content: Content::NoOp });
    let ids = [(0, 1), (1, 0), (MAX_NUMBER + 1, 1), (1, MAX_NUMBER + 1), (u64::MAX, u64::MAX)];
    let commands = ids
        .map(|(session, sequence)| value(round, Command { id: CommandId { session, sequence }, payload: Vec::new() }));
    origins.chain(commands).collect()
}

pub fn chosen(slot: Slot, text: &str) -> ChosenEntry {
    ChosenEntry { slot, entry: entry(1, text) }
}
