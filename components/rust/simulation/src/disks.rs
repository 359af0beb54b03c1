//! Acceptors whose disk is lost, or comes back as it was before: they must not vote until they have recovered. And
//! proposers whose disk is lost: they must not use a ballot twice.

use crate::cluster::{Address, Role};
use crate::host::Disk;
use crate::node::{Node, State};
use crate::run::Simulation;
use contract::acceptor::{RecoverRequest, Standing};
use contract::storage::WrittenStanding;
use contract::types::NodeId;
use std::collections::BTreeMap;

#[derive(Default)]
pub struct Disks {
    /// Copies of the acceptors' disks, made earlier.
    copies: BTreeMap<NodeId, Disk>,
    /// The acceptors that cannot vote before a later life begins, with the life that their disk then is of.
    pub doubtful: BTreeMap<NodeId, Option<u64>>,
}

/// Whether a proposer would find out that this acceptor has forgotten, also after a power failure.
fn remembers(proposer: &Node, acceptor: NodeId) -> bool {
    let known = proposer.disk().flushed_progress.iter().flat_map(|it| &it.acceptors);
    known.into_iter().any(|it| it.acceptor == acceptor && it.life > 0)
}

fn is_blank(disk: &Disk) -> bool {
    disk.round == 0 && disk.progress.is_none()
}

impl Simulation {
    /// With more doubtful disks than this nobody could tell any more what was chosen, or which acceptor has forgotten.
    fn may_doubt(&self, id: NodeId) -> bool {
        let others = self.disks.doubtful.keys().filter(|&&it| it != id).count();
        let life = self.nodes[&Address { role: Role::Acceptor, id }].disk().life;
        let voted = life.is_some_and(|life| life.standing == WrittenStanding::Voting);
        let remembered = !voted || self.proposers().any(|node| remembers(node, id));
        let blank = self.proposers().any(|node| is_blank(node.disk()));
        let enough = !blank || self.sound_acceptors(id) >= self.shape.cluster().witnesses();
        others + 1 < self.shape.cluster().phase2_quorum as usize && remembered && enough
    }

    fn proposers(&self) -> impl Iterator<Item = &Node> {
        self.nodes.values().filter(|node| node.address.role == Role::Proposer)
    }

    /// Acceptors other than this one that vote and remember all they said.
    fn sound_acceptors(&self, but: NodeId) -> usize {
        let votes = |&&id: &&NodeId| {
            let life = self.nodes[&Address { role: Role::Acceptor, id }].disk().life;
            life.is_some_and(|life| life.standing == WrittenStanding::Voting)
        };
        let sound = |id: &&NodeId| **id != but && !self.disks.doubtful.contains_key(*id);
        self.shape.cluster().acceptors.iter().filter(sound).filter(votes).count()
    }

    /// Whether enough acceptors can tell a proposer which rounds it may have used, and go on telling: those that start
    /// have another proposer to hear from, or all have begun to vote, and their word counts before they do again. No
    /// acceptor is doubtful without showing it, and no other proposer waits for them.
    fn may_forget_rounds(&self, id: NodeId) -> bool {
        let cluster = self.shape.cluster();
        let mut others = self.proposers().filter(|node| node.address.id != id);
        let known = others.any(|node| cluster.acceptors.iter().all(|&acceptor| remembers(node, acceptor)));
        let doubtful = self.disks.doubtful.len();
        let all_voted = self.sound_acceptors(0).saturating_add(doubtful) >= cluster.acceptors.len();
        let goes_on = known || (all_voted && cluster.phase1_quorum >= cluster.phase2_quorum);
        let hidden = self.disks.doubtful.keys().any(|&acceptor| {
            let life = self.nodes[&Address { role: Role::Acceptor, id: acceptor }].disk().life;
            life.is_some_and(|life| life.standing == WrittenStanding::Voting)
        });
        let blank = self.proposers().any(|node| is_blank(node.disk()));
        !hidden && goes_on && !blank && self.sound_acceptors(0) >= self.shape.cluster().witnesses()
    }

    fn lose_rounds(&mut self, address: Address) {
        if self.random.permille(self.faults.wipe) && self.may_forget_rounds(address.id) {
            self.outcome.lost_rounds += 1;
            self.ghosts.lost_rounds(address.id);
            if let Some(node) = self.nodes.get_mut(&address) {
                node.state = State::Down(Disk::default());
                node.other_disk_since = node.epoch;
            }
        }
    }

    pub fn copy_disk(&mut self) {
        let id = *self.random.pick(&self.shape.cluster().acceptors.clone());
        let disk = self.nodes[&Address { role: Role::Acceptor, id }].disk().clone();
        self.disks.copies.insert(id, disk);
    }

    /// What may happen to the disk of a node that is down.
    pub fn lose_disk(&mut self, address: Address) {
        let id = address.id;
        if address.role == Role::Proposer && !self.faults.over {
            return self.lose_rounds(address);
        }
        if address.role != Role::Acceptor || self.faults.over || !self.may_doubt(id) {
            return;
        }
        let disk = if self.random.permille(self.faults.wipe) {
            Disk::default()
        } else if self.random.permille(self.faults.rollback) {
            match self.disks.copies.get(&id) {
                Some(copy) if self.every_proposer_remembers_more(id, copy) => copy.clone(),
                _ => return,
            }
        } else {
            return;
        };
        self.outcome.lost_disks += 1;
        self.disks.doubtful.insert(id, disk.life.map(|life| life.life));
        if let Some(node) = self.nodes.get_mut(&address) {
            node.state = State::Down(disk);
            // It takes another process to change disks: no answer to the former one comes any more.
            node.other_disk_since = node.epoch;
        }
    }

    /// Only then is an older copy sure to be found out.
    fn every_proposer_remembers_more(&self, id: NodeId, copy: &Disk) -> bool {
        let highest = copy.accepted.keys().last().copied().unwrap_or(0);
        let Some(life) = copy.life else { return false };
        let mut proposers = self.nodes.values().filter(|node| node.address.role == Role::Proposer);
        proposers.all(|node| {
            let known = node.disk().progress.iter().flat_map(|it| &it.acceptors).find(|it| it.acceptor == id);
            known.is_some_and(|known| {
                let more = known.promised > copy.promised || known.highest_slot > highest;
                known.life > life.life || (known.life == life.life && more)
            })
        })
    }

    /// Whoever looks after the cluster has an acceptor recovered that says it has forgotten; sometimes twice, and
    /// sometimes somebody asks for it where nothing is forgotten.
    pub fn look_after(&mut self, address: Address) -> Result<(), String> {
        let status = match &self.nodes[&address].state {
            State::Acceptor(it) => it.status(address.id).map_err(|refusal| refusal.to_string())?,
            _ => return Ok(()),
        };
        let asked = match status.standing {
            Standing::Forgetful => self.faults.over || self.random.permille(30),
            Standing::Recovering => !self.faults.over && self.random.permille(2),
            Standing::Voting | Standing::Starting | Standing::Fresh => {
                self.faults.wipe > 0 && self.random.below(2_000) == 0
            }
        };
        if !asked {
            return Ok(());
        }
        let request = RecoverRequest { life: status.life };
        let answer = self.enter(address, |node| match &mut node.state {
            State::Acceptor(it) => it.recover(address.id, request).ok(),
            _ => None,
        })?;
        if answer.flatten().is_some() {
            self.outcome.recoveries += 1;
        }
        Ok(())
    }

    /// An acceptor whose disk is of a later life, and that votes, remembers all that counts.
    pub fn trust_again(&mut self, address: Address) {
        if address.role != Role::Acceptor {
            return;
        }
        let life = self.nodes[&address].disk().life;
        if let Some(life) = life.filter(|it| it.standing == WrittenStanding::Voting)
            && self.disks.doubtful.get(&address.id).is_some_and(|&former| former != Some(life.life))
        {
            self.disks.doubtful.remove(&address.id);
        }
    }

    pub fn all_vote(&self) -> bool {
        self.nodes.values().filter(|it| it.address.role == Role::Acceptor).all(|node| match &node.state {
            State::Acceptor(it) => it.status(node.address.id).is_ok_and(|it| it.standing == Standing::Voting),
            _ => false,
        })
    }
}
