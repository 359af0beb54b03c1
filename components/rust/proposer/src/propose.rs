use crate::{Host, Proposer, State};
use alloc::collections::BTreeSet;
use alloc::vec::Vec;
use contract::limits::{self, MAX_NUMBER};
use contract::proposer::{Assignment, ProposeOutcome, ProposeRequest};
use contract::types::{Content, Entry, NodeId, Refusal};

impl<H: Host> Proposer<H> {
    pub fn propose(&mut self, proposer: NodeId, request: ProposeRequest) -> Result<ProposeOutcome, Refusal> {
        let bounds = &self.configuration.bounds;
        limits::addressed(&self.configuration.cluster, proposer)?;
        limits::batch(bounds, "commands", request.commands.iter().map(|command| command.payload.len()))?;
        for command in &request.commands {
            limits::command(bounds, command)?;
        }

        let soon = self.configuration.timing.tick_millis.saturating_mul(2).max(10);
        let (ballot, open) = match &mut self.state {
            State::New | State::Follower { .. } => return Ok(ProposeOutcome::NotLeader(self.leader)),
            // Nothing new is proposed before phase 1 is complete: the slot might hold something.
            State::Campaigning(campaign, _) if campaign.has_quorum(&self.configuration.cluster) => {
                return Err(Refusal::Overloaded(soon));
            }
            State::Campaigning(..) => return Ok(ProposeOutcome::NotLeader(None)),
            State::Leading(leading, open) => {
                if open.unchosen() == 0 {
                    leading.progress_at = self.now;
                }
                (leading.ballot, open)
            }
        };

        // A command that has a slot keeps it: a client that asks twice does not have it chosen twice by this leader.
        let mut ids = BTreeSet::new();
        let is_new = |id| open.slot_of(id).is_none();
        let new = request.commands.iter().filter(|command| is_new(command.id) && ids.insert(command.id));
        let (count, bytes) = new.fold((0usize, 0usize), |(count, bytes), command| {
            (count.saturating_add(1), bytes.saturating_add(command.payload.len()))
        });
        if !open.has_room_for(count, bytes) {
            return Err(Refusal::Overloaded(soon));
        }
        let first_slot = open.next_slot();
        if first_slot.saturating_add(count as u64) > MAX_NUMBER.saturating_add(1) {
            return Err(Refusal::Unavailable("the log is full".into()));
        }

        let mut slots = Vec::with_capacity(request.commands.len());
        let mut entries = Vec::with_capacity(count);
        for command in request.commands {
            let slot = match open.slot_of(command.id) {
                Some(slot) => slot,
                None => {
                    let entry = Entry { origin: ballot, content: Content::Command(command) };
                    entries.push(entry.clone());
                    open.open(entry, self.now)
                }
            };
            slots.push(slot);
        }
        self.send_batches(ballot, first_slot, entries);
        Ok(ProposeOutcome::Assigned(Assignment { ballot, slots }))
    }
}
