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
            return Err(Refusal::Unavailable(
                "the client has not started: its session is named by its first tick".into(),
            ));
        }
        let last = self.sequence.saturating_add(count);
        if last > limits::MAX_NUMBER {
            return Err(Refusal::Unavailable(
                "the sequences of this session are used up: start the client anew".into(),
            ));
        }
        let first = self.sequence.saturating_add(1);
        self.sequence = last;
        Ok(first)
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::*;
    use contract::client::IssueRequest;
    use contract::types::Refusal;

    fn issue(text: &str) -> IssueRequest {
        IssueRequest { payload: text.as_bytes().to_vec() }
    }

    #[test]
    fn a_payload_gets_the_next_id_of_the_session_and_is_not_proposed() {
        let mut node = client();
        assert_eq!(node.issue(1, issue("a")), Ok(command(1, "a")));
        assert_eq!(node.issue(1, issue("b")), Ok(command(2, "b")));
        assert_eq!(node.texts(&["c"]).unwrap()[0].sequence, 3);
        assert_eq!(node.status(1).unwrap().pending, 1);
    }

    #[test]
    fn a_client_without_a_session_cannot_issue() {
        assert!(matches!(unborn().issue(1, issue("a")), Err(Refusal::Unavailable(_))));
    }

    #[test]
    fn a_request_that_breaks_the_contract_is_refused() {
        let mut node = client();
        assert_eq!(node.issue(2, issue("a")), Err(Refusal::Misaddressed(1)));
        assert!(matches!(node.issue(1, issue(&"x".repeat(101))), Err(Refusal::TooLarge(_))));
    }
}
