use crate::{Host, Proposer, State};
use contract::limits;
use contract::log::Level;
use contract::proposer::{ResolveOutcome, ResolveRequest};
use contract::types::{NodeId, Refusal};

impl<H: Host> Proposer<H> {
    pub fn resolve(&mut self, proposer: NodeId, request: ResolveRequest) -> Result<ResolveOutcome, Refusal> {
        limits::addressed(&self.configuration.cluster, proposer)?;
        limits::slots(request.first_slot, 1)?;
        match &self.state {
            State::New | State::Follower { .. } => Ok(ResolveOutcome::NotLeader(self.leader)),
            // Open slots are being decided already; they are sent again until they are.
            _ if request.first_slot > self.chosen_through => Ok(ResolveOutcome::Resolving),
            _ if self.now < self.resolve_not_before => Ok(ResolveOutcome::Resolving),
            _ => {
                // Paxos Made Simple, 2.3: a new proposal makes known what is chosen. Phase 1 finds it and phase 2 has it
                // accepted at one ballot again.
                let first = request.first_slot;
                self.host.write(Level::Warn, format_args!("a learner finds no quorum for slot {first}: deciding again"));
                self.resolve_not_before = self.now.saturating_add(self.election_timeout());
                self.chosen_through = first.saturating_sub(1);
                self.campaign();
                Ok(ResolveOutcome::Resolving)
            }
        }
    }
}
