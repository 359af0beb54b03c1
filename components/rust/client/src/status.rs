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
