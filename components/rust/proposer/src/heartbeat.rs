use crate::{Host, Proposer, State};
use alloc::format;
use contract::limits::{self, MAX_NUMBER};
use contract::log::Level;
use contract::proposer::{HeartbeatOutcome, HeartbeatRequest};
use contract::types::{NodeId, Refusal};

impl<H: Host> Proposer<H> {
    pub fn heartbeat(&mut self, proposer: NodeId, request: HeartbeatRequest) -> Result<HeartbeatOutcome, Refusal> {
        let cluster = &self.configuration.cluster;
        limits::addressed(cluster, proposer)?;
        limits::ballot(cluster, request.ballot)?;
        if request.ballot.proposer == cluster.self_ {
            return Err(Refusal::Invalid("ballot.proposer is this proposer; a heartbeat comes from another one".into()));
        }
        if request.chosen_through > MAX_NUMBER {
            let given = request.chosen_through;
            return Err(Refusal::Invalid(format!("chosen-through is {given}; it must be at most {MAX_NUMBER}")));
        }

        self.saw(request.ballot);
        // A ballot that leads, or that an acceptor has promised, preempts every lower one. A campaign that has no quorum
        // yet does not: it gives way to a leader that lives, or a proposer cut off from the acceptors would unseat it.
        if let Some(known) = self.known.max(self.elected_ballot()).filter(|&known| known > request.ballot) {
            return Ok(HeartbeatOutcome::Preempted(known));
        }
        let leader = request.ballot.proposer;
        if self.leader != Some(leader) || self.ballot_in_use().is_some() {
            self.step_down(format_args!("proposer {leader} leads"));
            self.host.write(Level::Info, format_args!("following proposer {leader}, round {}", request.ballot.round));
        }
        self.knew(request.ballot);
        self.leader = Some(leader);
        self.chosen_through = self.chosen_through.max(request.chosen_through);
        let campaign_at = self.now.saturating_add(self.patience());
        self.state = State::Follower { campaign_at };
        Ok(HeartbeatOutcome::Followed)
    }

    fn elected_ballot(&self) -> Option<contract::types::Ballot> {
        match &self.state {
            State::Campaigning(campaign, _) if !campaign.has_quorum(&self.configuration.cluster) => None,
            _ => self.ballot_in_use(),
        }
    }

    /// Tells the other proposers that the leader lives.
    pub(crate) fn send_heartbeats(&mut self) {
        let State::Leading(leading, open) = &mut self.state else { return };
        let pause = u64::from(self.configuration.timing.heartbeat_millis).max(1);
        leading.heartbeat_at = self.now.saturating_add(pause);
        let request = HeartbeatRequest { ballot: leading.ballot, chosen_through: open.chosen_through() };
        let cluster = &self.configuration.cluster;
        for &proposer in cluster.proposers.iter().filter(|&&it| it != cluster.self_) {
            self.calls = self.calls.saturating_add(1);
            self.host.heartbeat(self.calls, proposer, request);
        }
    }

    pub fn heartbeat_answered(&mut self, _call: u64, _proposer: NodeId, answer: Result<HeartbeatOutcome, Refusal>) {
        if let Ok(HeartbeatOutcome::Preempted(ballot)) = answer {
            self.preempted(ballot);
        }
    }
}
