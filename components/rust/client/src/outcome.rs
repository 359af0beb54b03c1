use crate::{Client, Host};
use alloc::collections::VecDeque;
use contract::client::{CommandOutcome, OutcomeRequest};
use contract::limits;
use contract::types::{ChosenId, CommandId, NodeId, Refusal};

/// How many chosen commands a client remembers.
const MAX_OUTCOMES: usize = 4_096;

/// What became of the last commands, in the order of the log.
#[derive(Default)]
pub struct Outcomes(VecDeque<ChosenId>);

impl Outcomes {
    pub fn remember(&mut self, chosen: &[ChosenId]) {
        self.0.extend(chosen);
        let excess = self.0.len().saturating_sub(MAX_OUTCOMES);
        self.0.drain(..excess);
    }

    fn of(&self, id: CommandId) -> Option<&ChosenId> {
        self.0.iter().rev().find(|it| it.id == Some(id))
    }
}

impl<H: Host> Client<H> {
    pub fn outcome(&self, client: NodeId, request: OutcomeRequest) -> Result<CommandOutcome, Refusal> {
        limits::addressed(&self.configuration.cluster, client)?;
        limits::command_id(request.id)?;
        if request.id.session == self.session && self.pending.contains(request.id.sequence) {
            return Ok(CommandOutcome::Pending);
        }
        Ok(self.outcomes.of(request.id).copied().map_or(CommandOutcome::Unknown, CommandOutcome::Chosen))
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::*;
    use contract::client::{CommandOutcome, OutcomeRequest};
    use contract::types::{CommandId, Refusal};

    fn of(session: u64, sequence: u64) -> OutcomeRequest {
        OutcomeRequest { id: CommandId { session, sequence } }
    }

    #[test]
    fn a_command_is_pending_then_chosen_and_otherwise_unknown() {
        let mut node = client();
        assert_eq!(node.outcome(1, of(7, 1)), Ok(CommandOutcome::Unknown));
        node.texts(&["a"]).unwrap();
        assert_eq!(node.outcome(1, of(7, 1)), Ok(CommandOutcome::Pending));
        assert_eq!(node.outcome(1, of(8, 1)), Ok(CommandOutcome::Unknown));
        node.page(&[own(11, 1)], 11);
        assert_eq!(node.outcome(1, of(7, 1)), Ok(CommandOutcome::Chosen(own(11, 1))));
    }

    #[test]
    fn the_oldest_outcomes_are_forgotten_first() {
        let mut node = client();
        for sequence in 1..=4_097 {
            node.texts(&["a"]).unwrap();
            node.page(&[own(10 + sequence, sequence)], 10 + sequence);
        }
        assert_eq!(node.outcome_of(1), CommandOutcome::Unknown);
        assert_eq!(node.outcome_of(2), CommandOutcome::Chosen(own(12, 2)));
        assert_eq!(node.outcome_of(4_097), CommandOutcome::Chosen(own(4_107, 4_097)));
    }

    #[test]
    fn a_request_that_breaks_the_contract_is_refused() {
        let node = client();
        assert_eq!(node.outcome(2, of(7, 1)), Err(Refusal::Misaddressed(1)));
        assert!(matches!(node.outcome(1, of(0, 1)), Err(Refusal::Invalid(_))));
        assert!(matches!(node.outcome(1, of(7, 0)), Err(Refusal::Invalid(_))));
    }
}
