//! Votes that cannot be beside what is learned. Once a value is chosen at a ballot, every vote at that ballot or a
//! higher one is for this value (Lamport, *Paxos Made Simple*, P2b): a vote for another one shows that acceptors have
//! forgotten what they accepted, and that the log may be decided again with other values.

use crate::window::Vote;
use crate::{Host, Learner};
use alloc::format;
use alloc::string::String;
use contract::log::Level;
use contract::types::{Ballot, ChosenId};

#[derive(Default)]
pub struct Forgotten {
    count: u64,
    /// The first of them, in words.
    first: Option<String>,
}

impl Forgotten {
    pub fn trouble(&self) -> Option<String> {
        let (count, first) = (self.count, self.first.as_ref()?);
        Some(format!("acceptors have forgotten what they accepted, as {count} votes show; the first: {first}"))
    }
}

impl<H: Host> Learner<H> {
    /// Holds a vote for a learned slot against what is learned.
    pub(crate) fn hold_against_the_log(&mut self, vote: &Vote) {
        let Vote { slot, acceptor, ballot, value: Some(value) } = vote else { return };
        let Some((chosen, at)) = self.recent.chosen(*slot) else { return };
        if *ballot < at || (chosen.origin, chosen.id) == (value.origin, value.command_id()) {
            return;
        }
        let (ChosenId { origin, .. }, Ballot { round, proposer }) = (chosen, at);
        self.forgotten.first.get_or_insert_with(|| {
            format!(
                "slot {slot} is chosen at ballot ({round}, {proposer}) with the value of origin ({}, {}), but acceptor \
                 {acceptor} voted at ({}, {}) for that of origin ({}, {})",
                origin.round, origin.proposer, ballot.round, ballot.proposer, value.origin.round, value.origin.proposer
            )
        });
        self.forgotten.count = self.forgotten.count.saturating_add(1);
        // The same again and again is said less and less often.
        if self.forgotten.count.is_power_of_two()
            && let Some(trouble) = self.forgotten.trouble()
        {
            self.host.write(Level::Error, format_args!("{trouble}"));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::Learner;
    use crate::testing::*;
    use alloc::vec;
    use alloc::vec::Vec;
    use contract::log::Level;

    /// A learner that has found "a" chosen in slot 1 at round 2.
    fn learned() -> Learner<Memory> {
        let mut node = learner();
        for acceptor in [1, 2] {
            node.votes(full(acceptor, 2, 1, &[entry(1, "a")])).unwrap();
        }
        node
    }

    fn errors(node: &Learner<Memory>) -> Vec<&str> {
        let lines = node.host().lines.iter();
        lines.filter(|(level, _)| *level == Level::Error).map(|(_, text)| text.as_str()).collect()
    }

    #[test]
    fn a_vote_for_another_value_than_is_learned_shows_that_acceptors_have_forgotten_and_is_said_and_shown() {
        let mut node = learned();
        node.votes(full(3, 3, 1, &[entry(3, "b")])).unwrap();
        let trouble = node.status(1).unwrap().trouble.unwrap();
        assert_eq!(
            trouble,
            "acceptors have forgotten what they accepted, as 1 votes show; the first: slot 1 is chosen at ballot \
             (2, 1) with the value of origin (1, 1), but acceptor 3 voted at (3, 1) for that of origin (3, 1)"
        );
        assert_eq!(errors(&node), [trouble.as_str()]);
        node.votes(full(1, 2, 2, &[entry(1, "c")])).unwrap();
        node.votes(full(2, 2, 2, &[entry(1, "c")])).unwrap();
        assert_eq!(node.host().log, vec![chosen(1, "a"), chosen(2, "c")], "it goes on with what it has learned");
    }

    #[test]
    fn it_is_counted_and_said_less_and_less_often() {
        let mut node = learned();
        for _ in 0..100 {
            node.votes(full(3, 3, 1, &[entry(3, "b")])).unwrap();
        }
        assert_eq!(errors(&node).len(), 7, "at 1, 2, 4, ... 64");
        assert!(node.status(1).unwrap().trouble.unwrap().contains("as 100 votes show"));
    }

    #[test]
    fn a_late_vote_below_the_ballot_of_the_choice_may_be_for_another_value() {
        let mut node = learned();
        node.votes(full(3, 1, 1, &[entry(1, "x")])).unwrap();
        assert_eq!((node.status(1).unwrap().trouble, errors(&node).len()), (None, 0));
    }

    #[test]
    fn the_same_value_at_a_higher_ballot_is_what_a_new_leader_proposes_again() {
        let mut node = learned();
        for acceptor in [1, 2, 3] {
            node.votes(full(acceptor, 9, 1, &[entry(1, "a")])).unwrap();
        }
        assert_eq!(node.status(1).unwrap().trouble, None);
    }

    #[test]
    fn at_the_very_ballot_of_the_choice_there_is_no_other_value_either() {
        let mut node = learned();
        node.votes(full(3, 2, 1, &[entry(2, "b")])).unwrap();
        assert!(node.status(1).unwrap().trouble.is_some());
    }
}
