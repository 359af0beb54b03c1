//! One node: a role that runs over its disk, or the disk alone.

use crate::cluster::{Address, Role, Shape};
use crate::host::{Disk, Host};
use crate::network::{Answer, Request};
use acceptor::Acceptor;
use client::Client;
use learner::Learner;
use proposer::Proposer;

pub struct Node {
    pub address: Address,
    /// Counts the lives of the node.
    pub epoch: u64,
    /// The last of its lives over another disk.
    pub other_disk_since: u64,
    pub state: State,
}

#[allow(clippy::large_enum_variant, reason = "a cluster has a handful of nodes")]
pub enum State {
    Down(Disk),
    Acceptor(Acceptor<Host>),
    Proposer(Proposer<Host>),
    Learner(Learner<Host>),
    Client(Client<Host>),
}

impl Node {
    pub fn new(address: Address) -> Node {
        Node { address, epoch: 0, other_disk_since: 0, state: State::Down(Disk::default()) }
    }

    pub fn is_up(&self) -> bool {
        !matches!(self.state, State::Down(_))
    }

    pub fn start(&mut self, shape: &Shape) {
        let State::Down(disk) = std::mem::replace(&mut self.state, State::Down(Disk::default())) else { return };
        let host = Host::new(disk, &shape.cluster().learners);
        let configuration = shape.configuration(self.address.id);
        self.epoch += 1;
        self.state = match self.address.role {
            Role::Acceptor => State::Acceptor(Acceptor::new(configuration, host)),
            Role::Proposer => State::Proposer(Proposer::new(configuration, host)),
            Role::Learner => State::Learner(Learner::new(configuration, host)),
            Role::Client => State::Client(Client::new(configuration, host)),
        };
    }

    /// Loses everything but the disk.
    pub fn crash(&mut self) {
        let disk = self.host_mut().map(|host| std::mem::take(&mut host.disk));
        if let Some(disk) = disk {
            self.state = State::Down(disk);
        }
    }

    pub fn host_mut(&mut self) -> Option<&mut Host> {
        match &mut self.state {
            State::Down(_) => None,
            State::Acceptor(it) => Some(it.host_mut()),
            State::Proposer(it) => Some(it.host_mut()),
            State::Learner(it) => Some(it.host_mut()),
            State::Client(it) => Some(it.host_mut()),
        }
    }

    pub fn disk(&self) -> &Disk {
        match &self.state {
            State::Down(disk) => disk,
            State::Acceptor(it) => &it.host().disk,
            State::Proposer(it) => &it.host().disk,
            State::Learner(it) => &it.host().disk,
            State::Client(it) => &it.host().disk,
        }
    }

    pub fn tick(&mut self, now: u64, random: u64) {
        match &mut self.state {
            State::Down(_) => {}
            State::Acceptor(it) => it.tick(now, random),
            State::Proposer(it) => it.tick(now, random),
            State::Learner(it) => it.tick(now, random),
            State::Client(it) => it.tick(now, random),
        }
    }

    pub fn handle(&mut self, request: Request) -> Answer {
        let id = self.address.id;
        match (&mut self.state, request) {
            (State::Acceptor(it), Request::Prepare(request)) => Answer::Prepare(it.prepare(id, request)),
            (State::Acceptor(it), Request::Accept(request)) => Answer::Accept(it.accept(id, request)),
            (State::Acceptor(it), Request::ReadAccepted(request)) => {
                Answer::ReadAccepted(it.read_accepted(id, request))
            }
            (State::Acceptor(it), Request::LeaderHeartbeat(request)) => {
                Answer::LeaderHeartbeat(it.heartbeat(id, request))
            }
            (State::Acceptor(it), Request::AcceptorStatus) => Answer::AcceptorStatus(it.status(id)),
            (State::Proposer(it), Request::Admit(request)) => Answer::Admit(it.admit(id, request)),
            (State::Proposer(it), Request::Propose(request)) => Answer::Propose(it.propose(id, request)),
            (State::Proposer(it), Request::Heartbeat(request)) => Answer::Heartbeat(it.heartbeat(id, request)),
            (State::Proposer(it), Request::Resolve(request)) => Answer::Resolve(it.resolve(id, request)),
            (State::Learner(it), Request::Learn(request)) => {
                it.learn(id, request).unwrap_or_else(|refusal| panic!("a learner refused votes: {refusal:?}"));
                Answer::Nothing
            }
            (State::Learner(it), Request::ReadLog(request)) => Answer::ReadLog(it.read_log(id, request)),
            (State::Learner(it), Request::ReadIds(request)) => Answer::ReadIds(it.read_ids(id, request)),
            (_, request) => panic!("{:?} cannot handle {request:?}", self.address),
        }
    }

    pub fn answered(&mut self, call: u64, from: Address, answer: Answer) {
        let from = from.id;
        match (&mut self.state, answer) {
            (State::Acceptor(it), Answer::Admit(answer)) => it.admit_answered(call, from, answer),
            (State::Acceptor(it), Answer::Prepare(answer)) => it.prepare_answered(call, from, answer),
            (State::Acceptor(it), Answer::ReadAccepted(answer)) => it.accepted_read(call, from, answer),
            (State::Proposer(it), Answer::Prepare(answer)) => it.prepare_answered(call, from, answer),
            (State::Proposer(it), Answer::Accept(answer)) => it.accept_answered(call, from, answer),
            (State::Proposer(it), Answer::Heartbeat(answer)) => it.heartbeat_answered(call, from, answer),
            (State::Proposer(it), Answer::LeaderHeartbeat(answer)) => {
                it.acceptor_heartbeat_answered(call, from, answer);
            }
            (State::Proposer(it), Answer::AcceptorStatus(answer)) => it.acceptor_status_answered(call, from, answer),
            (State::Learner(it), Answer::ReadAccepted(answer)) => it.accepted_read(call, from, answer),
            (State::Learner(it), Answer::ReadLog(answer)) => it.log_read(call, from, answer),
            (State::Learner(it), Answer::Resolve(answer)) => it.resolve_answered(call, from, answer),
            (State::Client(it), Answer::Propose(answer)) => it.propose_answered(call, from, answer),
            (State::Client(it), Answer::ReadIds(answer)) => it.ids_read(call, from, answer),
            (_, answer) => panic!("{:?} did not ask for {answer:?}", self.address),
        }
    }
}
