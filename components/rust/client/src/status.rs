use crate::{Client, Host};
use contract::client::ClientStatus;
use contract::limits;
use contract::types::{NodeId, Refusal};

impl<H: Host> Client<H> {
    pub fn status(&self, client: NodeId) -> Result<ClientStatus, Refusal> {
        limits::addressed(&self.configuration.cluster, client)?;
        Ok(ClientStatus {
            client,
            session: self.session,
            leader: self.proposing.leader,
            pending: u32::try_from(self.pending.len()).unwrap_or(u32::MAX),
            seen_through: self.following.seen_through.unwrap_or(0),
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::*;
    use contract::client::ClientStatus;
    use contract::types::Refusal;

    #[test]
    fn the_status_tells_session_leader_and_progress() {
        let mut node = client();
        node.texts(&["a", "b"]).unwrap();
        node.assign(&[11, 12]);
        let expected = ClientStatus { client: 1, session: 7, leader: Some(1), pending: 2, seen_through: 10 };
        assert_eq!(node.status(1), Ok(expected));
        assert_eq!(node.status(2), Err(Refusal::Misaddressed(1)));
    }
}
