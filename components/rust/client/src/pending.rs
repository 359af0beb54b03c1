//! The commands that are neither chosen nor given up.

use alloc::collections::{BTreeMap, BTreeSet, VecDeque};
use alloc::vec::Vec;
use contract::batch::Batch;
use contract::types::{Command, Slot};

#[derive(Default)]
pub struct Pending {
    commands: BTreeMap<u64, Submitted>,
    bytes: usize,
    /// The sequences that wait to be proposed, in order; given-up ones are passed over.
    queue: VecDeque<u64>,
    /// Where commands are proposed, as far as a leader has said.
    assigned: BTreeSet<(Slot, u64)>,
}

struct Submitted {
    command: Command,
    place: Place,
    /// Since when it should be in the log before long. Being proposed again does not change it.
    expected_since: Option<u64>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Queued,
    /// Under way to a proposer in the call of this number.
    Proposed(u64),
    /// A leader has proposed it in a slot; since when it waits there.
    Assigned(Slot, u64),
}

impl Pending {
    pub fn len(&self) -> usize {
        self.commands.len()
    }

    pub fn bytes(&self) -> usize {
        self.bytes
    }

    #[cfg(test)]
    pub fn queue_len(&self) -> usize {
        self.queue.len()
    }

    pub fn contains(&self, sequence: u64) -> bool {
        self.commands.contains_key(&sequence)
    }

    pub fn add(&mut self, command: Command) {
        let sequence = command.id.sequence;
        self.bytes = self.bytes.saturating_add(command.payload.len());
        self.commands.insert(sequence, Submitted { command, place: Place::Queued, expected_since: None });
        self.queue.push_back(sequence);
    }

    /// Takes the next batch from the queue into a call.
    pub fn take_batch(&mut self, call: u64, mut batch: Batch) -> Vec<Command> {
        let mut commands = Vec::new();
        while let Some(&sequence) = self.queue.front() {
            if let Some(submitted) = self.commands.get_mut(&sequence).filter(|it| it.place == Place::Queued) {
                if !batch.admit(submitted.command.payload.len()) {
                    break;
                }
                submitted.place = Place::Proposed(call);
                commands.push(submitted.command.clone());
            }
            self.queue.pop_front();
        }
        commands
    }

    /// Puts back what a call has not brought to a slot, before what waits already.
    pub fn requeue(&mut self, call: u64, sequences: &[u64]) {
        if cfg!(feature = "mutant-forgets-refused-proposal") {
            return;
        }
        for &sequence in sequences.iter().rev() {
            if let Some(submitted) = self.commands.get_mut(&sequence).filter(|it| it.place == Place::Proposed(call)) {
                submitted.place = Place::Queued;
                self.queue.push_front(sequence);
            }
        }
    }

    pub fn assign(&mut self, call: u64, sequence: u64, slot: Slot, now: u64) {
        if let Some(submitted) = self.commands.get_mut(&sequence).filter(|it| it.place == Place::Proposed(call)) {
            submitted.place = Place::Assigned(slot, now);
            submitted.expected_since.get_or_insert(now);
            self.assigned.insert((slot, sequence));
        }
    }

    /// Queues again what was to be in slots up to this one and, as the log shows, is not.
    pub fn requeue_lost(&mut self, seen_through: Slot) {
        let later = self.assigned.split_off(&(seen_through.saturating_add(1), 0));
        let lost = core::mem::replace(&mut self.assigned, later);
        self.queue_again(lost.into_iter().map(|(_, sequence)| sequence).collect());
    }

    /// Queues again what has waited in its slot since before `moment`: its leader may be gone. One that is still there
    /// knows the command, and keeps it in its slot.
    pub fn requeue_overdue(&mut self, moment: u64) {
        let commands = &self.commands;
        let since = |sequence: &u64| match commands.get(sequence).map(|it| it.place) {
            Some(Place::Assigned(_, since)) => since,
            _ => u64::MAX,
        };
        let overdue: Vec<(Slot, u64)> = self.assigned.iter().copied().filter(|(_, it)| since(it) < moment).collect();
        for key in &overdue {
            self.assigned.remove(key);
        }
        self.queue_again(overdue.into_iter().map(|(_, sequence)| sequence).collect());
    }

    /// Whether a leader took a command before `moment`, and no learner has shown it since.
    pub fn any_expected_before(&self, moment: u64) -> bool {
        self.commands.values().any(|it| it.expected_since.is_some_and(|since| since < moment))
    }

    fn queue_again(&mut self, mut sequences: Vec<u64>) {
        sequences.sort_unstable();
        for sequence in sequences.into_iter().rev() {
            if let Some(submitted) = self.commands.get_mut(&sequence) {
                submitted.place = Place::Queued;
                self.queue.push_front(sequence);
            }
        }
    }

    /// Forgets a command, chosen or given up. Whether it was there.
    pub fn remove(&mut self, sequence: u64) -> bool {
        let Some(submitted) = self.commands.remove(&sequence) else { return false };
        self.bytes = self.bytes.saturating_sub(submitted.command.payload.len());
        match submitted.place {
            Place::Assigned(slot, _) => {
                self.assigned.remove(&(slot, sequence));
            }
            Place::Queued if self.queue.len() > self.commands.len().saturating_mul(2).saturating_add(64) => {
                let commands = &self.commands;
                self.queue.retain(|it| commands.get(it).is_some_and(|it| it.place == Place::Queued));
            }
            Place::Queued | Place::Proposed(_) => {}
        }
        true
    }
}
