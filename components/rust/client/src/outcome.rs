use crate::{Client, Host};
use alloc::collections::BTreeMap;
use alloc::collections::VecDeque;
use contract::client::{CommandOutcome, OutcomeRequest};
use contract::limits;
use contract::types::{ChosenEntry, Entry, NodeId, Refusal};

/// How many chosen commands a client remembers.
const MAX_OUTCOMES: usize = 4_096;

/// What became of the last commands.
#[derive(Default)]
pub struct Outcomes {
    chosen: BTreeMap<u64, ChosenEntry>,
    order: VecDeque<u64>,
    bytes: usize,
}

impl Outcomes {
    pub fn remember(&mut self, chosen: ChosenEntry, max_bytes: usize) {
        let Some(id) = chosen.entry.command_id() else { return };
        self.bytes = self.bytes.saturating_add(chosen.entry.payload_bytes());
        self.chosen.insert(id.sequence, chosen);
        self.order.push_back(id.sequence);
        while self.order.len() > MAX_OUTCOMES || self.bytes > max_bytes {
            let Some(oldest) = self.order.pop_front() else { break };
            let bytes = self.chosen.remove(&oldest).map_or(0, |it| Entry::payload_bytes(&it.entry));
            self.bytes = self.bytes.saturating_sub(bytes);
        }
    }
}

impl<H: Host> Client<H> {
    pub fn outcome(&self, client: NodeId, request: OutcomeRequest) -> Result<CommandOutcome, Refusal> {
        limits::addressed(&self.configuration.cluster, client)?;
        limits::command_id(request.id)?;
        if request.id.session != self.session {
            return Ok(CommandOutcome::Unknown);
        }
        let sequence = request.id.sequence;
        if self.pending.contains(sequence) {
            return Ok(CommandOutcome::Pending);
        }
        Ok(self.outcomes.chosen.get(&sequence).cloned().map_or(CommandOutcome::Unknown, CommandOutcome::Chosen))
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
        node.page(&[own(11, 1, "a")], 11);
        assert_eq!(node.outcome(1, of(7, 1)), Ok(CommandOutcome::Chosen(own(11, 1, "a"))));
    }

    #[test]
    fn the_oldest_outcomes_are_forgotten_first() {
        let mut node = client();
        for sequence in 1..=11 {
            let text = "x".repeat(100);
            node.texts(&[&text]).unwrap();
            node.page(&[own(10 + sequence, sequence, &text)], 10 + sequence);
        }
        assert_eq!(node.outcome_of(1), CommandOutcome::Unknown);
        assert!(matches!(node.outcome_of(2), CommandOutcome::Chosen(_)));
    }

    #[test]
    fn a_request_that_breaks_the_contract_is_refused() {
        let node = client();
        assert_eq!(node.outcome(2, of(7, 1)), Err(Refusal::Misaddressed(1)));
        assert!(matches!(node.outcome(1, of(0, 1)), Err(Refusal::Invalid(_))));
        assert!(matches!(node.outcome(1, of(7, 0)), Err(Refusal::Invalid(_))));
    }
}
