//! Carries messages from mailboxes to whom they are for, when and as the host says.

use crate::under_way::UnderWay;
use alloc::format;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;
use contract::learner::LearnRequest;
use contract::types::NodeId;

use bindings::exports::paxos::composition::network::{ChosenReport, ClockTick, Event, Guest, StepReport};
use bindings::paxos::composition::messages::{Address, Answer, Content, Message, Outgoing, Request, Role};
use bindings::{acceptors, clients, learners, proposers};

#[allow(clippy::all, clippy::arithmetic_side_effects, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]
mod bindings {
    wit_bindgen::generate!({
        world: "paxos:composed/pump",
        path: "../../composed/wit",
        generate_all,
        with: {
            "paxos:types/types@0.1.0": contract::types,
            "paxos:proposer/proposer@0.1.0": contract::proposer,
            "paxos:acceptor/acceptor@0.1.0": contract::acceptor,
            "paxos:learner/learner@0.1.0": contract::learner,
        },
    });
}

static NETWORK: guest::Instance<UnderWay<Message>> = guest::Instance::new();

/// In the order of their roles.
const ROLES: [Role; 4] = [Role::Client, Role::Proposer, Role::Acceptor, Role::Learner];

fn ids(role: Role) -> Vec<NodeId> {
    match role {
        Role::Client => clients::ids(),
        Role::Proposer => proposers::ids(),
        Role::Acceptor => acceptors::ids(),
        Role::Learner => learners::ids(),
    }
}

fn ask(node: Address, request: &Request) -> Option<Answer> {
    match node.role {
        Role::Client => clients::ask(node.id, request),
        Role::Proposer => proposers::ask(node.id, request),
        Role::Acceptor => acceptors::ask(node.id, request),
        Role::Learner => learners::ask(node.id, request),
    }
}

fn tell(node: Address, call: u64, sender: NodeId, answer: &Answer) {
    match node.role {
        Role::Client => clients::tell(node.id, call, sender, answer),
        Role::Proposer => proposers::tell(node.id, call, sender, answer),
        Role::Acceptor => acceptors::tell(node.id, call, sender, answer),
        Role::Learner => learners::tell(node.id, call, sender, answer),
    }
}

fn tick(ClockTick { node, now_millis, random }: ClockTick) -> Result<(), String> {
    if !ids(node.role).contains(&node.id) {
        return Err(format!("there is no {} {}; nodes() tells which there are", name(node.role), node.id));
    }
    match node.role {
        Role::Client => clients::tick(node.id, now_millis, random),
        Role::Proposer => proposers::tick(node.id, now_millis, random),
        Role::Acceptor => acceptors::tick(node.id, now_millis, random),
        Role::Learner => learners::tick(node.id, now_millis, random),
    }
    Ok(())
}

fn take(node: Address) -> Vec<Outgoing> {
    match node.role {
        Role::Client => clients::take(node.id),
        Role::Proposer => proposers::take(node.id),
        Role::Acceptor => acceptors::take(node.id),
        Role::Learner => learners::take(node.id),
    }
}

fn name(role: Role) -> &'static str {
    match role {
        Role::Client => "client",
        Role::Proposer => "proposer",
        Role::Acceptor => "acceptor",
        Role::Learner => "learner",
    }
}

fn nodes() -> Vec<Address> {
    ROLES.iter().flat_map(|&role| ids(role).into_iter().map(move |id| Address { role, id })).collect()
}

/// Puts what nodes have sent under way.
#[derive(Default)]
struct Sending {
    sent: Vec<Message>,
    overflow: u32,
    chosen: Vec<ChosenReport>,
}

impl Sending {
    fn put(&mut self, sender: Address, receiver: Address, call: u64, content: Content) {
        let mut network = NETWORK.get(UnderWay::new);
        match network.put(|number| Message { number, sender, receiver, call, content }) {
            Some(message) => self.sent.push(message.clone()),
            None => self.overflow = self.overflow.saturating_add(1),
        }
    }

    fn collect(&mut self) {
        for sender in nodes() {
            for outgoing in take(sender) {
                match outgoing {
                    Outgoing::Question(it) => self.put(sender, it.receiver, it.call, Content::Request(it.request)),
                    Outgoing::Votes(votes) => {
                        for id in learners::ids() {
                            let request = Request::Learn(LearnRequest { votes: vec![votes.clone()] });
                            self.put(sender, Address { role: Role::Learner, id }, 0, Content::Request(request));
                        }
                    }
                    Outgoing::Chosen(chosen) => self.chosen.push(ChosenReport { client: sender.id, chosen }),
                }
            }
        }
    }

    /// Has a message arrive: what is asked is answered, an answer is handed over.
    fn arrive(&mut self, message: &Message) {
        match &message.content {
            Content::Request(request) => {
                if let Some(answer) = ask(message.receiver, request)
                    && message.call != 0
                {
                    self.put(message.receiver, message.sender, message.call, Content::Answer(answer));
                }
            }
            Content::Answer(answer) => tell(message.receiver, message.call, message.sender.id, answer),
        }
    }
}

fn known(message: Option<Message>, number: u64) -> Result<Message, String> {
    message.ok_or_else(|| format!("no message {number} is under way; under-way() tells which are"))
}

struct Component;

bindings::export!(Component with_types_in bindings);

impl Guest for Component {
    fn nodes() -> Vec<Address> {
        nodes()
    }

    fn step(event: Event) -> Result<StepReport, String> {
        let arrived = match event {
            Event::Tick(clock) => {
                tick(clock)?;
                None
            }
            Event::Deliver(number) => Some(known(NETWORK.get(UnderWay::new).take(number), number)?),
            Event::Duplicate(number) => Some(known(NETWORK.get(UnderWay::new).copy(number), number)?),
            Event::Lose(number) => {
                known(NETWORK.get(UnderWay::new).take(number), number)?;
                None
            }
        };
        let mut sending = Sending::default();
        if let Some(message) = &arrived {
            sending.arrive(message);
        }
        sending.collect();
        let Sending { sent, overflow, chosen } = sending;
        Ok(StepReport { arrived, sent, overflow, chosen })
    }

    fn under_way() -> Vec<u64> {
        NETWORK.get(UnderWay::new).numbers()
    }
}
