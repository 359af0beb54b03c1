use crate::{Host, Proposer, State};
use contract::acceptor::AcceptRequest;
use contract::types::NodeId;

use alloc::vec::Vec;

impl<H: Host> Proposer<H> {
    pub fn tick(&mut self, now_millis: u64, random: u64) {
        self.now = self.now.max(now_millis);
        self.random ^= random;
        self.next_random();
        match &self.state {
            State::New => self.start(),
            State::Follower { campaign_at } if self.now >= *campaign_at => self.campaign(),
            State::Campaigning(campaign, _) if self.now >= campaign.give_up_at => self.campaign(),
            State::Follower { .. } => {}
            State::Campaigning(..) => {
                self.ask_for_promises();
                self.resend();
            }
            State::Leading(leading, open) => {
                // A leader whose acceptors have not answered for long falls silent: a proposer that can reach a quorum
                // may lead. It goes on trying, though, since there may be none.
                let silent_from = leading.progress_at.saturating_add(self.election_timeout().saturating_mul(2));
                let silent = open.unchosen() > 0 && self.now > silent_from;
                if self.now >= leading.heartbeat_at && !silent {
                    self.send_heartbeats();
                }
                self.resend();
            }
        }
        self.store_progress();
    }

    /// A fresh proposer campaigns soon, so that a new cluster is led in a moment. One that comes back listens for a leader
    /// first.
    fn start(&mut self) {
        let fresh = self.round == 0 && self.chosen_through == 0;
        let listen = u64::from(self.configuration.timing.heartbeat_millis).saturating_mul(2);
        let spread = (self.election_timeout() / 2).saturating_add(1);
        let random = self.next_random().checked_rem(spread).unwrap_or(0);
        let pause = if fresh { random } else { random.saturating_add(listen) };
        self.state = State::Follower { campaign_at: self.now.saturating_add(pause) };
    }

    /// Sends again what is not chosen, to the acceptors that have not voted for it.
    fn resend(&mut self) {
        let Some(ballot) = self.ballot_in_use() else { return };
        let (State::Campaigning(_, open) | State::Leading(_, open)) = &mut self.state else { return };
        let retry = u64::from(self.configuration.timing.retry_millis).max(1);
        let cluster = &self.configuration.cluster;
        for resend in open.overdue(&self.configuration.bounds, self.now, retry) {
            let missing: Vec<NodeId> =
                cluster.acceptors.iter().copied().filter(|&it| !resend.voted.contains(cluster, it)).collect();
            self.calls = self.calls.saturating_add(1);
            let request = AcceptRequest { ballot, first_slot: resend.first_slot, entries: resend.entries };
            self.host.accept(self.calls, &missing, &request);
        }
    }

    /// Where the next campaign may begin. An older figure is safe, so it is stored now and then and not at each batch.
    fn store_progress(&mut self) {
        if self.chosen_through != self.stored_chosen_through && self.now >= self.store_at {
            self.host.store_chosen_through(self.chosen_through);
            self.stored_chosen_through = self.chosen_through;
            self.store_at = self.now.saturating_add(self.election_timeout());
        }
    }
}
