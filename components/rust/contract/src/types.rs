//! `paxos:types/types`.

use alloc::{string::String, vec::Vec};

pub type NodeId = u32;
pub type Slot = u64;

/// Ordered by round, then by proposer: the order of the fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ballot {
    pub round: u64,
    pub proposer: NodeId,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CommandId {
    pub session: u64,
    pub sequence: u64,
}

#[derive(Clone, Debug, Eq)]
pub struct Command {
    pub id: CommandId,
    pub payload: Vec<u8>,
}

impl PartialEq for Command {
    fn eq(&self, other: &Command) -> bool {
        self.id == other.id && same_bytes(&self.payload, &other.payload)
    }
}

/// Whether two values are the same, eight bytes at a time. Learners compare each value they are told of with the one
/// they hold, and what `==` comes down to in a component goes byte by byte.
fn same_bytes(one: &[u8], other: &[u8]) -> bool {
    let ((words, rest), (other_words, other_rest)) = (one.as_chunks::<8>(), other.as_chunks::<8>());
    let number = |word: &[u8; 8]| u64::from_le_bytes(*word);
    one.len() == other.len() && words.iter().map(number).eq(other_words.iter().map(number)) && rest == other_rest
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    NoOp,
    Command(Command),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub origin: Ballot,
    pub content: Content,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AcceptedEntry {
    pub slot: Slot,
    pub ballot: Ballot,
    pub entry: Entry,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChosenEntry {
    pub slot: Slot,
    pub entry: Entry,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChosenId {
    pub slot: Slot,
    pub origin: Ballot,
    pub id: Option<CommandId>,
}

impl From<&ChosenEntry> for ChosenId {
    fn from(chosen: &ChosenEntry) -> ChosenId {
        ChosenId { slot: chosen.slot, origin: chosen.entry.origin, id: chosen.entry.command_id() }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Votes {
    pub acceptor: NodeId,
    pub ballot: Ballot,
    pub first_slot: Slot,
    pub count: u32,
    pub entries: Option<Vec<Entry>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KnownAcceptor {
    pub acceptor: NodeId,
    pub life: u64,
    pub promised: Option<Ballot>,
    pub highest_slot: Slot,
    pub fenced_round: u64,
}

impl KnownAcceptor {
    /// One that has said nothing yet. In life 0: it may have voted, in a life that nobody remembers.
    pub fn in_life(acceptor: NodeId, life: u64) -> KnownAcceptor {
        KnownAcceptor { acceptor, life, promised: None, highest_slot: 0, fenced_round: 0 }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    Misaddressed(NodeId),
    UnknownNode(NodeId),
    Invalid(String),
    TooLarge(String),
    Overloaded(u32),
    Unavailable(String),
    Violation(String),
}

#[cfg(test)]
mod tests {
    use super::same_bytes;
    use alloc::vec::Vec;

    #[test]
    fn values_are_the_same_only_if_every_byte_and_the_length_are() {
        for length in [0, 1, 7, 8, 9, 16, 17, 256] {
            let value: Vec<u8> = (0..length).map(|it| it as u8).collect();
            assert!(same_bytes(&value, &value.clone()));
            assert!(!same_bytes(&value, &[&value[..], &[0]].concat()));
            for place in 0..value.len() {
                let mut other = value.clone();
                other[place] ^= 0x80;
                assert!(!same_bytes(&value, &other), "byte {place} of {length}");
            }
        }
    }
}
