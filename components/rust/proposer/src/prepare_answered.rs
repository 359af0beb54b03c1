use crate::campaign::Contradiction;
use crate::{Host, Proposer, State};
use alloc::format;
use contract::acceptor::{PrepareOutcome, Promise};
use contract::log::Level;
use contract::types::{Ballot, NodeId, Refusal};

impl<H: Host> Proposer<H> {
    /// Phase 1b has come back, or a page of it.
    pub fn prepare_answered(&mut self, call: u64, acceptor: NodeId, answer: Result<PrepareOutcome, Refusal>) {
        match answer {
            Ok(PrepareOutcome::Promised(promise)) => self.promised(call, acceptor, promise),
            Ok(PrepareOutcome::Rejected(promised)) => self.rejected(acceptor, promised),
            Err(refusal) => self.refused("promise", acceptor, &refusal),
        }
    }

    fn promised(&mut self, call: u64, acceptor: NodeId, promise: Promise) {
        let State::Campaigning(campaign, _) = &self.state else { return };
        if promise.ballot != campaign.ballot {
            return;
        }
        if !self.counts(acceptor) {
            return;
        }
        let State::Campaigning(campaign, open) = &mut self.state else { return };
        let ballot = campaign.ballot;
        let last = promise.accepted.last().map_or(0, |last| last.slot);
        match campaign.promised(&self.configuration.cluster, call, acceptor, promise, open.next_slot()) {
            Ok(false) => return,
            Ok(true) => {}
            Err(Contradiction::Impossible { slot, refusal }) => {
                return self.exclude(acceptor, format!("it reports what cannot be in slot {slot}: {refusal}"));
            }
            Err(Contradiction::NotBelow { slot, reported }) => {
                let Ballot { round, proposer } = reported;
                self.exclude(
                    acceptor,
                    format!(
                        "it promised round {} and reports slot {slot} at ballot ({round}, {proposer})",
                        ballot.round
                    ),
                );
                return;
            }
            Err(Contradiction::OtherValue { slot }) => {
                let text = format_args!("acceptor {acceptor} reports what contradicts another report in slot {slot}");
                self.say(Level::Error, "contradicts", acceptor, text);
                self.step_down(text);
                return;
            }
        }
        self.agreed(acceptor);
        self.unstored |= self.acceptors.said(acceptor, ballot, last);
        self.store_progress();
        let give_up_at = self.now.saturating_add(self.patience());
        if let State::Campaigning(campaign, _) = &mut self.state {
            campaign.give_up_at = give_up_at;
        }
        self.recover();
    }

    /// An acceptor that cannot be reached is no news; the next tick asks again.
    pub(crate) fn refused(&mut self, what: &'static str, acceptor: NodeId, refusal: &Refusal) {
        match refusal {
            Refusal::Unavailable(_) | Refusal::Overloaded(_) => {}
            Refusal::Violation(why) => {
                self.say(Level::Error, what, acceptor, format_args!("acceptor {acceptor} did not {what}: {why}"));
            }
            other => self.say(Level::Warn, what, acceptor, format_args!("acceptor {acceptor} did not {what}: {other}")),
        }
    }
}

#[cfg(test)]
mod tests {
    use contract::types::AcceptedEntry;

    use crate::testing::*;
    use contract::acceptor::{PrepareOutcome, Promise};
    use contract::log::Level;
    use contract::proposer::Leadership;
    use contract::types::Refusal;

    #[test]
    fn a_phase_1_quorum_of_promises_makes_a_leader() {
        let mut node = candidate();
        node.promise(1, &[], false);
        assert_eq!(node.status(1).unwrap().leadership, Leadership::Candidate);
        node.promise(3, &[], false);
        let status = node.status(1).unwrap();
        assert_eq!((status.leadership, status.leader, status.next_slot), (Leadership::Leader, Some(1), 1));
        assert_eq!(node.host().heartbeats.len(), 1, "the others hear of it at once");
    }

    #[test]
    fn the_same_promise_twice_counts_once() {
        let mut node = candidate();
        node.promise(1, &[], false);
        node.promise(1, &[], false);
        assert_eq!(node.status(1).unwrap().leadership, Leadership::Candidate);
    }

    #[test]
    fn a_promise_of_another_ballot_or_call_is_ignored() {
        let mut node = candidate();
        for (call, round) in [(1, 2), (77, 1)] {
            let promise = Promise { ballot: ballot(round, 1), accepted: [].into(), more: false };
            for acceptor in [1, 2, 3] {
                node.prepare_answered(call, acceptor, Ok(PrepareOutcome::Promised(promise.clone())));
            }
        }
        assert_ne!(node.status(1).unwrap().leadership, Leadership::Leader);
    }

    #[test]
    fn a_rejection_ends_the_campaign_and_the_next_one_goes_above_it() {
        let mut node = candidate();
        node.prepare_answered(1, 1, Ok(PrepareOutcome::Rejected(ballot(7, 2))));
        assert_eq!(node.status(1).unwrap().leadership, Leadership::Follower);
        node.unheard([2_020, 2_500]);
        assert_eq!(node.status(1).unwrap().leadership, Leadership::Follower, "it waits for the other one");
        node.unheard([2_960, 3_020]);
        assert_eq!(node.own_ballot(), ballot(8, 1));
    }

    #[test]
    fn a_rejection_of_an_older_ballot_changes_nothing() {
        let mut node = candidate();
        node.unheard([3_020, 3_500]);
        node.prepare_answered(1, 1, Ok(PrepareOutcome::Rejected(ballot(1, 2))));
        assert_eq!(node.status(1).unwrap().leadership, Leadership::Candidate);
    }

    #[test]
    fn an_acceptor_that_cannot_be_reached_is_no_news() {
        let mut node = candidate();
        let lines = node.host().lines.len();
        node.prepare_answered(1, 1, Err(Refusal::Unavailable("gone".into())));
        assert_eq!(node.host().lines.len(), lines);
        node.prepare_answered(1, 1, Err(Refusal::Misaddressed(2)));
        assert_eq!(node.host().lines.last().unwrap().0, Level::Warn);
    }

    #[test]
    fn reports_that_contradict_each_other_end_the_campaign_loudly() {
        let mut node = ninth();
        node.promise(1, &[accepted(1, ballot(3, 2), "a"), accepted(2, ballot(3, 2), "a")], true);
        node.promise(2, &[accepted(3, ballot(3, 2), "b")], false);
        node.promise(3, &[accepted(3, ballot(3, 2), "c")], false);
        assert_eq!(node.status(1).unwrap().leadership, Leadership::Follower);
        assert!(node.host().lines.iter().any(|(level, text)| *level == Level::Error && text.contains("slot 3")));
    }

    #[test]
    fn an_acceptor_that_reports_the_own_ballot_is_left_out() {
        let mut node = candidate();
        node.promise(1, &[accepted(1, ballot(1, 1), "a")], false);
        let status = node.status(1).unwrap();
        assert_eq!((status.leadership, status.left_out[0].acceptor), (Leadership::Candidate, 1));
        assert!(node.pages_asked().ends_with(&[(2, 1), (3, 1)]));
    }

    #[test]
    fn what_an_acceptor_refuses_again_and_again_is_told_once_and_another_one_apart() {
        let mut node = leader();
        let lines = node.host().lines.len();
        for _ in 0..100 {
            node.accept_answered(1, 2, Err(Refusal::TooLarge("too large".into())));
            node.prepare_answered(1, 2, Err(Refusal::TooLarge("too large".into())));
            node.accept_answered(1, 3, Err(Refusal::TooLarge("too large".into())));
        }
        assert_eq!(node.host().lines.len(), lines + 3);
    }

    #[test]
    fn an_acceptor_that_reports_what_cannot_be_is_left_out_and_a_quorum_goes_on() {
        let of = |slot, entry| AcceptedEntry { slot, ballot: ballot(8, 2), entry };
        let ballots = impossible_ballots(8).into_iter();
        let ballots = ballots.map(|ballot| AcceptedEntry { ballot, ..of(1, no_op(1)) });
        let entries = impossible_entries(8).into_iter().map(|entry| of(1, entry));
        let slots = [of(0, no_op(1)), of(u64::MAX, no_op(1))].into_iter();
        for impossible in ballots.chain(entries).chain(slots) {
            let mut node = ninth();
            node.promise(3, core::slice::from_ref(&impossible), false);
            let status = node.status(1).unwrap();
            assert_eq!((status.left_out.len(), status.left_out[0].acceptor), (1, 3), "{impossible:?}");
            assert!(status.left_out[0].reason.contains("it reports what cannot be in slot"));
            node.promise(1, &[], false);
            node.promise(2, &[], false);
            assert_eq!(node.status(1).unwrap().leadership, Leadership::Leader);
        }
    }
}
