//! What a proposer sends, until it is fetched: to each acceptor a message of its own.

use alloc::vec::Vec;
use contract::acceptor::{AcceptRequest, LeaderHeartbeatRequest, PrepareRequest};
use contract::proposer::HeartbeatRequest;
use contract::types::NodeId;

use bindings::exports::paxos::proposer::proposer_outbox;

mailbox!("paxos:composed/proposer-mailbox");

impl proposer_outbox::Guest for Component {
    fn prepare(call: u64, acceptor: NodeId, request: PrepareRequest) {
        ask(call, Role::Acceptor, acceptor, Request::Prepare(request));
    }

    fn accept(call: u64, acceptors: Vec<NodeId>, request: AcceptRequest) {
        for acceptor in acceptors {
            ask(call, Role::Acceptor, acceptor, Request::Accept(request.clone()));
        }
    }

    fn heartbeat(call: u64, proposer: NodeId, request: HeartbeatRequest) {
        ask(call, Role::Proposer, proposer, Request::Heartbeat(request));
    }

    fn acceptor_heartbeat(call: u64, acceptors: Vec<NodeId>, request: LeaderHeartbeatRequest) {
        for acceptor in acceptors {
            ask(call, Role::Acceptor, acceptor, Request::LeaderHeartbeat(request));
        }
    }

    fn acceptor_status(call: u64, acceptors: Vec<NodeId>) {
        for acceptor in acceptors {
            ask(call, Role::Acceptor, acceptor, Request::AcceptorStatus);
        }
    }
}
