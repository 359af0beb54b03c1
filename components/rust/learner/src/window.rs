//! The votes for the slots that are not learned yet.

use alloc::collections::VecDeque;
use alloc::vec::Vec;
use contract::node::Cluster;
use contract::quorum::AcceptorSet;
use contract::types::{Ballot, ChosenEntry, Entry, NodeId, Slot};
use core::fmt;

/// How many ballots of one slot that several acceptors voted at are counted side by side. A ballot beyond that pushes
/// out the lowest one, whose votes the learner can ask for again.
const MAX_BALLOTS: usize = 8;
/// How many ballots of one slot are counted for one acceptor that no other has voted at. A ballot beyond that pushes
/// out the lowest of these: so whatever ballots one acceptor names, the votes of the others stay.
const MAX_BALLOTS_ALONE: usize = 2;

pub struct Window {
    /// The slot of the first one; all below are learned.
    first: Slot,
    slots: VecDeque<Tallies>,
    /// The payload bytes of the values held.
    bytes: usize,
}

#[derive(Default)]
struct Tallies {
    ballots: Vec<Tally>,
    /// The ballot at which a quorum voted; its tally holds the value.
    chosen: Option<Ballot>,
}

struct Tally {
    ballot: Ballot,
    voters: AcceptorSet,
    value: Option<Entry>,
}

/// One acceptor's vote for one slot.
pub struct Vote {
    pub slot: Slot,
    pub acceptor: NodeId,
    pub ballot: Ballot,
    pub value: Option<Entry>,
}

/// Two values where there can be only one.
#[derive(Debug, PartialEq, Eq)]
pub struct Conflict {
    slot: Slot,
    ballot: Option<Ballot>,
}

impl fmt::Display for Conflict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let slot = self.slot;
        match self.ballot {
            Some(Ballot { round, proposer }) => {
                write!(f, "slot {slot} was voted for with two values at ballot ({round}, {proposer})")
            }
            None => write!(f, "slot {slot} is chosen with two values"),
        }
    }
}

impl Window {
    /// Without votes yet, where the log is learned up to a slot.
    pub fn after(learned_through: Slot) -> Window {
        Window { first: learned_through.saturating_add(1), slots: VecDeque::new(), bytes: 0 }
    }

    pub fn bytes(&self) -> usize {
        self.bytes
    }

    pub fn has_room_for(&self, bytes: usize, max_bytes: usize) -> bool {
        self.bytes.saturating_add(bytes) <= max_bytes
    }

    /// The place of a slot that is not learned yet.
    fn place(&self, slot: Slot) -> Option<usize> {
        usize::try_from(slot.checked_sub(self.first)?).ok()
    }

    fn get(&self, slot: Slot) -> Option<&Tallies> {
        self.slots.get(self.place(slot)?)
    }

    /// Whether the value voted for at a ballot is held already.
    pub fn knows(&self, slot: Slot, ballot: Ballot) -> bool {
        self.get(slot).is_some_and(|tallies| tallies.value(ballot).is_some())
    }

    /// Forgets the votes for the farthest slots where a nearer one needs their room: the nearer is learned first.
    pub fn make_room(&mut self, slot: Slot, bytes: usize, max_bytes: usize) {
        let Some(kept) = self.place(slot).map(|place| place.saturating_add(1)) else { return };
        while !self.has_room_for(bytes, max_bytes) && self.slots.len() > kept {
            let farthest = self.slots.pop_back().map_or(0, |tallies| tallies.bytes());
            self.bytes = self.bytes.saturating_sub(farthest);
        }
    }

    /// Counts a vote. `room` says whether a value may be kept with it; without, the vote counts and the value is asked
    /// for later.
    pub fn count(&mut self, cluster: &Cluster, vote: Vote, room: bool) -> Result<(), Conflict> {
        let Vote { slot, acceptor, ballot, value } = vote;
        let Some(place) = self.place(slot) else { return Ok(()) };
        if place >= self.slots.len() {
            self.slots.resize_with(place.saturating_add(1), Tallies::default);
        }
        let Some(tallies) = self.slots.get_mut(place) else { return Ok(()) };
        let Some(tally) = tallies.tally(cluster, acceptor, ballot, &mut self.bytes) else { return Ok(()) };

        // A ballot and a slot fix the value (Paxos Made Simple, P2b follows from it).
        match (&tally.value, value) {
            (Some(known), Some(value)) if *known != value => {
                return Err(Conflict { slot, ballot: Some(ballot) });
            }
            (None, Some(value)) if room => {
                self.bytes = self.bytes.saturating_add(value.payload_bytes());
                tally.value = Some(value);
            }
            _ => {}
        }
        tally.voters.insert(cluster, acceptor);
        let (mut votes, has_value) = (tally.voters.len(), tally.value.is_some());
        if cfg!(feature = "mutant-mixes-votes-of-two-ballots") {
            votes = tallies.ballots.iter().map(|it| it.voters.len()).sum();
        }

        // Paxos Made Simple, 2.3: chosen once a phase-2 quorum voted at one and the same ballot (Flexible Paxos, 2016).
        if votes >= cluster.phase2_quorum && has_value {
            tallies.choose(slot, ballot)?;
        }
        Ok(())
    }

    /// What is chosen from the first slot on without a gap; it leaves the window.
    pub fn take_chosen(&mut self) -> (Vec<ChosenEntry>, Vec<Ballot>) {
        let (mut chosen, mut ballots) = (Vec::new(), Vec::new());
        while let Some(tallies) = self.slots.front() {
            let gap = tallies.ballots.is_empty() && cfg!(feature = "mutant-delivers-past-gap");
            if tallies.chosen.is_none() && !gap {
                break;
            }
            let slot = self.first;
            if let Some((entry, ballot)) = self.pop_first().and_then(Tallies::into_chosen) {
                chosen.push(ChosenEntry { slot, entry });
                ballots.push(ballot);
            }
        }
        (chosen, ballots)
    }

    fn pop_first(&mut self) -> Option<Tallies> {
        let tallies = self.slots.pop_front()?;
        self.first = self.first.saturating_add(1);
        self.bytes = self.bytes.saturating_sub(tallies.bytes());
        Some(tallies)
    }

    /// Whether what another learner holds for a slot is what was found chosen here, if anything was.
    pub fn agrees(&self, chosen: &ChosenEntry) -> Result<(), Conflict> {
        match self.get(chosen.slot).and_then(Tallies::chosen) {
            Some(entry) if *entry != chosen.entry => Err(Conflict { slot: chosen.slot, ballot: None }),
            _ => Ok(()),
        }
    }

    /// The log is learned up to a slot.
    pub fn forget_through(&mut self, slot: Slot) {
        while self.first <= slot && self.pop_first().is_some() {}
        self.first = self.first.max(slot.saturating_add(1));
    }
}

impl Tallies {
    /// The tally of a ballot, for a vote of this acceptor; none where the ballot is too low to be worth counting.
    fn tally(&mut self, cluster: &Cluster, acceptor: NodeId, ballot: Ballot, bytes: &mut usize) -> Option<&mut Tally> {
        let known = self.ballots.iter().find(|it| it.ballot == ballot);
        let kept = match known {
            Some(it) if it.voters.contains(cluster, acceptor) || it.voters.is_empty() => true,
            Some(_) => self.make_way(ballot, MAX_BALLOTS, bytes, |it| it.voters.len() > 1),
            None => {
                let alone = |it: &Tally| it.voters.len() == 1 && it.voters.contains(cluster, acceptor);
                let kept = self.make_way(ballot, MAX_BALLOTS_ALONE, bytes, alone);
                if kept {
                    self.ballots.push(Tally { ballot, voters: AcceptorSet::default(), value: None });
                }
                kept
            }
        };
        if kept { self.ballots.iter_mut().find(|it| it.ballot == ballot) } else { None }
    }

    /// Forgets the lowest of some tallies where there are as many as may be. Whether one more may join them.
    fn make_way(&mut self, ballot: Ballot, max: usize, bytes: &mut usize, of: impl Fn(&Tally) -> bool) -> bool {
        let chosen = self.chosen;
        let among = || self.ballots.iter().enumerate().filter(|(_, it)| of(it));
        if among().count() < max {
            return true;
        }
        let candidates = among().filter(|(_, it)| Some(it.ballot) != chosen);
        let lowest = candidates.min_by_key(|(_, it)| it.ballot).map(|(place, it)| (place, it.ballot));
        let Some((place, _)) = lowest.filter(|&(_, lowest)| lowest <= ballot) else { return false };
        let dropped = self.ballots.swap_remove(place);
        *bytes = bytes.saturating_sub(dropped.value.as_ref().map_or(0, Entry::payload_bytes));
        true
    }

    fn value(&self, ballot: Ballot) -> Option<&Entry> {
        self.ballots.iter().find(|it| it.ballot == ballot).and_then(|it| it.value.as_ref())
    }

    fn chosen(&self) -> Option<&Entry> {
        self.chosen.and_then(|ballot| self.value(ballot))
    }

    /// A quorum at a second ballot must have voted for the same value (Paxos Made Simple, P2).
    fn choose(&mut self, slot: Slot, ballot: Ballot) -> Result<(), Conflict> {
        match self.chosen {
            None => self.chosen = Some(ballot),
            Some(first) if self.value(first) != self.value(ballot) => return Err(Conflict { slot, ballot: None }),
            Some(_) => {}
        }
        Ok(())
    }

    fn into_chosen(self) -> Option<(Entry, Ballot)> {
        let chosen = self.chosen?;
        let value = self.ballots.into_iter().find(|it| it.ballot == chosen).and_then(|it| it.value);
        value.map(|value| (value, chosen))
    }

    fn bytes(&self) -> usize {
        let values = self.ballots.iter().filter_map(|it| it.value.as_ref());
        values.map(Entry::payload_bytes).fold(0, usize::saturating_add)
    }
}
