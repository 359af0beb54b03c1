use crate::{Acceptor, Host};
use contract::acceptor::{AcceptedPage, ReadAcceptedRequest};
use contract::limits;
use contract::types::{NodeId, Refusal};

impl<H: Host> Acceptor<H> {
    /// What a learner reads that missed votes. It changes nothing: an accepted value stays what it was, a vote.
    pub fn read_accepted(&self, acceptor: NodeId, request: ReadAcceptedRequest) -> Result<AcceptedPage, Refusal> {
        limits::addressed(&self.configuration.cluster, acceptor)?;
        limits::slots(request.first_slot, 1)?;
        limits::max_entries(request.max_entries)?;
        self.votes()?;
        let (entries, more) = self.page(request.first_slot, request.max_entries);
        Ok(AcceptedPage { entries, more })
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::*;
    use alloc::vec;
    use contract::acceptor::{AcceptedPage, ReadAcceptedRequest};
    use contract::types::Refusal;

    fn read(first_slot: u64, max_entries: u32) -> ReadAcceptedRequest {
        ReadAcceptedRequest { first_slot, max_entries }
    }

    #[test]
    fn accepted_values_are_read_a_page_at_a_time_across_holes() {
        let mut node = acceptor();
        node.accept(1, accept(1, 2, &["a"])).unwrap();
        node.accept(1, accept(2, 9, &["b"])).unwrap();
        let first = AcceptedPage { entries: vec![accepted(2, 1, "a")], more: true };
        let second = AcceptedPage { entries: vec![accepted(9, 2, "b")], more: false };
        assert_eq!(node.read_accepted(1, read(1, 1)), Ok(first));
        assert_eq!(node.read_accepted(1, read(3, 1)), Ok(second));
    }

    #[test]
    fn beyond_the_last_value_there_is_an_empty_page() {
        let mut node = acceptor();
        node.accept(1, accept(1, 2, &["a"])).unwrap();
        assert_eq!(node.read_accepted(1, read(3, 10)), Ok(AcceptedPage { entries: vec![], more: false }));
    }

    #[test]
    fn a_request_that_breaks_the_contract_is_refused() {
        let node = acceptor();
        assert_eq!(node.read_accepted(2, read(1, 1)), Err(Refusal::Misaddressed(1)));
        assert!(matches!(node.read_accepted(1, read(0, 1)), Err(Refusal::Invalid(_))));
        assert!(matches!(node.read_accepted(1, read(1, 0)), Err(Refusal::Invalid(_))));
    }
}
