//! What a client sends and reports, until it is fetched.

use alloc::vec::Vec;
use contract::learner::ReadLogRequest;
use contract::proposer::ProposeRequest;
use contract::types::{ChosenId, NodeId};

use bindings::exports::paxos::client::client_outbox;

mailbox!("paxos:composed/client-mailbox");

impl client_outbox::Guest for Component {
    fn propose(call: u64, proposer: NodeId, request: ProposeRequest) {
        ask(call, Role::Proposer, proposer, Request::Propose(request));
    }

    fn read_ids(call: u64, learner: NodeId, request: ReadLogRequest) {
        ask(call, Role::Learner, learner, Request::ReadIds(request));
    }

    fn report_chosen(chosen: Vec<ChosenId>) {
        send(Outgoing::Chosen(chosen));
    }
}
