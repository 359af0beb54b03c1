use crate::{Acceptor, Host};
use contract::acceptor::{PrepareOutcome, PrepareRequest, Promise};
use contract::limits;
use contract::types::{NodeId, Refusal};

impl<H: Host> Acceptor<H> {
    /// Phase 1b.
    pub fn prepare(&mut self, acceptor: NodeId, request: PrepareRequest) -> Result<PrepareOutcome, Refusal> {
        let cluster = &self.configuration.cluster;
        limits::addressed(cluster, acceptor)?;
        limits::ballot(cluster, request.ballot)?;
        limits::slots(request.first_slot, 1)?;
        limits::max_entries(request.max_entries)?;
        self.votes_at(request.ballot)?;
        self.bounded_step(request.ballot)?;

        // Paxos Made Simple, P1a: a promise forbids every lower ballot. The same ballot again is its proposer asking
        // for the next page, or again for one that was lost.
        if let Some(promised) = self.promise_above(request.ballot) {
            return Ok(PrepareOutcome::Rejected(promised));
        }
        self.promise(request.ballot);

        // Paxos Made Simple, 2.2, phase 1 (b): the answer carries the highest-ballot value accepted in each slot.
        let (mut accepted, more) = self.page(request.first_slot, request.max_entries);
        if cfg!(feature = "mutant-leaves-entry-out-of-promise") && accepted.len() > 1 {
            accepted.remove(0);
        }
        Ok(PrepareOutcome::Promised(Promise { ballot: request.ballot, accepted, more }))
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::*;
    use alloc::vec;
    use contract::acceptor::{PrepareOutcome, PrepareRequest, Promise};
    use contract::limits::{MAX_NUMBER, MAX_STEP};
    use contract::types::Refusal;

    fn prepare(round: u64, first_slot: u64, max_entries: u32) -> PrepareRequest {
        PrepareRequest { ballot: ballot(round), first_slot, max_entries }
    }

    #[test]
    fn a_new_acceptor_promises_any_ballot_and_stores_the_promise() {
        let mut node = acceptor();
        let answer = node.prepare(1, prepare(3, 1, 10));
        assert_eq!(answer, Ok(PrepareOutcome::Promised(Promise { ballot: ballot(3), accepted: vec![], more: false })));
        assert_eq!(node.host().promised, Some(ballot(3)));
    }

    #[test]
    fn the_same_ballot_is_promised_again_without_another_write() {
        let mut node = acceptor();
        node.prepare(1, prepare(3, 1, 10)).unwrap();
        let writes = node.host().writes;
        assert!(matches!(node.prepare(1, prepare(3, 1, 10)), Ok(PrepareOutcome::Promised(_))));
        assert_eq!(node.host().writes, writes);
    }

    #[test]
    fn a_lower_ballot_is_rejected_with_the_promised_one_and_stores_nothing() {
        let mut node = acceptor();
        node.prepare(1, prepare(3, 1, 10)).unwrap();
        let writes = node.host().writes;
        assert_eq!(node.prepare(1, prepare(2, 1, 10)), Ok(PrepareOutcome::Rejected(ballot(3))));
        assert_eq!(node.host().writes, writes);
    }

    #[test]
    fn a_promise_reports_what_is_accepted_page_by_page() {
        let mut node = acceptor();
        node.accept(1, accept(1, 1, &["a", "b", "c"])).unwrap();
        let Ok(PrepareOutcome::Promised(first)) = node.prepare(1, prepare(2, 1, 2)) else { panic!() };
        assert_eq!(first.accepted, vec![accepted(1, 1, "a"), accepted(2, 1, "b")]);
        assert!(first.more);
        let Ok(PrepareOutcome::Promised(second)) = node.prepare(1, prepare(2, 3, 2)) else { panic!() };
        assert_eq!(second.accepted, vec![accepted(3, 1, "c")]);
        assert!(!second.more);
    }

    #[test]
    fn a_page_keeps_to_the_bounds_on_entries_and_bytes() {
        let mut node = acceptor();
        for slot in 1..=10 {
            node.accept(1, accept(1, slot, &["0123456789"])).unwrap();
        }
        let Ok(PrepareOutcome::Promised(page)) = node.prepare(1, prepare(1, 1, u32::MAX)) else { panic!() };
        assert_eq!(page.accepted.len(), 4, "max-batch-entries is 4");
        let Ok(PrepareOutcome::Promised(page)) = node.prepare(1, prepare(1, 1, 3)) else { panic!() };
        assert_eq!(page.accepted.len(), 3);
    }

    #[test]
    fn a_restarted_acceptor_remembers_its_promise() {
        let mut node = acceptor();
        node.prepare(1, prepare(3, 1, 10)).unwrap();
        let mut node = restart(node);
        assert_eq!(node.prepare(1, prepare(2, 1, 10)), Ok(PrepareOutcome::Rejected(ballot(3))));
    }

    #[test]
    fn one_request_does_not_carry_the_rounds_to_their_end() {
        let mut node = acceptor();
        for round in [MAX_NUMBER, MAX_STEP + 1] {
            let answer = node.prepare(1, prepare(round, 1, 1));
            assert!(matches!(answer, Err(Refusal::Invalid(text)) if text.contains("4294967296 above 0")));
        }
        assert_eq!((node.host().promised, node.host().writes), (None, 0));
        assert!(matches!(node.prepare(1, prepare(MAX_STEP, 1, 1)), Ok(PrepareOutcome::Promised(_))));
    }

    #[test]
    fn a_request_that_breaks_the_contract_is_refused() {
        let mut node = acceptor();
        assert_eq!(node.prepare(2, prepare(1, 1, 1)), Err(Refusal::Misaddressed(1)));
        for bad in [
            prepare(0, 1, 1),
            prepare(MAX_NUMBER + 1, 1, 1),
            prepare(1, 0, 1),
            prepare(1, MAX_NUMBER + 1, 1),
            prepare(1, u64::MAX, 1),
            prepare(1, 1, 0),
        ] {
            assert!(matches!(node.prepare(1, bad), Err(Refusal::Invalid(_))));
        }
        let mut stranger = prepare(1, 1, 1);
        stranger.ballot.proposer = 9;
        assert!(matches!(node.prepare(1, stranger), Err(Refusal::Invalid(_))));
        assert_eq!(node.host().writes, 0);
    }
}
