//! The course of one simulation.

use crate::cluster::{Address, Role, Shape};
use crate::disks::Disks;
use crate::faults::Faults;
use crate::ghosts::Ghosts;
use crate::host::Disk;
use crate::network::{Agenda, Answer, Event, Request};
use crate::node::{Node, State};
use crate::random::Random;
use contract::client::SubmitRequest;
use contract::types::{ChosenId, CommandId, NodeId, Slot};
use std::collections::{BTreeMap, BTreeSet};

/// How long things go wrong, and how long the cluster then has to finish, in milliseconds.
const TROUBLE_MILLIS: u64 = 12_000;
const CALM_MILLIS: u64 = 60_000;
/// When the host of a sender gives a request up.
const UNANSWERED_MILLIS: u64 = 400;

/// What a simulation that went well has seen.
#[derive(Clone, Copy, Debug, Default)]
pub struct Outcome {
    pub submitted: usize,
    pub reported: usize,
    pub chosen: usize,
    pub crashes: usize,
    pub manual_rounds: usize,
    pub lost_disks: usize,
    /// Disks of proposers.
    pub lost_rounds: usize,
    pub recoveries: usize,
    pub highest_round: u64,
}

pub struct Simulation {
    pub shape: Shape,
    pub random: Random,
    pub now: u64,
    pub agenda: Agenda,
    pub nodes: BTreeMap<Address, Node>,
    pub ghosts: Ghosts,
    pub disks: Disks,
    pub faults: Faults,
    pub outcome: Outcome,
    /// While a round is driven by hand: the votes that come of it, for the learners to get before they are asked.
    pub express: Option<Vec<(Address, Request)>>,
    submitted: BTreeSet<(NodeId, CommandId)>,
}

/// Runs the simulation of a seed; an error says what broke.
pub fn run(seed: u64) -> Result<Outcome, String> {
    let mut random = Random::new(seed);
    let shape = Shape::draw(&mut random);
    let faults = Faults::draw(&mut random);
    let nodes = shape.addresses().into_iter().map(|address| (address, Node::new(address))).collect();
    let mut simulation = Simulation {
        shape,
        random,
        now: 0,
        agenda: Agenda::default(),
        nodes,
        ghosts: Ghosts::default(),
        disks: Disks::default(),
        faults,
        outcome: Outcome::default(),
        express: None,
        submitted: BTreeSet::new(),
    };
    simulation.run().map_err(|why| format!("{why}\n  at {} ms, in {:?}", simulation.now, simulation.shape))
}

impl Simulation {
    fn run(&mut self) -> Result<Outcome, String> {
        for address in self.shape.addresses() {
            let at = self.random.below(300);
            self.agenda.put(at, Event::Restart { to: address });
        }
        self.agenda.put(200, Event::Fault);
        self.agenda.put(100, Event::Submit);
        while let Some((at, event)) = self.agenda.take() {
            self.now = at;
            self.happen(event)?;
            if self.now > TROUBLE_MILLIS {
                if !self.faults.over {
                    self.end_trouble();
                }
                if self.now.is_multiple_of(20) && self.is_done() {
                    return self.finish();
                }
            }
            if self.now > TROUBLE_MILLIS + CALM_MILLIS {
                return Err(format!("not finished: {}", self.progress()));
            }
        }
        Err("nothing left to happen".into())
    }

    fn happen(&mut self, event: Event) -> Result<(), String> {
        match event {
            Event::Restart { to } => self.restart(to),
            Event::Tick { to, epoch } => {
                if self.nodes[&to].is_up() && self.nodes[&to].epoch == epoch {
                    let late = if self.faults.over { 0 } else { self.random.below(30) };
                    self.agenda.put(self.now + 20 + late, Event::Tick { to, epoch });
                    let (now, random) = (self.now, self.random.next());
                    self.enter(to, |node| node.tick(now, random))?;
                    self.look_after(to)?;
                }
                Ok(())
            }
            Event::Request { from, epoch, call, to, request } => {
                if self.nodes[&to].is_up() {
                    let answer = self.enter(to, |node| node.handle(request))?;
                    if let (Some(answer), Some(call)) = (answer, call) {
                        self.answer(to, from, epoch, call, answer);
                    }
                }
                Ok(())
            }
            Event::Answer { from, to, epoch, call, answer } => {
                // An answer to an earlier life may reach a node that was rebuilt within its process.
                let node = &self.nodes[&to];
                let may_come = epoch > node.other_disk_since && self.random.permille(300);
                if node.is_up() && (node.epoch == epoch || may_come) {
                    self.enter(to, |node| node.answered(call, from, answer))?;
                }
                Ok(())
            }
            Event::Fault => self.fault(),
            Event::Submit => self.submit(),
        }
    }

    fn restart(&mut self, to: Address) -> Result<(), String> {
        let shape = &self.shape;
        if let Some(node) = self.nodes.get_mut(&to).filter(|node| !node.is_up()) {
            node.start(shape);
            self.agenda.put(self.now, Event::Tick { to, epoch: node.epoch });
        }
        Ok(())
    }

    /// One call into a node, with all that may go wrong around it. Nothing comes back from a call that the node did not
    /// live to answer.
    pub fn enter<T>(&mut self, to: Address, call: impl FnOnce(&mut Node) -> T) -> Result<Option<T>, String> {
        let crash = self.faults.crash_in_call(&mut self.random);
        let node = self.nodes.get_mut(&to).ok_or("no such node")?;
        let before: Option<Disk> = crash.then(|| node.disk().clone());
        let result = call(node);
        if let Some(before) = before.filter(|_| self.random.permille(500)) {
            // Before the flush: nothing of it is on disk, and nothing was sent.
            node.state = State::Down(before);
            self.crashed(to);
            return Ok(None);
        }
        let epoch = node.epoch;
        let doubtful = to.role == Role::Acceptor && self.disks.doubtful.contains_key(&to.id);
        if let Some(host) = node.host_mut() {
            self.ghosts.look(self.shape.cluster(), to, epoch, doubtful, host)?;
            let outbox = std::mem::take(&mut host.outbox);
            if !crash {
                for (number, receiver, request) in outbox {
                    self.send(to, epoch, number, receiver, request);
                }
            }
        }
        self.trust_again(to);
        if crash {
            // After the flush, before anything was sent.
            self.crash(to);
            return Ok(None);
        }
        Ok(Some(result))
    }

    fn send(&mut self, from: Address, epoch: u64, call: Option<u64>, to: Address, request: Request) {
        if let (Some(express), Request::Learn(_)) = (&mut self.express, &request) {
            express.push((to, request));
            return;
        }
        let mut delivered = 0;
        for _ in 0..self.faults.copies(&mut self.random) {
            if self.faults.passes(&mut self.random, from, to) {
                delivered += 1;
                let at = self.now + self.faults.delay(&mut self.random);
                self.agenda.put(at, Event::Request { from, epoch, call, to, request: request.clone() });
            }
        }
        // The host of the sender tells of a failure; it cannot know that the request did not arrive.
        if let Some(call) = call.filter(|_| delivered == 0 || !self.nodes[&to].is_up()) {
            let answer = request.unanswered();
            self.agenda.put(self.now + UNANSWERED_MILLIS, Event::Answer { from: to, to: from, epoch, call, answer });
        }
    }

    fn answer(&mut self, from: Address, to: Address, epoch: u64, call: u64, answer: Answer) {
        for _ in 0..self.faults.copies(&mut self.random) {
            if self.faults.passes(&mut self.random, from, to) {
                let at = self.now + self.faults.delay(&mut self.random);
                self.agenda.put(at, Event::Answer { from, to, epoch, call, answer: answer.clone() });
            }
        }
    }

    pub fn crash(&mut self, address: Address) {
        let losing = self.random.below(20) as usize;
        if let Some(node) = self.nodes.get_mut(&address) {
            node.crash();
            // A learner's log is written, not flushed: its end may be gone.
            if let State::Down(disk) = &mut node.state {
                let left = disk.log.len().saturating_sub(losing);
                disk.log.truncate(left);
            }
        }
        self.crashed(address);
    }

    fn crashed(&mut self, address: Address) {
        self.outcome.crashes += 1;
        if address.role == Role::Client {
            self.submitted.retain(|(client, _)| *client != address.id);
        }
        self.lose_disk(address);
        let back = self.now + 20 + self.random.below(3000);
        self.agenda.put(back, Event::Restart { to: address });
    }

    fn submit(&mut self) -> Result<(), String> {
        let id = *self.random.pick(&self.shape.cluster().clients.clone());
        let to = Address { role: Role::Client, id };
        let payloads: Vec<Vec<u8>> = (0..=self.random.below(4))
            .map(|_| self.random.next().to_le_bytes().repeat(1 + self.random.below(3) as usize))
            .collect();
        let receipt = self.enter(to, |node| match &mut node.state {
            State::Client(client) => client.submit(id, SubmitRequest { payloads }).ok(),
            _ => None,
        })?;
        let ids = receipt.flatten().map(|receipt| receipt.ids).unwrap_or_default();
        self.outcome.submitted += ids.len();
        if self.random.permille(50) {
            self.enter(to, |node| {
                if let State::Client(client) = &mut node.state {
                    client.give_up(&ids);
                }
            })?;
        } else if self.nodes[&to].is_up() {
            self.submitted.extend(ids.into_iter().map(|command| (id, command)));
        }
        if !self.faults.over {
            let pause = 5 + self.random.below(200);
            self.agenda.put(self.now + pause, Event::Submit);
        }
        Ok(())
    }

    fn end_trouble(&mut self) {
        self.faults.end();
        for address in self.shape.addresses() {
            self.agenda.put(self.now, Event::Restart { to: address });
        }
    }

    fn is_done(&self) -> bool {
        let log = self.ghosts.highest_chosen();
        let learned = self.learners().all(|learned| learned == log);
        learned && self.all_vote() && self.submitted.iter().all(|(_, id)| self.ghosts.reported.contains_key(id))
    }

    fn learners(&self) -> impl Iterator<Item = Slot> {
        let learners = self.nodes.values().filter(|node| node.address.role == Role::Learner);
        learners.map(|node| node.disk().log.len() as u64)
    }

    fn progress(&self) -> String {
        let waiting = self.submitted.iter().filter(|(_, id)| !self.ghosts.reported.contains_key(id)).count();
        let learned: Vec<Slot> = self.learners().collect();
        let status: Vec<String> = self
            .nodes
            .values()
            .filter_map(|node| match &node.state {
                State::Proposer(it) => Some(format!("{:?}", it.status(node.address.id))),
                State::Client(it) => Some(format!("{:?}", it.status(node.address.id))),
                State::Learner(it) => Some(format!("{:?}", it.status(node.address.id))),
                State::Acceptor(it) => Some(format!("{:?}", it.status(node.address.id))),
                State::Down(_) => None,
            })
            .collect();
        let highest = self.ghosts.highest_chosen();
        format!("{waiting} commands wait, chosen up to {highest}, learned {learned:?}\n  {}", status.join("\n  "))
    }

    /// The last word: all logs are the same, and every command that was answered for is where the answer said.
    fn finish(&mut self) -> Result<Outcome, String> {
        let logs: Vec<_> = self.nodes.values().filter(|it| it.address.role == Role::Learner).map(Node::disk).collect();
        if logs.iter().any(|disk| disk.log != logs[0].log) {
            return Err("two learners hold different logs".into());
        }
        for (id, chosen) in &self.ghosts.reported {
            let there = logs[0].log.get(chosen.slot as usize - 1).map(ChosenId::from);
            if there != Some(*chosen) || chosen.id != Some(*id) {
                return Err(format!("{id:?} was reported as {chosen:?}, the log holds {there:?}"));
            }
            self.outcome.reported += 1;
        }
        self.outcome.chosen = self.ghosts.chosen.len();
        self.outcome.highest_round = self.nodes.values().map(|node| node.disk().round).max().unwrap_or(0);
        Ok(self.outcome)
    }
}
