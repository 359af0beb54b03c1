//! A client, and the proposers' and learners' side of its conversation.

use crate::{Client, Host};
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use contract::client::{OutcomeRequest, SubmitRequest};
use contract::learner::{IdPage, ReadLogRequest};
use contract::log::{Level, Log};
use contract::proposer::{Assignment, ProposeOutcome, ProposeRequest};
pub use contract::testing::{ballot, command, configuration, impossible_ballots, impossible_entries};
use contract::types::{ChosenId, CommandId, NodeId, Refusal, Slot};
use core::fmt::Arguments;

#[derive(Default)]
pub struct Memory {
    pub proposals: Vec<(u64, NodeId, ProposeRequest)>,
    pub reads: Vec<(u64, NodeId, ReadLogRequest)>,
    pub reported: Vec<ChosenId>,
    pub lines: Vec<(Level, String)>,
}

impl Log for Memory {
    fn write(&mut self, level: Level, message: Arguments<'_>) {
        self.lines.push((level, format!("{message}")));
    }
}

impl Host for Memory {
    fn propose(&mut self, call: u64, proposer: NodeId, request: &ProposeRequest) {
        self.proposals.push((call, proposer, request.clone()));
    }

    fn read_ids(&mut self, call: u64, learner: NodeId, request: ReadLogRequest) {
        self.reads.push((call, learner, request));
    }

    fn report_chosen(&mut self, chosen: &[ChosenId]) {
        self.reported.extend_from_slice(chosen);
    }
}

/// A client that has not ticked.
pub fn unborn() -> Client<Memory> {
    Client::new(configuration(1), Memory::default())
}

/// The client of session 7 that has seen the log through slot 10.
pub fn client() -> Client<Memory> {
    let mut client = unborn();
    client.tick(1_000, 6);
    client.page(&[], 10);
    client
}

impl Client<Memory> {
    pub fn texts(&mut self, texts: &[&str]) -> Result<Vec<CommandId>, Refusal> {
        let payloads = texts.iter().map(|text| text.as_bytes().to_vec()).collect();
        self.submit(1, SubmitRequest { payloads }).map(|receipt| receipt.ids)
    }

    /// Answers the poll that is under way.
    pub fn page(&mut self, ids: &[ChosenId], chosen_through: Slot) {
        let (call, learner, _) = self.host.reads.remove(0);
        self.ids_read(call, learner, Ok(IdPage { ids: ids.to_vec(), chosen_through }));
    }

    /// Answers the oldest proposal that is under way.
    pub fn answer(&mut self, answer: Result<ProposeOutcome, Refusal>) {
        let (call, proposer, _) = self.host.proposals.remove(0);
        self.propose_answered(call, proposer, answer);
    }

    pub fn assign(&mut self, slots: &[Slot]) {
        self.answer(Ok(ProposeOutcome::Assigned(Assignment { ballot: ballot(1), slots: slots.to_vec() })));
    }

    /// To whom which sequences are under way.
    pub fn under_way(&self) -> Vec<(NodeId, Vec<u64>)> {
        let sequences = |request: &ProposeRequest| request.commands.iter().map(|it| it.id.sequence).collect();
        self.host.proposals.iter().map(|(_, proposer, request)| (*proposer, sequences(request))).collect()
    }

    pub fn outcome_of(&self, sequence: u64) -> contract::client::CommandOutcome {
        self.outcome(1, OutcomeRequest { id: CommandId { session: 7, sequence } }).unwrap()
    }
}

/// The command of this sequence in a slot.
pub fn own(slot: Slot, sequence: u64) -> ChosenId {
    ChosenId { slot, origin: ballot(1), id: Some(CommandId { session: 7, sequence }) }
}

/// A command of another session in a slot.
pub fn foreign(slot: Slot) -> ChosenId {
    ChosenId { slot, origin: ballot(1), id: Some(CommandId { session: 8, sequence: 1 }) }
}
