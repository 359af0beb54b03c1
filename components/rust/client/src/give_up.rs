use crate::{Client, Host};
use contract::types::CommandId;

impl<H: Host> Client<H> {
    /// Frees what the user no longer waits for. It is not called back: it may still be chosen.
    pub fn give_up(&mut self, ids: &[CommandId]) {
        for id in ids.iter().filter(|id| id.session == self.session) {
            self.pending.give_up(id.sequence);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::*;
    use alloc::vec;
    use contract::client::CommandOutcome;

    #[test]
    fn a_command_given_up_while_it_waits_is_not_proposed() {
        let mut node = client();
        node.texts(&["a"]).unwrap();
        let ids = node.texts(&["b", "c"]).unwrap();
        node.give_up(&ids[..1]);
        node.assign(&[11]);
        assert_eq!(node.under_way(), [(1, vec![3])]);
        assert_eq!(node.outcome_of(2), CommandOutcome::Unknown);
    }

    #[test]
    fn a_command_given_up_under_way_is_not_proposed_again_nor_reported() {
        let mut node = client();
        let ids = node.texts(&["a"]).unwrap();
        node.give_up(&ids);
        node.answer(Ok(contract::proposer::ProposeOutcome::NotLeader(Some(2))));
        assert!(node.under_way().is_empty());
        node.page(&[own(11, 1)], 11);
        assert!(node.host().reported.is_empty());
        assert_eq!(node.outcome_of(1), CommandOutcome::Unknown);
    }

    #[test]
    fn ids_of_other_sessions_are_no_concern() {
        let mut node = client();
        let mut ids = node.texts(&["a"]).unwrap();
        ids[0].session = 8;
        node.give_up(&ids);
        assert_eq!(node.outcome_of(1), CommandOutcome::Pending);
    }

    #[test]
    fn submitting_and_giving_up_for_ever_takes_no_memory() {
        let mut node = client();
        node.texts(&["a"]).unwrap();
        for _ in 0..1_000 {
            let ids = node.texts(&["a"]).unwrap();
            node.give_up(&ids);
        }
        assert!(node.pending.places_len() < 100);
        assert_eq!(node.pending.bytes(), 1);
    }
}
