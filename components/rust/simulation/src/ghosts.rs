//! What must hold, checked from outside at every step: the ghosts see what is on the acceptors' disks, and count for
//! themselves.

use crate::cluster::{Address, Role};
use crate::host::{Host, Stored};
use crate::network::Request;
use contract::node::Cluster;
use contract::types::{AcceptedEntry, Ballot, ChosenId, CommandId, Entry, NodeId, Slot};
use std::collections::{BTreeMap, BTreeSet};

#[derive(Default)]
pub struct Ghosts {
    votes: BTreeMap<(Slot, Ballot), (Entry, BTreeSet<NodeId>)>,
    pub chosen: BTreeMap<Slot, Entry>,
    /// All slots up to this one are chosen.
    chosen_through: Slot,
    /// Rounds on a proposer's disk, with the life in which it put them there.
    rounds: BTreeMap<(NodeId, u64), u64>,
    pub reserved: BTreeSet<Ballot>,
    /// Ballots at which a proposer led or proposed.
    used: BTreeSet<Ballot>,
    /// Proposers whose disk was emptied, and that have stored no round since.
    begin_again: BTreeSet<NodeId>,
    /// What clients were told of their commands.
    pub reported: BTreeMap<CommandId, ChosenId>,
}

impl Ghosts {
    pub fn highest_chosen(&self) -> Slot {
        self.chosen.keys().last().copied().unwrap_or(0)
    }

    /// Looks at what a call did, now that it is on disk.
    pub fn look(
        &mut self,
        cluster: &Cluster,
        address: Address,
        epoch: u64,
        doubtful: bool,
        host: &mut Host,
    ) -> Result<(), String> {
        host.complaints.retain(|text| !may_be_said(text, doubtful));
        if !host.complaints.is_empty() {
            return Err(format!("{address:?} complains: {:?}", host.complaints));
        }
        for Stored { accepted, recovers } in std::mem::take(&mut host.accepted) {
            // What is copied is at its own ballot, and the promise at the highest one that was met.
            if !recovers && host.disk.promised.is_none_or(|promised| promised > accepted.ballot) {
                return Err(format!("{address:?} accepted {accepted:?} below its promise {:?}", host.disk.promised));
            }
            if doubtful && !recovers {
                return Err(format!("{address:?} accepted {accepted:?} before it had recovered"));
            }
            self.voted(cluster, address.id, accepted)?;
        }
        for appended in std::mem::take(&mut host.appended) {
            match self.chosen.get(&appended.slot) {
                Some(chosen) if *chosen == appended.entry => {}
                chosen => return Err(format!("{address:?} learned {appended:?}, but chosen there is {chosen:?}")),
            }
        }
        for reported in std::mem::take(&mut host.reported) {
            let there = self.chosen.get(&reported.slot).map(|entry| (entry.origin, entry.command_id()));
            if there != Some((reported.origin, reported.id)) {
                return Err(format!("{address:?} reported {reported:?}, but chosen there is {there:?}"));
            }
            let id = reported.id.ok_or("a no-op was reported to a client")?;
            if let Some(former) = self.reported.insert(id, reported) {
                return Err(format!("{address:?} reported {id:?} again, first as {former:?}"));
            }
        }
        for round in std::mem::take(&mut host.rounds) {
            // The round that it begins above may be the last that it gave away.
            if self.begin_again.remove(&address.id) {
                self.rounds.entry((address.id, round)).or_insert(epoch);
                continue;
            }
            if let Some(life) = self.rounds.insert((address.id, round), epoch) {
                return Err(format!("{address:?} stored round {round} in its lives {life} and {epoch}"));
            }
        }
        for (_, _, request) in host.outbox.iter().filter(|_| address.role == Role::Proposer) {
            self.uses(address, epoch, host.disk.round, request)?;
        }
        Ok(())
    }

    /// A ballot and a slot fix the value, and what has a quorum at one ballot stays the value of the slot.
    fn voted(&mut self, cluster: &Cluster, acceptor: NodeId, accepted: AcceptedEntry) -> Result<(), String> {
        let AcceptedEntry { slot, ballot, entry } = accepted;
        let (value, voters) = self.votes.entry((slot, ballot)).or_insert_with(|| (entry.clone(), BTreeSet::new()));
        if *value != entry {
            return Err(format!("slot {slot} was proposed at {ballot:?} with both {value:?} and {entry:?}"));
        }
        voters.insert(acceptor);
        if voters.len() < cluster.phase2_quorum as usize {
            return Ok(());
        }
        match self.chosen.get(&slot) {
            Some(chosen) if *chosen != entry => {
                Err(format!("slot {slot} was chosen with {chosen:?}, then at {ballot:?} with {entry:?}"))
            }
            Some(_) => Ok(()),
            None => {
                self.chosen.insert(slot, entry);
                while self.chosen.contains_key(&(self.chosen_through + 1)) {
                    self.chosen_through += 1;
                }
                Ok(())
            }
        }
    }

    /// A proposer has lost its disk. A ballot for which it had no quorum, so that it proposed nothing at it, may be
    /// used again: nobody else counted on it.
    pub fn lost_rounds(&mut self, proposer: NodeId) {
        self.begin_again.insert(proposer);
        let (used, reserved) = (&self.used, &self.reserved);
        self.rounds.retain(|&(by, round), _| {
            let ballot = Ballot { round, proposer };
            by != proposer || used.contains(&ballot) || reserved.contains(&ballot)
        });
    }

    /// A proposer sends nothing at a ballot that is not on its disk, that it put there in an earlier life, or gave
    /// away.
    fn uses(&mut self, by: Address, epoch: u64, stored: u64, request: &Request) -> Result<(), String> {
        let ballot = match request {
            Request::Prepare(request) => request.ballot,
            Request::Accept(request) => request.ballot,
            Request::Heartbeat(request) if request.chosen_through > self.chosen_through => {
                let (said, known) = (request.chosen_through, self.chosen_through);
                return Err(format!("{by:?} takes slots up to {said} for chosen, but {known} is how far they are"));
            }
            Request::Heartbeat(request) => request.ballot,
            Request::LeaderHeartbeat(request) => request.ballot,
            _ => return Ok(()),
        };
        let own = ballot.proposer == by.id && ballot.round <= stored;
        if own && self.rounds.get(&(by.id, ballot.round)) == Some(&epoch) && !self.reserved.contains(&ballot) {
            if !matches!(request, Request::Prepare(_)) {
                self.used.insert(ballot);
            }
            return Ok(());
        }
        Err(format!("{by:?} uses ballot {ballot:?}, which is not its own, or no longer"))
    }
}

/// An acceptor that has forgotten says so, and a proposer says on whom it does not count.
fn may_be_said(text: &str, doubtful: bool) -> bool {
    (doubtful && text.starts_with("this acceptor does not vote"))
        || text.contains("no proposer remembers whether it voted before")
        || text.contains("is left out: it says it has promised")
}
