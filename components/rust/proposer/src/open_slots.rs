//! The slots that are proposed in and not yet known to be chosen.

use alloc::collections::{BTreeMap, VecDeque, btree_map};
use alloc::vec::Vec;
use contract::batch::Batch;
use contract::node::{Bounds, Cluster};
use contract::quorum::AcceptorSet;
use contract::types::{Ballot, Command, CommandId, Content, Entry, Slot};

/// How many requests one tick sends again.
const MAX_RESENT: usize = 8;
/// How often the pause before sending again is doubled.
const MAX_DOUBLINGS: u32 = 3;

pub struct OpenSlots {
    /// The slot of the first one; all below are chosen.
    first: Slot,
    slots: VecDeque<OpenSlot>,
    bytes: usize,
    unchosen: usize,
    max_slots: usize,
    max_bytes: usize,
    /// The slots of the commands that are open or among the last ones chosen.
    commands: BTreeMap<CommandId, Slot>,
    recent: VecDeque<CommandId>,
}

struct OpenSlot {
    /// None once it is chosen, and while it is lent.
    entry: Option<Entry>,
    id: Option<CommandId>,
    votes: AcceptorSet,
    sent_at: u64,
    resent: u32,
}

/// What to ask some acceptors for again.
pub struct Resend {
    pub first_slot: Slot,
    pub entries: Vec<Entry>,
    pub voted: AcceptorSet,
}

impl OpenSlots {
    /// The bounds hold for all that is open, and are never below what a single request may bring.
    pub fn new(first: Slot, bounds: &Bounds) -> OpenSlots {
        OpenSlots {
            first,
            slots: VecDeque::new(),
            bytes: 0,
            unchosen: 0,
            max_slots: bounds.max_open_slots.max(bounds.max_batch_entries) as usize,
            max_bytes: bounds.max_open_bytes.max(bounds.max_batch_bytes).max(bounds.max_value_bytes) as usize,
            commands: BTreeMap::new(),
            recent: VecDeque::new(),
        }
    }

    pub fn chosen_through(&self) -> Slot {
        self.first.saturating_sub(1)
    }

    pub fn next_slot(&self) -> Slot {
        self.first.saturating_add(self.slots.len() as u64)
    }

    pub fn unchosen(&self) -> usize {
        self.unchosen
    }

    pub fn slot_of(&self, id: CommandId) -> Option<Slot> {
        self.commands.get(&id).copied()
    }

    pub fn has_room_for(&self, count: usize, bytes: usize) -> bool {
        self.slots.len().saturating_add(count) <= self.max_slots && self.bytes.saturating_add(bytes) <= self.max_bytes
    }

    /// Opens the next slot with a value.
    pub fn open(&mut self, entry: Entry, now: u64) {
        if let Some(id) = entry.command_id() {
            self.commands.insert(id, self.next_slot());
        }
        self.push(entry, now);
    }

    /// The slot that a command has, so that one which is proposed twice is not chosen twice; the next one where it has
    /// none.
    pub fn slot_for(&mut self, command: Command, ballot: Ballot, now: u64) -> Slot {
        let slot = self.next_slot();
        match self.commands.entry(command.id) {
            btree_map::Entry::Occupied(known) => return *known.get(),
            btree_map::Entry::Vacant(place) => place.insert(slot),
        };
        self.push(Entry { origin: ballot, content: Content::Command(command) }, now);
        slot
    }

    fn push(&mut self, entry: Entry, now: u64) {
        let id = entry.command_id();
        self.bytes = self.bytes.saturating_add(entry.payload_bytes());
        self.unchosen = self.unchosen.saturating_add(1);
        let votes = AcceptorSet::default();
        self.slots.push_back(OpenSlot { entry: Some(entry), id, votes, sent_at: now, resent: 0 });
    }

    /// Lends out the values from a slot on, as many as fit one request. They are moved, not copied, and come back by
    /// [`OpenSlots::take_back`] before anything else is done here.
    pub fn lend_batch(&mut self, first_slot: Slot, bounds: &Bounds) -> Vec<Entry> {
        let mut batch = Batch::new(bounds);
        let from = self.place(first_slot);
        let mut entries = Vec::with_capacity(batch.entries_left().min(self.slots.len().saturating_sub(from)));
        let open = self.slots.iter_mut().skip(from);
        entries.extend(open.map_while(|open| open.entry.take_if(|entry| batch.admit(entry.payload_bytes()))));
        entries
    }

    /// Takes back what was lent from a slot on; the slot after it.
    pub fn take_back(&mut self, first_slot: Slot, entries: Vec<Entry>) -> Slot {
        let next = first_slot.saturating_add(entries.len() as u64);
        let from = self.place(first_slot);
        for (open, entry) in self.slots.iter_mut().skip(from).zip(entries) {
            open.entry = Some(entry);
        }
        next
    }

    fn place(&self, slot: Slot) -> usize {
        usize::try_from(slot.saturating_sub(self.first)).unwrap_or(usize::MAX)
    }

    /// Counts an acceptor's vote for consecutive slots; how many slots it made chosen. A set of acceptors is counted,
    /// so a vote that comes twice counts once.
    pub fn vote(&mut self, cluster: &Cluster, acceptor: u32, first_slot: Slot, count: u32) -> usize {
        let end = first_slot.saturating_add(u64::from(count));
        let skipped = self.place(first_slot);
        let counted = usize::try_from(end.saturating_sub(first_slot.max(self.first))).unwrap_or(usize::MAX);
        let mut chosen = 0usize;
        for open in self.slots.iter_mut().skip(skipped).take(counted) {
            let again = cfg!(feature = "mutant-counts-acceptor-twice") && open.votes.contains(cluster, acceptor);
            open.votes.insert(cluster, acceptor);
            // Paxos Made Simple, 2.2: chosen once a quorum accepted it, here one of phase 2 (Flexible Paxos).
            if open.entry.is_some() && open.votes.len().saturating_add(again.into()) >= cluster.phase2_quorum {
                let bytes = open.entry.take().map_or(0, |entry| entry.payload_bytes());
                self.bytes = self.bytes.saturating_sub(bytes);
                chosen = chosen.saturating_add(1);
            }
        }
        self.unchosen = self.unchosen.saturating_sub(chosen);
        self.close_chosen();
        chosen
    }

    /// Closes the chosen slots up to the first that is not.
    fn close_chosen(&mut self) {
        while self.slots.front().is_some_and(|open| open.entry.is_none()) {
            let id = self.slots.pop_front().and_then(|open| open.id);
            self.first = self.first.saturating_add(1);
            self.recent.extend(id);
        }
        while self.recent.len() > self.max_slots {
            let Some(id) = self.recent.pop_front() else { break };
            // A command that was chosen twice keeps its later slot.
            if let btree_map::Entry::Occupied(known) = self.commands.entry(id)
                && *known.get() < self.first
            {
                known.remove();
            }
        }
    }

    /// What was sent too long ago and is not chosen. Each time a slot is sent again, the pause before the next time
    /// grows.
    pub fn overdue(&mut self, bounds: &Bounds, now: u64, retry: u64) -> Vec<Resend> {
        let mut resends: Vec<Resend> = Vec::new();
        let mut batch = Batch::new(bounds);
        for (slot, open) in (self.first..).zip(self.slots.iter_mut()) {
            let pause = retry.saturating_mul(1u64.wrapping_shl(open.resent.min(MAX_DOUBLINGS)));
            let Some(entry) = open.entry.as_ref().filter(|_| now.saturating_sub(open.sent_at) >= pause) else {
                continue;
            };
            let continues = resends.last().is_some_and(|last| {
                last.first_slot.saturating_add(last.entries.len() as u64) == slot && last.voted == open.votes
            });
            if !(continues && batch.admit(entry.payload_bytes())) {
                if resends.len() >= MAX_RESENT {
                    break;
                }
                batch = Batch::new(bounds);
                batch.admit(entry.payload_bytes());
                resends.push(Resend { first_slot: slot, entries: Vec::new(), voted: open.votes });
            }
            if let Some(last) = resends.last_mut() {
                last.entries.push(entry.clone());
            }
            open.sent_at = now;
            open.resent = open.resent.saturating_add(1);
        }
        resends
    }
}
