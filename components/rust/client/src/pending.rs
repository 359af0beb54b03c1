//! The commands that are neither chosen nor given up.

use alloc::collections::{BTreeMap, VecDeque};
use alloc::vec::Vec;
use contract::batch::Batch;
use contract::types::{Command, CommandId, Slot};

#[derive(Default)]
pub struct Pending {
    commands: BTreeMap<u64, Submitted>,
    bytes: usize,
    /// The sequences that wait to be proposed, in order; those that do not any more are passed over.
    queue: VecDeque<u64>,
    /// Where commands are proposed, as far as a leader has said, in the order of slots; those that are no longer there
    /// are passed over.
    assigned: VecDeque<(Slot, u64)>,
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
    pub fn places_len(&self) -> usize {
        self.queue.len().saturating_add(self.assigned.len())
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

    /// Takes the next batch from the queue into a call. The payloads are lent out, not copied: they come back by
    /// [`Pending::take_back`].
    pub fn lend_batch(&mut self, call: u64, mut batch: Batch) -> Vec<Command> {
        let mut commands = Vec::with_capacity(batch.entries_left().min(self.queue.len()));
        while let Some(&sequence) = self.queue.front() {
            if let Some(submitted) = self.commands.get_mut(&sequence).filter(|it| it.place == Place::Queued) {
                if !batch.admit(submitted.command.payload.len()) {
                    break;
                }
                submitted.place = Place::Proposed(call);
                let Command { id, payload } = &mut submitted.command;
                commands.push(Command { id: *id, payload: core::mem::take(payload) });
            }
            self.queue.pop_front();
        }
        commands
    }

    /// Takes the payloads back that were lent to a call, and says which commands they are of.
    pub fn take_back(&mut self, commands: Vec<Command>) -> Vec<u64> {
        let take = |Command { id: CommandId { sequence, .. }, payload }| {
            if let Some(submitted) = self.commands.get_mut(&sequence) {
                submitted.command.payload = payload;
            }
            sequence
        };
        commands.into_iter().map(take).collect()
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
            // Mostly the end: a leader gives slots in their order.
            let after = self.assigned.iter().rev().take_while(|&&(it, _)| it > slot).count();
            self.assigned.insert(self.assigned.len().saturating_sub(after), (slot, sequence));
        }
    }

    /// Queues again what was to be in slots up to this one and, as the log shows, is not.
    pub fn requeue_lost(&mut self, seen_through: Slot) -> bool {
        let mut lost = Vec::new();
        while let Some(&(slot, sequence)) = self.assigned.front().filter(|(slot, _)| *slot <= seen_through) {
            self.assigned.pop_front();
            if self.waits_in(slot, sequence).is_some() {
                lost.push(sequence);
            }
        }
        let any = !lost.is_empty();
        self.queue_again(lost);
        any
    }

    /// Queues again what has waited in its slot since before `moment`: its leader may be gone. One that is still there
    /// knows the command, and keeps it in its slot.
    /// Whether there were any.
    pub fn requeue_overdue(&mut self, moment: u64) -> bool {
        let mut overdue = Vec::new();
        for &(slot, sequence) in &self.assigned {
            if self.waits_in(slot, sequence).is_some_and(|since| since < moment) {
                overdue.push(sequence);
            }
        }
        let any = !overdue.is_empty();
        if any {
            self.queue_again(overdue);
            self.forget_former_places();
        }
        any
    }

    /// Since when a command has waited in a slot; none where it does not.
    fn waits_in(&self, slot: Slot, sequence: u64) -> Option<u64> {
        match self.commands.get(&sequence)?.place {
            Place::Assigned(at, since) if at == slot => Some(since),
            _ => None,
        }
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

    /// Forgets a command that is chosen in a slot. Whether it was pending.
    pub fn chosen(&mut self, slot: Slot, sequence: u64) -> bool {
        if self.assigned.front() == Some(&(slot, sequence)) {
            self.assigned.pop_front();
        }
        self.forget(sequence)
    }

    /// Forgets a command that nobody waits for any longer.
    pub fn give_up(&mut self, sequence: u64) {
        self.forget(sequence);
        let places = self.queue.len().max(self.assigned.len());
        if places > self.commands.len().saturating_mul(2).saturating_add(64) {
            self.forget_former_places();
        }
    }

    fn forget(&mut self, sequence: u64) -> bool {
        let Some(submitted) = self.commands.remove(&sequence) else { return false };
        self.bytes = self.bytes.saturating_sub(submitted.command.payload.len());
        true
    }

    fn forget_former_places(&mut self) {
        let place = |sequence: &u64| self.commands.get(sequence).map(|it| it.place);
        self.queue.retain(|sequence| place(sequence) == Some(Place::Queued));
        self.assigned.retain(|(slot, sequence)| matches!(place(sequence), Some(Place::Assigned(at, _)) if at == *slot));
    }
}
