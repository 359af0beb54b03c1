use crate::{Coordinator, System};
use alloc::vec::Vec;
use contract::coordinator::{AgreementReport, Disagreement, LearnedEntry, LearnerExtent};
use contract::learner::ReadLogRequest;
use contract::limits;
use contract::types::{ChosenEntry, NodeId, Refusal, Slot};

/// How many disagreements a report names.
const MAX_DISAGREEMENTS: usize = 100;

struct Page {
    learner: NodeId,
    entries: Vec<ChosenEntry>,
}

impl Page {
    fn last_slot(&self) -> Option<Slot> {
        self.entries.last().map(|last| last.slot)
    }
}

impl<S: System> Coordinator<S> {
    /// Reads all logs side by side, a page at a time, as far as they went when it began.
    pub fn check_agreement(&mut self, coordinator: NodeId) -> Result<AgreementReport, Refusal> {
        limits::addressed(&self.configuration.cluster, coordinator)?;
        let learners = self.configuration.cluster.learners.clone();
        let mut extents: Vec<LearnerExtent> = learners
            .into_iter()
            .map(|learner| {
                let chosen_through = self.system.learner_status(learner).map(|status| status.chosen_through);
                LearnerExtent { learner, chosen_through }
            })
            .collect();

        let mut compared_through: Slot = 0;
        let mut disagreements: Vec<Disagreement> = Vec::new();
        loop {
            let first_slot = compared_through.saturating_add(1);
            let pages = self.pages(&mut extents, first_slot);
            // A log that ends here has nothing more to compare; slots that only one learner has cannot differ.
            let last_slot = pages.iter().filter_map(Page::last_slot).min();
            let Some(last_slot) = last_slot.filter(|_| pages.len() > 1) else { break };
            for slot in first_slot..=last_slot {
                if disagreements.len() < MAX_DISAGREEMENTS
                    && let Some(disagreement) = compare(&pages, slot, first_slot)
                {
                    disagreements.push(disagreement);
                }
            }
            compared_through = last_slot;
        }
        Ok(AgreementReport { agreed: disagreements.is_empty(), learners: extents, compared_through, disagreements })
    }

    /// What each learner has from a slot on. One that cannot be read any more leaves the comparison, and the report
    /// says so.
    fn pages(&mut self, extents: &mut [LearnerExtent], first_slot: Slot) -> Vec<Page> {
        let max_entries = self.configuration.bounds.max_batch_entries.max(1);
        let mut pages = Vec::new();
        for extent in extents {
            let Ok(end) = extent.chosen_through else { continue };
            if end < first_slot {
                continue;
            }
            let request = ReadLogRequest { first_slot, max_entries, wait_millis: None };
            match self.system.read_log(extent.learner, request) {
                Ok(page) => {
                    let follow = (first_slot..=end).zip(page.entries);
                    let entries: Vec<ChosenEntry> =
                        follow.take_while(|(slot, entry)| entry.slot == *slot).map(|(_, entry)| entry).collect();
                    if entries.is_empty() {
                        let text = alloc::format!("it has learned up to {end}, but shows nothing from {first_slot} on");
                        extent.chosen_through = Err(Refusal::Unavailable(text));
                    } else {
                        pages.push(Page { learner: extent.learner, entries });
                    }
                }
                Err(refusal) => extent.chosen_through = Err(refusal),
            }
        }
        pages
    }
}

/// The entries of a slot, if they are not all the same, bit for bit.
fn compare(pages: &[Page], slot: Slot, first_slot: Slot) -> Option<Disagreement> {
    let place = usize::try_from(slot.saturating_sub(first_slot)).ok()?;
    let held = || pages.iter().filter_map(|page| page.entries.get(place).map(|it| (page.learner, &it.entry)));
    let (_, first) = held().next()?;
    if held().all(|(_, entry)| entry == first) {
        return None;
    }
    let entries = held().map(|(learner, entry)| LearnedEntry { learner, entry: entry.clone() }).collect();
    Some(Disagreement { slot, entries })
}

#[cfg(test)]
mod tests {
    use crate::Coordinator;
    use crate::testing::*;
    use alloc::vec;
    use alloc::vec::Vec;
    use contract::coordinator::{Disagreement, LearnedEntry, LearnerExtent};
    use contract::limits::MAX_NUMBER;
    use contract::types::{ChosenEntry, Refusal};

    fn log(slots: u64) -> Vec<ChosenEntry> {
        (1..=slots).map(|slot| chosen(slot, "a")).collect()
    }

    fn with_logs(first: Vec<ChosenEntry>, second: Vec<ChosenEntry>) -> Coordinator<Nodes> {
        let mut node = coordinator();
        node.system_mut().logs = [(1, first), (2, second)].into();
        node
    }

    #[test]
    fn equal_logs_agree_as_far_as_both_go() {
        let report = with_logs(log(11), log(9)).check_agreement(1).unwrap();
        assert!(report.agreed);
        assert_eq!(report.compared_through, 9, "over several pages of 4");
        let extents = [(1, 11), (2, 9)].map(|(learner, end)| LearnerExtent { learner, chosen_through: Ok(end) });
        assert_eq!(report.learners, extents);
    }

    #[test]
    fn a_slot_with_two_values_is_named_with_both() {
        let mut other = log(9);
        other[6].entry = entry(1, "b");
        let report = with_logs(log(9), other).check_agreement(1).unwrap();
        assert!(!report.agreed);
        let entries =
            vec![LearnedEntry { learner: 1, entry: entry(1, "a") }, LearnedEntry { learner: 2, entry: entry(1, "b") }];
        assert_eq!(report.disagreements, [Disagreement { slot: 7, entries }]);
        assert_eq!(report.compared_through, 9);
    }

    #[test]
    fn another_origin_alone_is_a_disagreement() {
        let mut other = log(1);
        other[0].entry = entry(2, "a");
        assert!(!with_logs(log(1), other).check_agreement(1).unwrap().agreed);
    }

    #[test]
    fn only_the_first_hundred_disagreements_are_named() {
        let others = (1..=150).map(|slot| chosen(slot, "b")).collect();
        let report = with_logs(log(150), others).check_agreement(1).unwrap();
        assert_eq!((report.disagreements.len(), report.compared_through), (100, 150));
    }

    #[test]
    fn a_learner_that_claims_an_extreme_slot_is_named_and_what_it_shows_is_compared() {
        for claimed in [10, MAX_NUMBER, u64::MAX] {
            let mut node = with_logs(log(11), log(9));
            node.system_mut().claimed.insert(2, claimed);
            let report = node.check_agreement(1).unwrap();
            assert_eq!((report.agreed, report.compared_through), (true, 9));
            assert_eq!(report.learners[0].chosen_through, Ok(11));
            let why = alloc::format!("it has learned up to {claimed}, but shows nothing from 10 on");
            assert_eq!(report.learners[1].chosen_through, Err(Refusal::Unavailable(why)));
        }
    }

    #[test]
    fn a_learner_that_cannot_be_asked_is_named_with_the_reason() {
        let mut node = with_logs(log(3), log(3));
        node.system_mut().gone.push(("learner", 2));
        let report = node.check_agreement(1).unwrap();
        assert_eq!(report.learners[1].chosen_through, Err(Refusal::Unavailable("gone".into())));
        assert_eq!((report.agreed, report.compared_through), (true, 0));
        assert_eq!(node.check_agreement(3), Err(Refusal::Misaddressed(1)));
    }
}
