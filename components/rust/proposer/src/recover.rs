use crate::campaign::Next;
use crate::{Host, Leading, Proposer, State};
use alloc::format;
use alloc::string::String;
use contract::log::Level;
use contract::types::{Ballot, Content, Entry, NodeId, Slot};

/// The longest gap before a reported slot that is closed with no-ops, in windows of open slots. A leader proposes only
/// within one window after what is chosen; the rest is for configurations that changed.
const MAX_GAP_WINDOWS: u64 = 16;

/// Where going through the slots ended.
enum End {
    /// For now: a quorum has not reported further, or there is no room.
    Waiting,
    /// Nothing is reported from here on.
    Complete,
    /// What was to be decided again is proposed.
    Last,
    /// A quorum reports nothing for a slot that is chosen.
    Forgotten(Slot),
    /// An acceptor reports a slot that no leader can have proposed in.
    Gap { next: Slot, reported: Slot, by: NodeId },
}

impl<H: Host> Proposer<H> {
    /// Proposes again what the promises brought up, slot by slot as far as a phase-1 quorum has reported and the bounds
    /// on open slots allow. When a quorum has reported everything, and all of it is proposed, this proposer leads.
    pub(crate) fn recover(&mut self) {
        let State::Campaigning(campaign, open) = &mut self.state else { return };
        let ballot = campaign.ballot;
        let first_slot = open.next_slot();
        match self.go_through_reports() {
            End::Waiting => {}
            End::Complete => self.lead(ballot),
            End::Forgotten(slot) => self.troubled(self.what_is_forgotten(slot)),
            End::Gap { next, reported, by } => {
                return self
                    .exclude(by, format!("it reports slot {reported}, where a quorum holds nothing from {next} on"));
            }
            End::Last => {
                if matches!(&self.state, State::Campaigning(_, open) if open.unchosen() == 0) {
                    return self.campaign();
                }
            }
        }
        self.send_open(ballot, first_slot);
        self.ask_for_promises();
    }

    fn go_through_reports(&mut self) -> End {
        let (bounds, cluster) = (&self.configuration.bounds, &self.configuration.cluster);
        let max_gap = MAX_GAP_WINDOWS.saturating_mul(u64::from(bounds.max_open_slots.max(bounds.max_batch_entries)));
        let overwrites = cfg!(feature = "mutant-overwrites-what-it-knows-to-be-chosen");
        let State::Campaigning(campaign, open) = &mut self.state else { return End::Waiting };
        let ballot = campaign.ballot;
        if let Some(slot) = campaign.known_chosen {
            // A phase-2 quorum accepted it, and shares an acceptor with every phase-1 quorum.
            match campaign.next(cluster, slot) {
                Next::Reported(_) => campaign.known_chosen = None,
                Next::Unknown => return End::Waiting,
                Next::Free | Next::Beyond => return End::Forgotten(slot),
            }
        }
        while open.has_room_for(1, 0) {
            let slot = open.next_slot();
            if campaign.last.is_some_and(|last| slot > last) {
                return End::Last;
            }
            let entry = match campaign.next(cluster, slot) {
                // Paxos Made Simple, P2c: the value of the highest ballot reported, in the same slot, origin and all.
                Next::Reported(reported) => reported.entry,
                Next::Unknown => return End::Waiting,
                Next::Free | Next::Beyond if slot <= self.chosen_through && !overwrites => return End::Forgotten(slot),
                Next::Free => {
                    let far = campaign.next_reported().filter(|(next, _)| next.saturating_sub(slot) > max_gap);
                    if let Some((reported, by)) = far {
                        return End::Gap { next: slot, reported, by };
                    }
                    // Paxos Made Simple, 3: a gap that nothing can be chosen in is closed with a no-op.
                    Entry { origin: ballot, content: Content::NoOp }
                }
                Next::Beyond => return End::Complete,
            };
            open.open(entry, self.now);
        }
        End::Waiting
    }

    fn what_is_forgotten(&self, slot: Slot) -> String {
        let acceptors = match &self.state {
            State::Campaigning(campaign, _) => campaign.promised_by(),
            _ => [].into(),
        };
        format!(
            "slot {slot} is chosen, but acceptors {acceptors:?}, a phase-1 quorum, hold nothing there: at least one of \
             them has forgotten what it accepted. No other value goes there; an acceptor that holds it must come back"
        )
    }

    /// Phase 1 begins again without an acceptor whose promise reports what cannot be.
    pub(crate) fn exclude(&mut self, acceptor: NodeId, reason: String) {
        self.leave_out(acceptor, "reports what cannot be", reason);
        self.excluded.insert(&self.configuration.cluster, acceptor);
        self.campaign();
    }

    /// The log holds nothing from the next slot on, says a phase-1 quorum: any value may be proposed there
    /// (Paxos Made Simple, 3), without another phase 1.
    fn lead(&mut self, ballot: Ballot) {
        let former = core::mem::replace(&mut self.state, State::New);
        let State::Campaigning(_, open) = former else {
            self.state = former;
            return;
        };
        let next_slot = open.next_slot();
        self.host.write(Level::Info, format_args!("leading at round {}, from slot {next_slot} on", ballot.round));
        self.known = self.known.max(Some(ballot));
        self.leader = Some(ballot.proposer);
        self.trouble = None;
        self.state = State::Leading(Leading::new(&self.configuration.cluster, ballot, self.now), open);
        self.send_heartbeats();
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::*;
    use alloc::vec;
    use alloc::vec::Vec;
    use contract::proposer::{Leadership, ProposeOutcome};
    use contract::types::{AcceptedEntry, Refusal, Slot};

    fn slots(slots: impl Iterator<Item = Slot>) -> Vec<AcceptedEntry> {
        slots.map(|slot| accepted(slot, ballot(3, 2), "a")).collect()
    }

    #[test]
    fn the_value_of_the_highest_ballot_is_proposed_again_in_its_slot_origin_and_all() {
        let mut node = ninth();
        node.promise(1, &[accepted(1, ballot(3, 2), "low")], false);
        node.promise(2, &[accepted(1, ballot(5, 1), "high")], false);
        assert_eq!(node.asked_to_accept(), [(vec![1, 2, 3], 1, vec![entry(1, "high")])]);
        let status = node.status(1).unwrap();
        assert_eq!((status.leadership, status.next_slot, status.open_slots), (Leadership::Leader, 2, 1));
    }

    #[test]
    fn a_value_that_a_single_acceptor_reports_is_proposed_again_too() {
        let mut node = ninth();
        node.promise(1, &[], false);
        node.promise(2, &[accepted(1, ballot(3, 2), "a")], false);
        assert_eq!(node.asked_to_accept(), [(vec![1, 2, 3], 1, vec![entry(1, "a")])]);
    }

    #[test]
    fn gaps_below_the_highest_reported_slot_become_no_ops_of_the_own_ballot() {
        let mut node = ninth();
        node.promise(1, &[accepted(3, ballot(3, 2), "a")], false);
        node.promise(2, &[], false);
        assert_eq!(node.asked_to_accept(), [(vec![1, 2, 3], 1, vec![no_op(9), no_op(9), entry(1, "a")])]);
        assert_eq!(node.status(1).unwrap().next_slot, 4);
    }

    #[test]
    fn only_what_a_quorum_has_covered_is_proposed_again() {
        let mut node = ninth();
        node.promise(1, &slots(1..=4), true);
        node.promise(2, &slots(1..=2), true);
        let entries = vec![entry(1, "a"); 2];
        assert_eq!(node.asked_to_accept(), [(vec![1, 2, 3], 1, entries)]);
        assert_eq!(node.status(1).unwrap().leadership, Leadership::Recovering);
        assert_eq!(node.asked_for_promises().last(), Some(&(2, 3)), "the slower one is asked for its next page");
    }

    #[test]
    fn nothing_new_is_proposed_before_a_quorum_has_reported_everything() {
        let mut node = ninth();
        node.promise(1, &slots(1..=2), true);
        node.promise(2, &slots(1..=2), true);
        assert!(matches!(node.commands(&[command(1, "x")]), Err(Refusal::Overloaded(_))));
        node.promise(1, &slots(3..=3), false);
        node.promise(2, &slots(3..=3), false);
        let Ok(ProposeOutcome::Assigned(assignment)) = node.commands(&[command(2, "x")]) else { panic!() };
        assert_eq!(assignment.slots, [4]);
    }

    #[test]
    fn re_proposals_go_in_batches_within_the_bounds() {
        let mut node = ninth();
        node.promise(1, &slots(1..=6), false);
        node.promise(2, &slots(1..=6), false);
        let sizes: Vec<(Slot, usize)> =
            node.asked_to_accept().into_iter().map(|(_, first, entries)| (first, entries.len())).collect();
        assert_eq!(sizes, [(1, 4), (5, 2)]);
    }

    #[test]
    fn a_log_longer_than_the_open_window_is_recovered_as_slots_are_chosen() {
        let mut node = ninth();
        node.promise(1, &[accepted(40, ballot(3, 2), "a")], false);
        node.promise(2, &[], false);
        let status = node.status(1).unwrap();
        assert_eq!((status.leadership, status.open_slots), (Leadership::Recovering, 16));
        for _ in 0..4 {
            let (first, open) = (node.status(1).unwrap().chosen_through + 1, node.status(1).unwrap().open_slots);
            node.acceptance(1, first, open);
            node.acceptance(2, first, open);
        }
        let status = node.status(1).unwrap();
        assert_eq!((status.leadership, status.chosen_through, status.next_slot), (Leadership::Leader, 40, 41));
    }

    #[test]
    fn a_slow_acceptor_goes_on_where_the_quorum_is() {
        let mut node = ninth();
        node.promise(1, &slots(1..=4), true);
        node.promise(2, &slots(1..=4), true);
        node.asked_for_promises();
        node.acceptance(1, 1, 4);
        node.acceptance(2, 1, 4);
        node.prepare_answered(0, 3, Err(Refusal::Unavailable("gone".into())));
        node.tick(2_400, 0);
        assert_eq!(node.asked_for_promises(), [(1, 5), (2, 5), (3, 1)]);
    }
}
