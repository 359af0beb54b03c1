use crate::campaign::Next;
use crate::{Host, Leading, Proposer, State};
use alloc::vec::Vec;
use contract::batch::Batch;
use contract::log::Level;
use contract::types::{Ballot, Content, Entry, Slot};

impl<H: Host> Proposer<H> {
    /// Proposes again what the promises brought up, slot by slot as far as a phase-1 quorum has reported and the bounds on
    /// open slots allow. When a quorum has reported everything, and all of it is proposed, this proposer leads.
    pub(crate) fn recover(&mut self) {
        let mut proposed: Vec<Entry> = Vec::new();
        let State::Campaigning(campaign, open) = &mut self.state else { return };
        let ballot = campaign.ballot;
        let first_slot = open.next_slot();
        let mut complete = false;
        while open.has_room_for(1, 0) {
            let entry = match campaign.next(&self.configuration.cluster, open.next_slot()) {
                // Paxos Made Simple, P2c: the value of the highest ballot reported, in the same slot, origin and all.
                Next::Reported(reported) => reported.entry,
                // Paxos Made Simple, 3: a gap that nothing can be chosen in is closed with a no-op.
                Next::Free => Entry { origin: ballot, content: Content::NoOp },
                Next::Unknown => break,
                Next::Beyond => {
                    complete = true;
                    break;
                }
            };
            open.open(entry.clone(), self.now);
            proposed.push(entry);
        }
        if complete {
            self.lead(ballot);
        }
        self.send_batches(ballot, first_slot, proposed);
        self.ask_for_promises();
    }

    /// The log holds nothing from the next slot on, says a phase-1 quorum: any value may be proposed there
    /// (Paxos Made Simple, 3), without another phase 1.
    fn lead(&mut self, ballot: Ballot) {
        let former = core::mem::replace(&mut self.state, State::New);
        let State::Campaigning(_, open) = former else {
            self.state = former;
            return;
        };
        let next_slot = open.next_slot();
        self.host.write(Level::Info, format_args!("leading at round {}, from slot {next_slot} on", ballot.round));
        self.known = self.known.max(Some(ballot));
        self.leader = Some(ballot.proposer);
        self.state = State::Leading(Leading { ballot, heartbeat_at: self.now, progress_at: self.now }, open);
        self.send_heartbeats();
    }

    /// Sends values for consecutive slots in as few requests as the bounds allow.
    pub(crate) fn send_batches(&mut self, ballot: Ballot, first_slot: Slot, entries: Vec<Entry>) {
        let mut first_slot = first_slot;
        let mut rest = entries.into_iter().peekable();
        while rest.peek().is_some() {
            let mut batch = Batch::new(&self.configuration.bounds);
            let mut request = Vec::new();
            while let Some(entry) = rest.next_if(|entry| batch.admit(entry.payload_bytes())) {
                request.push(entry);
            }
            let count = request.len() as u64;
            self.send_accept(ballot, first_slot, request);
            first_slot = first_slot.saturating_add(count);
        }
    }
}
