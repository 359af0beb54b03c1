//! What the acceptors have said to this proposer, in which life: so that one which has forgotten is found out.

use alloc::vec::Vec;
use contract::types::{Ballot, KnownAcceptor, NodeId, Slot};

#[derive(Default)]
pub struct Acceptors(Vec<KnownAcceptor>);

impl Acceptors {
    /// `older_than_lives` where nothing was written down, although this proposer has used ballots: each acceptor may
    /// have voted.
    pub fn recovered(mut known: Vec<KnownAcceptor>, acceptors: &[NodeId], older_than_lives: bool) -> Acceptors {
        if older_than_lives {
            known.extend(acceptors.iter().map(|&acceptor| KnownAcceptor::in_life(acceptor, 0)));
        }
        known.sort_unstable_by_key(|it| it.acceptor);
        Acceptors(known)
    }

    pub fn known(&self) -> Vec<KnownAcceptor> {
        self.0.clone()
    }

    pub fn get(&self, acceptor: NodeId) -> Option<KnownAcceptor> {
        self.0.iter().find(|it| it.acceptor == acceptor).copied()
    }

    pub fn put(&mut self, known: KnownAcceptor) {
        match self.0.binary_search_by_key(&known.acceptor, |it| it.acceptor) {
            Ok(place) => {
                if let Some(it) = self.0.get_mut(place) {
                    *it = known;
                }
            }
            Err(place) => self.0.insert(place, known),
        }
    }

    /// An acceptor has promised a ballot or accepted at it, and holds a value in this slot or a higher one. Whether
    /// that is news.
    pub fn said(&mut self, acceptor: NodeId, ballot: Ballot, slot: Slot) -> bool {
        let Some(known) = self.0.iter_mut().find(|it| it.acceptor == acceptor) else { return false };
        // What was said in a former life is forgotten, and the recovery has seen to it.
        if ballot.round <= known.fenced_round {
            return false;
        }
        let news = known.promised < Some(ballot) || known.highest_slot < slot;
        known.promised = known.promised.max(Some(ballot));
        known.highest_slot = known.highest_slot.max(slot);
        news
    }
}
