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
