//! Following the log, one long poll at a time.

use crate::{Client, Host};
use alloc::vec::Vec;
use contract::learner::{LogPage, ReadLogRequest};
use contract::limits::MAX_NUMBER;
use contract::log::Level;
use contract::types::{ChosenEntry, NodeId, Refusal, Slot};

/// How long a learner's service may hold a poll, in milliseconds. No longer than a user would notice, since a learner may be
/// alive and learn nothing.
const WAIT_MILLIS: u32 = 1_000;
/// When a poll without any answer is taken for lost, in milliseconds.
const CALL_MILLIS: u64 = 5_000;
const MIN_BACKOFF_MILLIS: u64 = 20;
const MAX_BACKOFF_MILLIS: u64 = 200;

#[derive(Default)]
pub struct Following {
    /// None until a learner has said where the log ends.
    pub seen_through: Option<Slot>,
    read: Option<Read>,
    turn: usize,
    not_before: u64,
    backoff: u64,
}

struct Read {
    call: u64,
    sent_at: u64,
}

impl<H: Host> Client<H> {
    pub(crate) fn read_more(&mut self) {
        self.following.read.take_if(|read| self.now.saturating_sub(read.sent_at) > CALL_MILLIS);
        if self.following.read.is_some() || self.now < self.following.not_before || self.session == 0 {
            return;
        }
        let learners = &self.configuration.cluster.learners;
        let turn = self.following.turn.checked_rem(learners.len()).unwrap_or(0);
        let Some(&learner) = learners.get(turn) else { return };
        let request = match self.following.seen_through {
            // The answer to a read beyond any log says where the log ends.
            None => ReadLogRequest { first_slot: MAX_NUMBER, max_entries: 1, wait_millis: None },
            Some(seen) => ReadLogRequest {
                first_slot: seen.saturating_add(1).min(MAX_NUMBER),
                max_entries: self.configuration.bounds.max_batch_entries,
                wait_millis: Some(WAIT_MILLIS),
            },
        };
        let call = self.next_call();
        self.following.read = Some(Read { call, sent_at: self.now });
        self.host.read_log(call, learner, request);
    }

    pub fn log_read(&mut self, call: u64, learner: NodeId, answer: Result<LogPage, Refusal>) {
        let Some(read) = self.following.read.take_if(|read| read.call == call) else { return };
        match answer {
            Ok(page) => {
                self.following.backoff = 0;
                match self.following.seen_through {
                    None => self.following.seen_through = Some(page.chosen_through.min(MAX_NUMBER)),
                    Some(_) if page.entries.is_empty() => self.nothing_new(&read),
                    Some(seen) => self.read_page(seen, page.entries),
                }
            }
            Err(refusal) => {
                if !matches!(refusal, Refusal::Unavailable(_) | Refusal::Overloaded(_)) {
                    self.host.write(Level::Warn, format_args!("learner {learner} did not show its log: {refusal:?}"));
                }
                self.try_next_learner();
            }
        }
        self.read_more();
        self.propose_more();
    }

    fn read_page(&mut self, seen: Slot, entries: Vec<ChosenEntry>) {
        let session = self.session;
        let mut seen = seen;
        let mut chosen = Vec::new();
        for entry in entries {
            if entry.slot != seen.saturating_add(1) {
                break;
            }
            seen = entry.slot;
            let own = entry.entry.command_id().filter(|id| id.session == session);
            if own.is_some_and(|id| self.pending.remove(id.sequence)) {
                chosen.push(entry);
            }
        }
        if !chosen.is_empty() {
            self.host.report_chosen(&chosen);
            for entry in chosen {
                self.outcomes.remember(entry, self.configuration.bounds.max_open_bytes as usize);
            }
        }
        self.following.seen_through = Some(seen);
        // A slot has one value for good: a command that is not in the slot it was given will not come there any more.
        self.pending.requeue_lost(seen);
    }

    fn nothing_new(&mut self, read: &Read) {
        let waited = self.now.saturating_sub(read.sent_at);
        if waited < u64::from(WAIT_MILLIS / 2) {
            // A service that does not hold polls is not asked all the time.
            self.following.not_before = self.now.saturating_add(MIN_BACKOFF_MILLIS);
        }
        // A learner that shows nothing while something should be chosen may be cut off.
        if self.pending.any_assigned_before(self.now.saturating_sub(u64::from(WAIT_MILLIS / 2))) {
            self.following.turn = self.following.turn.wrapping_add(1);
        }
    }

    fn try_next_learner(&mut self) {
        self.following.turn = self.following.turn.wrapping_add(1);
        self.following.backoff =
            self.following.backoff.saturating_mul(2).clamp(MIN_BACKOFF_MILLIS, MAX_BACKOFF_MILLIS);
        self.following.not_before = self.now.saturating_add(self.following.backoff);
    }
}
