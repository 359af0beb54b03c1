use crate::{Host, Learner};
use alloc::collections::VecDeque;
use alloc::vec::Vec;
use contract::learner::{IdPage, ReadLogRequest};
use contract::types::{Ballot, ChosenEntry, ChosenId, NodeId, Refusal, Slot};

/// The end of the log without its payloads, in memory: who follows the log asks for nothing else.
#[derive(Default)]
pub struct RecentIds {
    ids: VecDeque<ChosenId>,
    /// The ballot at which each was found chosen; none where another learner brought it.
    ballots: VecDeque<Option<Ballot>>,
}

impl RecentIds {
    /// Appends what follows the last id, and keeps so many.
    pub fn append(&mut self, chosen: &[ChosenEntry], ballots: &[Ballot], kept: u32) {
        self.ids.extend(chosen.iter().map(ChosenId::from));
        self.ballots.extend(ballots.iter().copied().map(Some));
        self.ballots.resize(self.ids.len(), None);
        let excess = self.ids.len().saturating_sub(kept as usize);
        self.ids.drain(..excess);
        self.ballots.drain(..excess);
    }

    fn place(&self, slot: Slot) -> Option<usize> {
        usize::try_from(slot.checked_sub(self.ids.front()?.slot)?).ok()
    }

    /// What is chosen for a slot, and a ballot at which it is; none where that is not known any more.
    pub fn chosen(&self, slot: Slot) -> Option<(ChosenId, Ballot)> {
        let place = self.place(slot)?;
        Some((*self.ids.get(place)?, (*self.ballots.get(place)?)?))
    }

    /// The ids from a slot on; none where that slot is not among them.
    fn from(&self, slot: Slot, max_entries: u32) -> Option<Vec<ChosenId>> {
        let place = self.place(slot)?;
        let left = self.ids.len().checked_sub(place).filter(|&left| left > 0)?;
        Some(self.ids.iter().skip(place).take(left.min(max_entries as usize)).copied().collect())
    }
}

impl<H: Host> Learner<H> {
    /// A page of the log as [`Learner::read_log`] gives it, without payloads.
    pub fn read_ids(&self, learner: NodeId, request: ReadLogRequest) -> Result<IdPage, Refusal> {
        let max_entries = self.check_read(learner, request)?;
        let load = || self.load_log(request.first_slot, max_entries).iter().map(ChosenId::from).collect();
        let ids = self.recent.from(request.first_slot, max_entries).unwrap_or_else(load);
        Ok(IdPage { ids, chosen_through: self.chosen_through })
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::*;
    use crate::{Host, Learner};
    use alloc::vec::Vec;
    use contract::learner::{IdPage, ReadLogRequest};
    use contract::limits::MAX_NUMBER;
    use contract::types::{ChosenEntry, ChosenId, Content, Entry, Refusal, Slot};

    fn read(first_slot: Slot, max_entries: u32) -> ReadLogRequest {
        ReadLogRequest { first_slot, max_entries, wait_millis: None }
    }

    fn ids(slots: core::ops::RangeInclusive<Slot>) -> Vec<ChosenId> {
        slots.map(|slot| ChosenId { slot, origin: ballot(1), id: Some(command(1, "").id) }).collect()
    }

    /// A learner that started with six entries, has learned as many as are said since, and cannot read its log any
    /// more.
    fn that_learned(since: u64) -> Learner<Memory> {
        let mut memory = Memory::default();
        memory.append_chosen(&(1..=6).map(|slot| chosen(slot, "a")).collect::<Vec<_>>());
        let mut node = Learner::new(configuration(1), memory);
        for slot in 7..7 + since {
            node.votes(full(1, 1, slot, &[entry(1, "a")])).unwrap();
            node.votes(bare(2, 1, slot, 1)).unwrap();
        }
        node.host_mut().log.clear();
        node
    }

    #[test]
    fn ids_that_were_learned_lately_are_not_read_from_the_log() {
        let node = that_learned(3);
        assert_eq!(node.read_ids(1, read(7, 2)), Ok(IdPage { ids: ids(7..=8), chosen_through: 9 }));
        assert_eq!(node.read_ids(1, read(9, 9)), Ok(IdPage { ids: ids(9..=9), chosen_through: 9 }));
        assert_eq!(node.read_ids(1, read(6, 9)).unwrap().ids, [], "before it started");
    }

    #[test]
    fn only_so_many_are_kept_and_older_ones_are_read_from_the_log() {
        let mut node = that_learned(17);
        assert_eq!(
            node.read_ids(1, read(8, u32::MAX)).unwrap().ids,
            ids(8..=11),
            "max-open-slots is 16, max-batch-entries 4"
        );
        assert_eq!(node.read_ids(1, read(7, 4)).unwrap().ids, []);
        node.host_mut().log = (1..=23).map(|slot| chosen(slot, "a")).collect();
        assert_eq!(node.read_ids(1, read(6, 2)).unwrap().ids, ids(6..=7));
    }

    #[test]
    fn a_slot_that_holds_nothing_has_no_id() {
        let mut node = learner();
        let no_op = Entry { origin: ballot(1), content: Content::NoOp };
        node.votes(full(1, 1, 1, core::slice::from_ref(&no_op))).unwrap();
        node.votes(bare(2, 1, 1, 1)).unwrap();
        let id = ChosenId { slot: 1, origin: ballot(1), id: None };
        assert_eq!(node.read_ids(1, read(1, 1)).unwrap().ids, [id]);
        assert_eq!(ChosenId::from(&ChosenEntry { slot: 1, entry: no_op }), id);
    }

    #[test]
    fn a_slot_that_is_not_learned_gives_an_empty_page_that_says_where_the_log_ends() {
        let node = that_learned(1);
        for first_slot in [8, MAX_NUMBER] {
            assert_eq!(node.read_ids(1, read(first_slot, 1)), Ok(IdPage { ids: Vec::new(), chosen_through: 7 }));
        }
    }

    #[test]
    fn a_request_that_breaks_the_contract_is_refused() {
        let node = that_learned(1);
        assert_eq!(node.read_ids(2, read(7, 1)), Err(Refusal::Misaddressed(1)));
        let long = ReadLogRequest { wait_millis: Some(30_001), ..read(7, 1) };
        for bad in [read(0, 1), read(MAX_NUMBER + 1, 1), read(7, 0), long] {
            assert!(matches!(node.read_ids(1, bad), Err(Refusal::Invalid(_))));
        }
    }
}
