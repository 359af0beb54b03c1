//! `paxos:host/acceptor-storage` and `paxos:host/proposer-storage`.

use crate::types::{KnownAcceptor, Slot};
use alloc::vec::Vec;

#[repr(u8)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WrittenStanding {
    Voting,
    Fresh,
    Forgetful,
    Recovering,
}

impl WrittenStanding {
    /// Called by the generated code with a discriminant that the canonical ABI has checked or the host vouches for.
    ///
    /// # Safety
    /// None is needed; the generated code expects the function to be unsafe.
    #[doc(hidden)]
    pub unsafe fn _lift(discriminant: u8) -> WrittenStanding {
        match discriminant {
            0 => WrittenStanding::Voting,
            1 => WrittenStanding::Fresh,
            2 => WrittenStanding::Forgetful,
            _ => WrittenStanding::Recovering,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LifeRecord {
    pub life: u64,
    pub standing: WrittenStanding,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    pub chosen_through: Slot,
    pub acceptors: Vec<KnownAcceptor>,
}
