use crate::{Acceptor, Host};
use contract::acceptor::AcceptorStatus;
use contract::limits;
use contract::types::{NodeId, Refusal};

impl<H: Host> Acceptor<H> {
    pub fn status(&self, acceptor: NodeId) -> Result<AcceptorStatus, Refusal> {
        limits::addressed(&self.configuration.cluster, acceptor)?;
        Ok(AcceptorStatus {
            acceptor,
            promised: self.promised,
            highest_slot: self.highest_accepted,
            leader: self.heard,
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::*;
    use contract::acceptor::AcceptorStatus;
    use contract::types::Refusal;

    #[test]
    fn a_new_acceptor_has_promised_and_accepted_nothing() {
        assert_eq!(
            acceptor().status(1),
            Ok(AcceptorStatus { acceptor: 1, promised: None, highest_slot: 0, leader: None })
        );
    }

    #[test]
    fn the_status_tells_the_promise_and_the_highest_slot_also_after_a_restart() {
        let mut node = acceptor();
        node.accept(1, accept(4, 7, &["a", "b"])).unwrap();
        let expected = Ok(AcceptorStatus { acceptor: 1, promised: Some(ballot(4)), highest_slot: 8, leader: None });
        assert_eq!(node.status(1), expected);
        assert_eq!(restart(node).status(1), expected);
    }

    #[test]
    fn a_request_for_another_acceptor_is_refused() {
        assert_eq!(acceptor().status(2), Err(Refusal::Misaddressed(1)));
    }
}
