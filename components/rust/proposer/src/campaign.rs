//! Phase 1: collecting promises, and what they report.

use crate::{Host, OpenSlots, Proposer, State};
use alloc::collections::BTreeMap;
use alloc::format;
use alloc::vec::Vec;
use contract::acceptor::{PrepareRequest, Promise};
use contract::limits::{self, MAX_NUMBER};
use contract::log::Level;
use contract::node::Cluster;
use contract::quorum::AcceptorSet;
use contract::types::{AcceptedEntry, Ballot, NodeId, Refusal, Slot};

/// How many numbers of calls for one page are remembered: an answer to any of them will do.
const MAX_CALLS: usize = 8;
/// Covered to the end: the acceptor has reported everything.
const WHOLLY: Slot = Slot::MAX;

pub struct Campaign {
    pub ballot: Ballot,
    /// When to give up for lack of progress.
    pub give_up_at: u64,
    sources: Vec<Source>,
    /// The highest-ballot value that any promise reported for a slot, where it is not proposed again yet.
    reported: BTreeMap<Slot, Reported>,
    highest_reported: Slot,
    /// A slot that is known to be chosen, and that a quorum must therefore report; none once it has, or where there is
    /// none.
    pub known_chosen: Option<Slot>,
    /// The last slot to decide, where the log beyond it needs no deciding.
    pub last: Option<Slot>,
}

struct Reported {
    accepted: AcceptedEntry,
    by: NodeId,
}

/// An acceptor whose promise is asked for, page by page.
struct Source {
    acceptor: NodeId,
    promised: bool,
    /// It has reported what it accepted from the first open slot through this one.
    covered_through: Slot,
    asked_from: Slot,
    /// The calls that ask for this page; empty while no page is asked for.
    calls: Vec<u64>,
    sent_at: u64,
}

/// Why a promise cannot be right.
pub enum Contradiction {
    /// It reports what no acceptor can hold.
    Impossible { slot: Slot, refusal: Refusal },
    /// It reports a value at a ballot that is not below the one promised.
    NotBelow { slot: Slot, reported: Ballot },
    /// Another promise has reported another value at the same ballot.
    OtherValue { slot: Slot },
}

impl Campaign {
    /// `without` are acceptors whose promises are not asked for.
    pub fn new(
        cluster: &Cluster,
        without: &AcceptorSet,
        ballot: Ballot,
        first_slot: Slot,
        give_up_at: u64,
    ) -> Campaign {
        let source = |&acceptor: &NodeId| Source {
            acceptor,
            promised: false,
            covered_through: first_slot.saturating_sub(1),
            asked_from: first_slot,
            calls: Vec::new(),
            sent_at: 0,
        };
        Campaign {
            ballot,
            give_up_at,
            sources: cluster.acceptors.iter().filter(|&&it| !without.contains(cluster, it)).map(source).collect(),
            reported: BTreeMap::new(),
            highest_reported: 0,
            known_chosen: None,
            last: None,
        }
    }

    /// The acceptors that have promised.
    pub fn promised_by(&self) -> Vec<NodeId> {
        self.sources.iter().filter(|source| source.promised).map(|source| source.acceptor).collect()
    }

    /// The next slot that is reported, and by whom.
    pub fn next_reported(&self) -> Option<(Slot, NodeId)> {
        self.reported.first_key_value().map(|(&slot, reported)| (slot, reported.by))
    }

    pub fn has_quorum(&self, cluster: &Cluster) -> bool {
        self.sources.iter().filter(|source| source.promised).count() >= cluster.phase1_quorum as usize
    }

    /// The last slot for which a phase-1 quorum has reported all that it accepted up to there; none without a quorum.
    fn covered_through(&self, cluster: &Cluster) -> Option<Slot> {
        let mut covered: Vec<Slot> =
            self.sources.iter().filter(|source| source.promised).map(|source| source.covered_through).collect();
        covered.sort_unstable_by(|a, b| b.cmp(a));
        covered.get((cluster.phase1_quorum as usize).saturating_sub(1)).copied()
    }

    /// What to do about a slot that comes next to be proposed in.
    pub fn next(&mut self, cluster: &Cluster, slot: Slot) -> Next {
        let Some(covered) = self.covered_through(cluster).filter(|&covered| covered >= slot) else {
            return Next::Unknown;
        };
        let next = self.reported.first_key_value().map(|(&next, _)| next);
        let due = if cfg!(feature = "mutant-drops-gap") { next.unwrap_or(slot) } else { slot };
        match self.reported.remove(&due) {
            Some(reported) => Next::Reported(reported.accepted),
            None if slot < self.highest_reported => Next::Free,
            None if covered == WHOLLY => Next::Beyond,
            None => Next::Unknown,
        }
    }

    /// Takes a page of a promise in. Whether it was one that was asked for.
    pub fn promised(
        &mut self,
        cluster: &Cluster,
        call: u64,
        acceptor: NodeId,
        promise: Promise,
        next_slot: Slot,
    ) -> Result<bool, Contradiction> {
        let Some(source) = self.sources.iter_mut().find(|it| it.acceptor == acceptor && it.calls.contains(&call))
        else {
            return Ok(false);
        };
        for accepted in &promise.accepted {
            limits::accepted(cluster, accepted)
                .map_err(|refusal| Contradiction::Impossible { slot: accepted.slot, refusal })?;
        }
        let last = promise.accepted.last().map(|last| last.slot);
        source.calls.clear();
        source.promised = true;
        source.covered_through = if promise.more { last.unwrap_or(source.covered_through) } else { WHOLLY };

        // What is below the next slot to propose in has been covered by a quorum, and decided, without this page.
        let floor = self.known_chosen.unwrap_or(next_slot).min(next_slot);
        for accepted in promise.accepted.into_iter().filter(|it| it.slot >= floor) {
            self.report(acceptor, accepted)?;
        }
        Ok(true)
    }

    /// Keeps the value of the highest ballot (Paxos Made Simple, 2.2, phase 2 (a)).
    fn report(&mut self, by: NodeId, accepted: AcceptedEntry) -> Result<(), Contradiction> {
        let slot = accepted.slot.saturating_add(cfg!(feature = "mutant-moves-value-to-another-slot").into());
        if accepted.ballot >= self.ballot {
            return Err(Contradiction::NotBelow { slot, reported: accepted.ballot });
        }
        self.highest_reported = self.highest_reported.max(slot);
        match self.reported.get(&slot).map(|it| &it.accepted) {
            Some(known) if (known.ballot > accepted.ballot) != cfg!(feature = "mutant-picks-wrong-value") => {}
            // A ballot and a slot fix the value.
            Some(known) if known.ballot == accepted.ballot && known.entry != accepted.entry => {
                return Err(Contradiction::OtherValue { slot });
            }
            _ => {
                self.reported.insert(slot, Reported { accepted, by });
            }
        }
        Ok(())
    }

    /// The acceptors to ask for a page, each with the slot it begins at. None goes ahead of the quorum by more than a
    /// page, and `room` says whether more can be taken in at all: so memory is bounded, however long the log is.
    fn pages_to_ask(
        &mut self,
        cluster: &Cluster,
        next_slot: Slot,
        room: bool,
        now: u64,
        retry: u64,
    ) -> Vec<(NodeId, Slot)> {
        let covered = self.covered_through(cluster).unwrap_or(next_slot);
        let mut asks = Vec::new();
        for source in &mut self.sources {
            let waiting = !source.calls.is_empty();
            let again = waiting && now.saturating_sub(source.sent_at) >= retry;
            let further = !waiting && source.covered_through != WHOLLY && source.covered_through <= covered && room;
            if further {
                // What is below the next slot needs no covering any more.
                source.asked_from = source.covered_through.saturating_add(1).max(next_slot);
            }
            if again || further {
                source.sent_at = now;
                asks.push((source.acceptor, source.asked_from));
            }
        }
        asks
    }

    fn asked(&mut self, acceptor: NodeId, call: u64) {
        if let Some(source) = self.sources.iter_mut().find(|source| source.acceptor == acceptor) {
            if source.calls.len() >= MAX_CALLS {
                source.calls.remove(0);
            }
            source.calls.push(call);
        }
    }
}

/// What phase 1 says about a slot.
pub enum Next {
    /// A quorum has not yet reported that far.
    Unknown,
    /// This value must be proposed again.
    Reported(AcceptedEntry),
    /// Nothing can be chosen there, while a later slot holds something.
    Free,
    /// Nothing is reported there or later.
    Beyond,
}

impl<H: Host> Proposer<H> {
    /// Phase 1a, for all slots that are not known to be chosen, at a ballot never used before. The last slot that is
    /// known to be chosen is asked for as well: where a quorum does not report it, an acceptor has forgotten.
    pub(crate) fn campaign(&mut self) {
        let known = Some(self.chosen_through).filter(|&slot| slot > 0);
        let known = known.filter(|_| !cfg!(feature = "mutant-overwrites-what-it-knows-to-be-chosen"));
        self.campaign_from(self.chosen_through.saturating_add(1), known, None);
    }

    /// Paxos Made Simple, 2.3: a new proposal makes known what is chosen. Phase 1 finds it and phase 2 has it accepted
    /// at one ballot again. So many slots as may be open, so that whoever asks does not hold the log up for long.
    pub(crate) fn decide_again(&mut self, first_slot: Slot) {
        let bounds = &self.configuration.bounds;
        let last = first_slot.saturating_add(u64::from(bounds.max_open_slots.max(1))).saturating_sub(1);
        self.campaign_from(first_slot, None, Some(last).filter(|&last| last < self.chosen_through));
    }

    fn campaign_from(&mut self, first_slot: Slot, known_chosen: Option<Slot>, last: Option<Slot>) {
        // A ballot that was used before is not used again: what was is not known yet.
        if !self.memory.settled {
            return;
        }
        let round = self.round_to_pass().saturating_add(1);
        if round > MAX_NUMBER {
            self.troubled(format!(
                "no round is left to campaign with: the highest one known is {}",
                self.round_to_pass()
            ));
            self.step_down(format_args!("no round is left"));
            return;
        }
        self.use_round(round);
        let ballot = Ballot { round, proposer: self.configuration.cluster.self_ };
        self.ballot = Some(ballot);
        self.leader = None;
        self.seen_round = self.seen_round.max(round);
        self.rejecting = AcceptorSet::default();

        let text = format_args!("campaigning at round {round}, from slot {first_slot} on");
        self.say(Level::Info, "campaigning", 0, text);
        let give_up_at = self.now.saturating_add(self.patience());
        let mut campaign = Campaign::new(
            &self.configuration.cluster,
            &self.excluded,
            ballot,
            known_chosen.unwrap_or(first_slot),
            give_up_at,
        );
        campaign.known_chosen = known_chosen;
        campaign.last = last;
        self.state = State::Campaigning(campaign, OpenSlots::new(first_slot, &self.configuration.bounds));
        self.ask_for_promises();
    }

    /// Asks for promises, for further pages of them, and again for those that did not come.
    pub(crate) fn ask_for_promises(&mut self) {
        let State::Campaigning(campaign, open) = &mut self.state else { return };
        let retry = u64::from(self.configuration.timing.retry_millis).max(1);
        let next_slot = campaign.known_chosen.unwrap_or(open.next_slot());
        let asks =
            campaign.pages_to_ask(&self.configuration.cluster, next_slot, open.has_room_for(1, 0), self.now, retry);
        for (acceptor, first_slot) in asks {
            self.calls = self.calls.saturating_add(1);
            campaign.asked(acceptor, self.calls);
            let max_entries = self.configuration.bounds.max_batch_entries.max(1);
            let request = PrepareRequest { ballot: campaign.ballot, first_slot, max_entries };
            self.host.prepare(self.calls, acceptor, request);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::*;
    use contract::limits::MAX_NUMBER;
    use contract::log::Level;
    use contract::proposer::Leadership;
    use contract::types::Refusal;

    #[test]
    fn a_campaign_stores_its_round_before_it_asks_every_acceptor() {
        let mut node = candidate();
        assert_eq!(node.host().round, 1);
        assert_eq!(node.own_ballot(), ballot(1, 1));
        assert_eq!(node.asked_for_promises(), [(1, 1), (2, 1), (3, 1)]);
    }

    #[test]
    fn a_campaign_begins_with_the_last_slot_known_to_be_chosen_and_proposes_after_it() {
        let mut node = over(Memory { round: 5, progress: chosen_through(41), ..Memory::default() });
        node.unheard([1_400, 2_000]);
        assert_eq!(node.own_ballot(), ballot(6, 1), "the round after the last one on disk");
        assert_eq!(node.pages_asked(), [(1, 41), (2, 41), (3, 41)]);
        node.promise(1, &[accepted(41, ballot(3, 2), "a")], false);
        node.promise(2, &[], false);
        let status = node.status(1).unwrap();
        assert_eq!((status.leadership, status.next_slot), (Leadership::Leader, 42));
        assert!(node.asked_to_accept().is_empty());
    }

    #[test]
    fn where_a_quorum_does_not_hold_what_is_chosen_nothing_is_proposed_until_an_acceptor_comes_that_does() {
        let mut node = over(Memory { round: 5, progress: chosen_through(41), ..Memory::default() });
        node.unheard([1_400, 2_000]);
        node.promise(1, &[accepted(40, ballot(3, 2), "a")], false);
        node.promise(2, &[], false);
        let status = node.status(1).unwrap();
        let trouble = status.trouble.unwrap();
        assert!(trouble.contains("slot 41 is chosen, but acceptors [1, 2]"), "{trouble}");
        assert_eq!(node.host().lines.last().unwrap().0, Level::Error);
        assert!(matches!(node.commands(&[command(1, "x")]), Err(Refusal::Overloaded(_))));
        assert!(node.asked_to_accept().is_empty());

        node.promise(3, &[accepted(41, ballot(3, 2), "b")], false);
        let status = node.status(1).unwrap();
        assert_eq!((status.leadership, status.trouble, status.next_slot), (Leadership::Leader, None, 42));
    }

    #[test]
    fn an_acceptor_that_reports_a_slot_far_beyond_the_log_is_left_out_and_a_quorum_goes_on() {
        let mut node = ninth();
        node.promise(1, &[accepted(1, ballot(3, 2), "a")], false);
        node.promise(3, &[accepted(MAX_NUMBER, ballot(3, 2), "z")], false);
        assert_eq!(node.own_ballot(), ballot(10, 1), "phase 1 begins again");
        let asked = node.pages_asked();
        assert!(asked.ends_with(&[(1, 1), (2, 1)]), "{asked:?}");
        node.promise(1, &[accepted(1, ballot(3, 2), "a")], false);
        node.promise(2, &[], false);
        let status = node.status(1).unwrap();
        assert_eq!((status.leadership, status.next_slot), (Leadership::Leader, 2));
        assert_eq!(status.left_out.len(), 1);
        assert!(status.left_out[0].reason.contains("slot 9007199254740991"), "{:?}", status.left_out);
    }

    #[test]
    fn an_acceptor_that_reports_a_ballot_above_the_one_it_promised_is_left_out() {
        let mut node = ninth();
        node.promise(3, &[accepted(1, ballot(9, 1), "z")], false);
        node.promise(1, &[], false);
        node.promise(2, &[], false);
        let status = node.status(1).unwrap();
        assert_eq!((status.leadership, status.left_out[0].acceptor), (Leadership::Leader, 3));
    }

    #[test]
    fn without_a_round_left_nobody_campaigns() {
        let mut node = over(Memory { round: MAX_NUMBER, ..Memory::default() });
        node.unheard([8_500, 9_000]);
        assert_eq!(node.status(1).unwrap().leadership, Leadership::Follower);
        assert!(node.host().lines.iter().any(|(level, _)| *level == Level::Error));
    }

    #[test]
    fn promises_that_do_not_come_are_asked_for_again() {
        let mut node = candidate();
        node.promise(1, &[], false);
        node.asked_for_promises();
        node.tick(1_800, 0);
        assert!(node.asked_for_promises().is_empty());
        node.tick(1_801, 0);
        assert_eq!(node.asked_for_promises(), [(2, 1), (3, 1)]);
    }

    #[test]
    fn a_late_answer_to_the_first_try_still_counts() {
        let mut node = candidate();
        let first = node.host().prepares.clone();
        node.tick(1_801, 0);
        for (call, acceptor, request) in first.into_iter().take(2) {
            let promise = contract::acceptor::Promise { ballot: request.ballot, accepted: [].into(), more: false };
            node.remember(acceptor);
            node.prepare_answered(call, acceptor, Ok(contract::acceptor::PrepareOutcome::Promised(promise)));
        }
        assert_eq!(node.status(1).unwrap().leadership, Leadership::Leader);
    }

    #[test]
    fn a_campaign_that_nobody_answers_is_given_up_and_not_begun_again_while_nobody_answers() {
        let mut node = candidate();
        for now in 3..20 {
            node.tick(now * 1_000 + 20, 0);
        }
        assert_eq!((node.status(1).unwrap().leadership, node.host().round), (Leadership::Isolated, 1));
    }

    #[test]
    fn a_campaign_without_progress_is_begun_again_at_a_higher_round() {
        let mut node = candidate();
        node.unheard([3_020, 3_500]);
        assert_eq!(node.own_ballot(), ballot(2, 1));
    }
}
