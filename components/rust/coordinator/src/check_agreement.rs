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
                if let Some(disagreement) = compare(&pages, slot, first_slot) {
                    if disagreements.len() < MAX_DISAGREEMENTS {
                        disagreements.push(disagreement);
                    }
                }
            }
            compared_through = last_slot;
        }
        Ok(AgreementReport { agreed: disagreements.is_empty(), learners: extents, compared_through, disagreements })
    }

    /// What each learner has from a slot on. One that cannot be read any more leaves the comparison, and the report says so.
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
