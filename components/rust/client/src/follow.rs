//! Following the log, one long poll at a time.

use crate::{Client, Host};
use alloc::vec::Vec;
use contract::learner::{IdPage, ReadLogRequest};
use contract::limits::{self, MAX_NUMBER};
use contract::log::Level;
use contract::types::{ChosenId, NodeId, Refusal, Slot};

/// How long a learner's service may hold a poll, in milliseconds. No longer than a user would notice, since a learner
/// may be alive and learn nothing.
const WAIT_MILLIS: u32 = 1_000;
/// When a poll without any answer is taken for lost, in milliseconds. Less than users wait for a value by default,
/// since a learner that is held up still takes connections.
const CALL_MILLIS: u64 = 3_000;
const MIN_BACKOFF_MILLIS: u64 = 20;
const MAX_BACKOFF_MILLIS: u64 = 200;

#[derive(Default)]
pub struct Following {
    /// None until a learner has said where the log ends.
    pub seen_through: Option<Slot>,
    /// Whether anything was read since: until then it is the word of one learner.
    confirmed: bool,
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
        if self.following.read.take_if(|read| self.now.saturating_sub(read.sent_at) > CALL_MILLIS).is_some() {
            // An answer that comes now is that of a poll given up, and would not tell that another one is to be asked.
            self.following.turn = self.following.turn.wrapping_add(1);
        }
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
        self.host.read_ids(call, learner, request);
    }

    /// A leader proposes in this slot. One that a learner has said to be long chosen shows that one of the two is
    /// wrong: until anything was read it is the learner, and the next one is asked from there on.
    pub(crate) fn correct(&mut self, slot: Slot) {
        let Some(seen) = self.following.seen_through.filter(|&seen| slot <= seen && !self.following.confirmed) else {
            return;
        };
        self.host.write(
            Level::Warn,
            format_args!(
                "a learner says that slots up to {seen} are chosen, but slot {slot} is being decided: reading from \
                 there"
            ),
        );
        self.following.seen_through = Some(slot.saturating_sub(1));
        self.following.read = None;
        self.following.turn = self.following.turn.wrapping_add(1);
    }

    pub fn ids_read(&mut self, call: u64, learner: NodeId, answer: Result<IdPage, Refusal>) {
        let Some(read) = self.following.read.take_if(|read| read.call == call) else { return };
        match answer {
            Ok(page) => {
                self.following.backoff = 0;
                match self.following.seen_through {
                    None => self.following.seen_through = Some(page.chosen_through.min(MAX_NUMBER)),
                    Some(_) if page.ids.is_empty() => self.nothing_new(&read),
                    Some(seen) => self.read_page(learner, seen, &page.ids),
                }
            }
            Err(refusal) => {
                if !matches!(refusal, Refusal::Unavailable(_) | Refusal::Overloaded(_)) {
                    let text = format_args!("learner {learner} did not show its log: {refusal}");
                    self.say(Level::Warn, "did not show its log", learner, text);
                }
                self.try_next_learner();
            }
        }
        self.read_more();
        self.propose_more();
    }

    fn read_page(&mut self, learner: NodeId, seen: Slot, ids: &[ChosenId]) {
        let session = self.session;
        let mut seen = seen;
        let mut chosen = Vec::with_capacity(ids.len());
        for it in ids {
            if it.slot != seen.saturating_add(1) {
                break;
            }
            let sound = limits::ballot_in("origin", &self.configuration.cluster, it.origin)
                .and_then(|()| it.id.map_or(Ok(()), limits::command_id));
            if let Err(refusal) = sound {
                let text = format_args!("learner {learner} shows what cannot be in slot {}: {refusal}", it.slot);
                self.say(Level::Warn, "shows what cannot be", learner, text);
                break;
            }
            seen = it.slot;
            let own = it.id.filter(|id| id.session == session);
            if own.is_some_and(|id| self.pending.chosen(it.slot, id.sequence)) {
                chosen.push(*it);
            }
        }
        if !chosen.is_empty() {
            self.proposing.fruitless = 0;
            self.host.report_chosen(&chosen);
            self.outcomes.remember(&chosen);
        }
        if self.following.seen_through < Some(seen) {
            self.following.seen_through = Some(seen);
            self.following.confirmed = true;
        } else {
            // What does not follow is no page.
            self.try_next_learner();
        }
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
        if self.pending.any_expected_before(self.now.saturating_sub(u64::from(WAIT_MILLIS / 2))) {
            self.following.turn = self.following.turn.wrapping_add(1);
        }
    }

    fn try_next_learner(&mut self) {
        self.following.turn = self.following.turn.wrapping_add(1);
        self.following.backoff = self.following.backoff.saturating_mul(2).clamp(MIN_BACKOFF_MILLIS, MAX_BACKOFF_MILLIS);
        self.following.not_before = self.now.saturating_add(self.following.backoff);
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::*;
    use alloc::vec;
    use contract::client::CommandOutcome;
    use contract::learner::ReadLogRequest;
    use contract::limits::MAX_NUMBER;
    use contract::types::{ChosenId, Refusal};

    #[test]
    fn a_client_first_asks_where_the_log_ends_and_then_follows_it_by_long_polls() {
        let mut node = unborn();
        node.tick(1_000, 6);
        let end = ReadLogRequest { first_slot: MAX_NUMBER, max_entries: 1, wait_millis: None };
        assert_eq!(node.host().reads[0].2, end);
        node.page(&[], 10);
        let poll = ReadLogRequest { first_slot: 11, max_entries: 4, wait_millis: Some(1_000) };
        assert_eq!((node.host().reads.len(), node.host().reads[0].2), (1, poll));
    }

    #[test]
    fn a_learner_that_comes_takes_its_turn_and_one_that_goes_has_none() {
        let mut node = client();
        node.learners_are(vec![2, 5]);
        for _ in 0..2 {
            let (call, asked, _) = node.host_mut().reads.remove(0);
            node.ids_read(call, asked, Err(Refusal::Unavailable("gone".into())));
            node.tick(node.now + 200, 0);
        }
        let (call, asked, _) = node.host_mut().reads.remove(0);
        node.learners_are(vec![]);
        node.ids_read(call, asked, Err(Refusal::Unavailable("gone".into())));
        node.tick(node.now + 200, 0);
        assert!(node.host().reads.is_empty(), "nobody is there to ask");
        node.learners_are(vec![5]);
        node.tick(node.now + 20, 0);
        assert_eq!(node.host().reads[0].1, 5);
    }

    #[test]
    fn own_commands_in_the_log_are_reported_once_and_others_are_not() {
        let mut node = client();
        node.texts(&["a"]).unwrap();
        let no_op = ChosenId { slot: 12, origin: ballot(1), id: None };
        node.page(&[foreign(11), no_op, own(13, 1), own(14, 1), own(15, 9)], 15);
        assert_eq!(node.host().reported, [own(13, 1)]);
        let status = node.status(1).unwrap();
        assert_eq!((status.pending, status.seen_through), (0, 15));
        assert_eq!(node.outcome_of(1), CommandOutcome::Chosen(own(13, 1)));
        assert_eq!(node.host().reads[0].2.first_slot, 16);
    }

    #[test]
    fn a_command_that_is_not_in_its_slot_is_proposed_again() {
        let mut node = client();
        node.texts(&["a", "b"]).unwrap();
        node.assign(&[11, 12]);
        node.page(&[foreign(11)], 11);
        assert_eq!(node.under_way(), [(1, vec![1])]);
        node.page(&[own(12, 2)], 12);
        assert_eq!(node.status(1).unwrap().pending, 1);
    }

    #[test]
    fn a_page_that_does_not_follow_what_was_seen_is_not_taken() {
        let mut node = client();
        node.texts(&["a"]).unwrap();
        node.page(&[own(13, 1)], 13);
        assert!(node.host().reported.is_empty());
        assert_eq!(node.status(1).unwrap().seen_through, 10);
    }

    #[test]
    fn a_learner_that_says_the_log_ends_far_beyond_it_does_not_blind_the_client() {
        for claimed in [MAX_NUMBER, u64::MAX, 5_000] {
            let mut node = unborn();
            node.tick(1_000, 6);
            node.page(&[], claimed);
            node.texts(&["a"]).unwrap();
            node.assign(&[11]);
            assert_eq!(node.status(1).unwrap().seen_through, 10);
            assert_eq!(node.status(1).unwrap().pending, 1);
            node.tick(1_020, 0);
            let (_, learner, request) = node.host().reads.last().unwrap();
            assert_eq!((*learner, request.first_slot), (2, 11), "the next learner is asked from there on");
            node.host_mut().reads.remove(0);
            node.page(&[own(11, 1)], 11);
            assert_eq!(node.outcome_of(1), CommandOutcome::Chosen(own(11, 1)));
        }
    }

    #[test]
    fn what_was_read_is_not_taken_back_by_a_slot_that_a_proposer_names() {
        let mut node = client();
        node.page(&[foreign(11)], 11);
        node.texts(&["a"]).unwrap();
        node.assign(&[3]);
        assert_eq!(node.status(1).unwrap().seen_through, 11);
        node.tick(1_020, 0);
        assert_eq!(node.under_way(), [(1, vec![1])], "it did not get there");
    }

    #[test]
    fn how_far_a_learner_says_it_is_never_carries_the_client_on() {
        let mut node = client();
        node.page(&[foreign(11)], MAX_NUMBER);
        assert_eq!(node.status(1).unwrap().seen_through, 11);
        node.page(&[], MAX_NUMBER);
        assert_eq!(node.status(1).unwrap().seen_through, 11);
    }

    #[test]
    fn a_learner_whose_page_does_not_follow_is_left_for_the_next() {
        let mut node = client();
        node.page(&[foreign(MAX_NUMBER)], MAX_NUMBER);
        assert_eq!(node.status(1).unwrap().seen_through, 10);
        node.tick(1_020, 0);
        assert_eq!((node.host().reads[0].1, node.host().reads[0].2.first_slot), (2, 11));
    }

    #[test]
    fn a_learner_whose_page_shows_what_cannot_be_is_named_and_left_for_the_next() {
        for entry in impossible_entries(1) {
            let mut node = client();
            let shown = ChosenId { origin: entry.origin, id: entry.command_id(), ..foreign(11) };
            node.page(&[shown], 11);
            assert_eq!(node.status(1).unwrap().seen_through, 10);
            assert!(node.host().lines.last().unwrap().1.starts_with("learner 1 shows what cannot be in slot 11: "));
            node.tick(1_020, 0);
            assert_eq!((node.host().reads[0].1, node.host().reads[0].2.first_slot), (2, 11));
        }
    }

    #[test]
    fn when_a_learner_cannot_be_reached_the_next_one_is_asked_after_a_pause() {
        let mut node = client();
        let (call, learner, _) = node.host_mut().reads.remove(0);
        assert_eq!(learner, 1);
        node.ids_read(call, learner, Err(Refusal::Unavailable("gone".into())));
        assert!(node.host().reads.is_empty());
        node.tick(1_020, 0);
        assert_eq!(node.host().reads[0].1, 2);
    }

    #[test]
    fn a_learner_that_shows_nothing_new_for_long_is_left_for_the_next() {
        let mut node = client();
        node.texts(&["a"]).unwrap();
        node.assign(&[11]);
        node.tick(1_990, 0);
        node.page(&[], 10);
        assert_eq!(node.host().reads[0].1, 2);
    }

    #[test]
    fn it_is_left_also_where_the_command_is_proposed_again_meanwhile() {
        let mut node = client();
        node.texts(&["a"]).unwrap();
        node.assign(&[11]);
        node.tick(2_001, 0);
        node.assign(&[11]);
        node.page(&[], 10);
        assert_eq!(node.host().reads[0].1, 2);
    }

    #[test]
    fn a_poll_that_comes_back_empty_at_once_is_not_repeated_at_once() {
        let mut node = client();
        node.page(&[], 10);
        assert!(node.host().reads.is_empty());
        node.tick(1_020, 0);
        assert_eq!(node.host().reads[0].1, 1);
    }

    #[test]
    fn a_poll_that_is_never_answered_is_given_up_and_the_next_learner_asked() {
        let mut node = client();
        node.host_mut().reads.clear();
        node.tick(4_001, 0);
        assert_eq!(node.host().reads.len(), 1);
        assert_eq!(node.host().reads[0].1, 2);
    }
}
