//! What a learner sends, until it is fetched.

use contract::acceptor::ReadAcceptedRequest;
use contract::learner::ReadLogRequest;
use contract::proposer::ResolveRequest;
use contract::types::NodeId;

use bindings::exports::paxos::learner::learner_outbox;

mailbox!("paxos:composed/learner-mailbox");

impl learner_outbox::Guest for Component {
    fn read_accepted(call: u64, acceptor: NodeId, request: ReadAcceptedRequest) {
        ask(call, Role::Acceptor, acceptor, Request::ReadAccepted(request));
    }

    fn read_log(call: u64, learner: NodeId, request: ReadLogRequest) {
        ask(call, Role::Learner, learner, Request::ReadLog(request));
    }

    fn resolve(call: u64, proposer: NodeId, request: ResolveRequest) {
        ask(call, Role::Proposer, proposer, Request::Resolve(request));
    }
}
