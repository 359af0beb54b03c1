use crate::{Acceptor, Host};
use contract::acceptor::AcceptorStatus;
use contract::limits;
use contract::types::{NodeId, Refusal};

impl<H: Host> Acceptor<H> {
    pub fn status(&self, acceptor: NodeId) -> Result<AcceptorStatus, Refusal> {
        limits::addressed(&self.configuration.cluster, acceptor)?;
        Ok(AcceptorStatus {
            acceptor,
            life: self.life.map_or(0, |life| life.life),
            standing: self.standing(),
            waits_for: self.waits_for(),
            promised: self.promised,
            highest_slot: self.highest_accepted,
            leader: self.heard,
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::*;
    use contract::acceptor::{AcceptorStatus, Standing};
    use contract::types::Refusal;

    fn voting(life: u64) -> AcceptorStatus {
        AcceptorStatus {
            acceptor: 1,
            life,
            standing: Standing::Voting,
            waits_for: None,
            promised: None,
            highest_slot: 0,
            leader: None,
        }
    }

    #[test]
    fn a_new_acceptor_has_promised_and_accepted_nothing() {
        let node = acceptor();
        let life = node.host().life.unwrap().life;
        assert_eq!(node.status(1), Ok(voting(life)));
    }

    #[test]
    fn the_status_tells_the_promise_and_the_highest_slot_also_after_a_restart() {
        let mut node = acceptor();
        node.accept(1, accept(4, 7, &["a", "b"])).unwrap();
        let life = node.host().life.unwrap().life;
        let expected = Ok(AcceptorStatus { promised: Some(ballot(4)), highest_slot: 8, ..voting(life) });
        assert_eq!(node.status(1), expected);
        assert_eq!(restart(node).status(1), expected);
    }

    #[test]
    fn a_request_for_another_acceptor_is_refused() {
        assert_eq!(acceptor().status(2), Err(Refusal::Misaddressed(1)));
    }
}
