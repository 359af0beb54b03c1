//! What an acceptor sends, until it is fetched.

use contract::acceptor::{AdmitRequest, PrepareRequest, ReadAcceptedRequest};
use contract::types::{NodeId, Votes};

use bindings::exports::paxos::acceptor::acceptor_outbox;

mailbox!("paxos:composed/acceptor-mailbox");

impl acceptor_outbox::Guest for Component {
    fn notify_learners(votes: Votes) {
        send(Outgoing::Votes(votes));
    }

    fn admit(call: u64, proposer: NodeId, request: AdmitRequest) {
        ask(call, Role::Proposer, proposer, Request::Admit(request));
    }

    fn prepare(call: u64, acceptor: NodeId, request: PrepareRequest) {
        ask(call, Role::Acceptor, acceptor, Request::Prepare(request));
    }

    fn read_accepted(call: u64, acceptor: NodeId, request: ReadAcceptedRequest) {
        ask(call, Role::Acceptor, acceptor, Request::ReadAccepted(request));
    }
}
