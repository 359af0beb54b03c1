use crate::{Client, Host};
use contract::client::IssueRequest;
use contract::limits;
use contract::types::{Command, CommandId, NodeId, Refusal};

impl<H: Host> Client<H> {
    pub fn issue(&mut self, client: NodeId, request: IssueRequest) -> Result<Command, Refusal> {
        limits::addressed(&self.configuration.cluster, client)?;
        limits::payload(&self.configuration.bounds, &request.payload)?;
        let first = self.reserve(1)?;
        Ok(Command { id: CommandId { session: self.session, sequence: first }, payload: request.payload })
    }

    /// Takes the next sequences; the first of them is what comes back.
    pub(crate) fn reserve(&mut self, count: u64) -> Result<u64, Refusal> {
        if self.session == 0 {
            return Err(Refusal::Unavailable("the client has not started: its session is named by its first tick".into()));
        }
        let last = self.sequence.saturating_add(count);
        if last > limits::MAX_NUMBER {
            return Err(Refusal::Unavailable("the sequences of this session are used up: start the client anew".into()));
        }
        let first = self.sequence.saturating_add(1);
        self.sequence = last;
        Ok(first)
    }
}
