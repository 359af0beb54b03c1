use crate::{Follower, Host, Proposer, State};
use contract::acceptor::AcceptRequest;
use contract::types::NodeId;

use alloc::vec::Vec;

impl<H: Host> Proposer<H> {
    pub fn tick(&mut self, now_millis: u64, random: u64) {
        let slept = now_millis.saturating_sub(self.now);
        self.now = self.now.max(now_millis);
        if self.leader.is_some() || matches!(self.state, State::New) {
            self.led_at = self.now;
        }
        self.random ^= random;
        self.next_random();
        match &self.state {
            State::New => self.start(),
            State::Campaigning(campaign, _) if self.now >= campaign.give_up_at => {
                // Not at a higher round at once: where no quorum answers, there is none for that either.
                self.step_down(format_args!("no progress"));
                self.state = Follower::until(self.now);
            }
            State::Follower(_) | State::Campaigning(..) | State::Leading(..) => {}
        }
        self.ask_what_is_forgotten();
        self.watch_leader();
        self.fence();
        self.keep_office(slept);
        if self.now >= self.heartbeat_at {
            self.send_heartbeats();
        }
        self.ask_for_promises();
        self.resend();
        if self.unstored {
            self.store_progress();
        }
    }

    /// A fresh proposer campaigns soon, so that a new cluster is led in a moment. One that comes back listens for a
    /// leader first.
    fn start(&mut self) {
        let fresh = self.round == 0 && self.chosen_through == 0;
        let listen = self.heartbeat_pause().saturating_mul(2);
        let spread = (self.election_timeout() / 2).saturating_add(1);
        let random = self.next_random().checked_rem(spread).unwrap_or(0);
        let pause = if fresh { random } else { random.saturating_add(listen) };
        self.state = Follower::until(self.now.saturating_add(pause));
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
}

#[cfg(test)]
mod tests {
    use crate::Proposer;
    use crate::testing::*;
    use alloc::vec;
    use contract::proposer::Leadership;

    #[test]
    fn a_fresh_proposer_campaigns_within_half_an_election_timeout() {
        for random in 0..50 {
            let mut node = Proposer::new(configuration(1), Memory::default());
            node.tick(7_000, random * 7919);
            for acceptor in [1, 2] {
                node.promised_before(acceptor, None);
            }
            node.unheard([7_050, 7_500]);
            assert_eq!(node.status(1).unwrap().leadership, Leadership::Candidate);
        }
    }

    #[test]
    fn one_that_comes_back_listens_for_a_leader_first() {
        let mut node = over(Memory { round: 1, ..Memory::default() });
        node.unheard([1_000, 1_299]);
        assert_eq!(node.status(1).unwrap().leadership, Leadership::Follower);
        node.unheard([1_751, 1_801]);
        assert_eq!(node.status(1).unwrap().leadership, Leadership::Candidate);
    }

    #[test]
    fn open_slots_are_sent_again_to_those_that_did_not_vote_with_growing_pauses() {
        let mut node = leader();
        node.commands(&[command(1, "a"), command(2, "b")]).unwrap();
        node.acceptance(3, 1, 1);
        node.asked_to_accept();
        node.tick(1_800, 0);
        assert!(node.asked_to_accept().is_empty());
        node.tick(1_801, 0);
        let (a, b) = (value(1, command(1, "a")), value(1, command(2, "b")));
        assert_eq!(node.asked_to_accept(), [(vec![1, 2], 1, vec![a]), (vec![1, 2, 3], 2, vec![b])]);
        node.tick(2_400, 0);
        assert!(node.asked_to_accept().is_empty(), "the second pause is twice as long");
        node.tick(2_401, 0);
        assert_eq!(node.asked_to_accept().len(), 2);
    }

    #[test]
    fn what_is_sent_again_in_one_tick_is_bounded() {
        let mut node = leader();
        for sequence in 1..=16 {
            node.commands(&[command(sequence, &"x".repeat(60))]).unwrap();
        }
        node.asked_to_accept();
        node.tick(1_801, 0);
        assert_eq!(node.asked_to_accept().len(), 8);
        node.tick(1_821, 0);
        assert_eq!(node.asked_to_accept().len(), 8, "the rest comes with the next tick");
    }

    #[test]
    fn what_is_chosen_and_what_acceptors_said_is_stored_at_once_and_nobody_waits_for_it() {
        let mut node = leader();
        for acceptor in 1..=3 {
            node.admitted(admit(acceptor, 1)).unwrap();
        }
        let flushes = node.host().flushes;
        for sequence in 1..=3 {
            node.commands(&[command(sequence, "a")]).unwrap();
            node.acceptance(1, sequence, 1);
            node.acceptance(2, sequence, 1);
            assert_eq!(node.host().progress.chosen_through, sequence);
        }
        assert_eq!(node.host().flushes, flushes);
        let known: alloc::vec::Vec<_> = node.host().progress.acceptors.iter().map(|it| it.highest_slot).collect();
        assert_eq!(known, [3, 3, 0]);
        node.acceptance(3, 1, 3);
        node.tick(1_521, 0);
        assert_eq!(node.host().progress.acceptors[2].highest_slot, 3, "with the next tick");
    }

    #[test]
    fn a_clock_that_runs_backwards_is_not_followed() {
        let mut node = leader();
        node.tick(0, 0);
        assert_eq!(node.now, 1_501);
    }
}
