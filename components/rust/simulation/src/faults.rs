//! What goes wrong, and how often.

use crate::cluster::{Address, Role};
use crate::network::Event;
use crate::node::State;
use crate::random::Random;
use crate::run::Simulation;
use contract::proposer::{ReserveBallotRequest, ResolveRequest};
use std::collections::BTreeSet;

pub struct Faults {
    pub over: bool,
    loss: u64,
    doubling: u64,
    max_delay: u64,
    crash_in_call: u64,
    pause: u64,
    /// How often in a thousand crashes an acceptor's disk is lost, or comes back as it was before.
    pub wipe: u64,
    pub rollback: u64,
    /// Whether a power failure takes what a proposer has written and not flushed.
    pub power_takes_progress: bool,
    cut: BTreeSet<(Address, Address)>,
}

impl Faults {
    pub fn draw(random: &mut Random) -> Faults {
        // An older copy is found out by what proposers remember.
        let (rollback, power_takes_progress) = *random.pick(&[(0, false), (0, true), (300, false)]);
        Faults {
            over: false,
            loss: *random.pick(&[0, 20, 100, 300]),
            doubling: *random.pick(&[0, 50, 200]),
            max_delay: *random.pick(&[3, 30, 200, 800]),
            crash_in_call: *random.pick(&[0, 0, 1, 3]),
            pause: *random.pick(&[100, 500, 2000]),
            wipe: *random.pick(&[0, 50, 300]),
            rollback,
            power_takes_progress,
            cut: BTreeSet::new(),
        }
    }

    pub fn end(&mut self) {
        let former = std::mem::take(&mut self.cut);
        drop(former);
        *self = Faults {
            over: true,
            loss: 0,
            doubling: 0,
            max_delay: 5,
            crash_in_call: 0,
            pause: 0,
            wipe: 0,
            rollback: 0,
            power_takes_progress: false,
            cut: BTreeSet::new(),
        };
    }

    /// In a thousandth of calls at most.
    pub fn crash_in_call(&self, random: &mut Random) -> bool {
        self.crash_in_call > 0 && random.below(4000) < self.crash_in_call
    }

    pub fn copies(&self, random: &mut Random) -> u32 {
        if random.permille(self.doubling) { 2 } else { 1 }
    }

    pub fn passes(&self, random: &mut Random, from: Address, to: Address) -> bool {
        !self.cut.contains(&(from, to)) && !random.permille(self.loss)
    }

    /// Mostly quick, sometimes as slow as can be, so that messages overtake each other.
    pub fn delay(&self, random: &mut Random) -> u64 {
        let bound = if random.permille(100) { self.max_delay * 3 } else { self.max_delay };
        1 + random.below(bound)
    }
}

impl Simulation {
    pub fn fault(&mut self) -> Result<(), String> {
        if self.faults.over {
            return Ok(());
        }
        let pause = 1 + self.random.below(self.faults.pause);
        self.agenda.put(self.now + pause, Event::Fault);
        let addresses = self.shape.addresses();
        let one = *self.random.pick(&addresses);
        let other = *self.random.pick(&addresses);
        match self.random.below(13) {
            0..=2 if self.nodes[&one].is_up() => self.crash(one),
            // Cut off in one direction, from one node or from all.
            3 => {
                self.faults.cut.insert((one, other));
            }
            4 => self.faults.cut.extend(addresses.iter().flat_map(|&it| [(one, it), (it, one)])),
            5 | 6 => self.faults.cut.clear(),
            7 => self.reserve_ballot()?,
            8 => self.resolve()?,
            9 => self.manual_round()?,
            10 => self.crash_all(),
            11 => self.copy_disk(),
            _ => {}
        }
        Ok(())
    }

    /// The power fails.
    fn crash_all(&mut self) {
        if self.random.permille(200) {
            for address in self.shape.addresses() {
                if self.nodes[&address].is_up() {
                    self.crash(address);
                }
                if self.faults.power_takes_progress
                    && let Some(State::Down(disk)) = self.nodes.get_mut(&address).map(|node| &mut node.state)
                {
                    disk.progress = disk.flushed_progress.clone();
                }
            }
        }
    }

    fn a_proposer(&mut self) -> Address {
        let id = *self.random.pick(&self.shape.cluster().proposers.clone());
        Address { role: Role::Proposer, id }
    }

    fn reserve_ballot(&mut self) -> Result<(), String> {
        let to = self.a_proposer();
        let ballot = self.enter(to, |node| match &mut node.state {
            State::Proposer(it) => it.reserve_ballot(to.id, ReserveBallotRequest { above: None }).ok(),
            _ => None,
        })?;
        self.ghosts.reserved.extend(ballot.flatten());
        Ok(())
    }

    fn resolve(&mut self) -> Result<(), String> {
        let to = self.a_proposer();
        let first_slot = 1 + self.random.below(self.ghosts.highest_chosen() + 3);
        self.enter(to, |node| {
            if let State::Proposer(it) = &mut node.state {
                let _ = it.resolve(to.id, ResolveRequest { first_slot });
            }
        })?;
        Ok(())
    }
}
