use crate::{Host, Learner};

/// How often a learner looks for votes it missed without knowing, and by how much that varies, in milliseconds.
const POLL_MILLIS: u64 = 1_000;
const POLL_JITTER_MILLIS: u64 = 500;

impl<H: Host> Learner<H> {
    pub fn tick(&mut self, now_millis: u64, random: u64) {
        let first = self.now == 0 && self.catch_up.poll_at == 0;
        self.now = self.now.max(now_millis);
        let retry = u64::from(self.configuration.timing.retry_millis).max(1);
        if first {
            // A learner that starts looks at once for what was chosen while it was away.
            self.catch_up.waiting_since = self.now;
            self.catch_up.poll_at = self.now;
        }
        let patience = u64::from(self.configuration.timing.election_timeout_millis).max(retry.saturating_mul(4));
        self.catch_up.expire(self.now, patience);

        let missing = self.is_behind()
            && self.now.saturating_sub(self.catch_up.waiting_since) >= retry
            && self.now >= self.catch_up.fetch_at;
        if missing || self.now >= self.catch_up.poll_at {
            self.catch_up.fetch_at = self.now.saturating_add(retry);
            let jitter = random.checked_rem(POLL_JITTER_MILLIS).unwrap_or(0);
            self.catch_up.poll_at = self.now.saturating_add(POLL_MILLIS).saturating_add(jitter);
            self.fetch();
        }
        self.ask_for_resolution();
    }
}

#[cfg(test)]
mod tests {
    use crate::Learner;
    use crate::testing::*;
    use alloc::vec::Vec;

    #[test]
    fn a_learner_that_starts_looks_at_once_for_what_it_missed() {
        let mut node = Learner::new(configuration(1), Memory::default());
        node.tick(0, 0);
        let asked: Vec<_> = node.host().accepted_reads.iter().map(|(_, acceptor, _)| *acceptor).collect();
        assert_eq!(asked, [1, 2, 3]);
        assert_eq!(node.host().log_reads[0].1, 2);
    }

    #[test]
    fn a_gap_is_asked_for_after_the_retry_time_and_not_before() {
        let mut node = learner();
        node.votes(bare(1, 1, 5, 1)).unwrap();
        node.tick(1_299, 0);
        assert!(node.host().accepted_reads.is_empty());
        node.tick(1_300, 0);
        assert_eq!(node.host().accepted_reads.len(), 3);
        assert_eq!(node.host().accepted_reads[0].2.first_slot, 1);
    }

    #[test]
    fn an_idle_learner_polls_about_once_a_second() {
        let mut node = learner();
        node.tick(1_999, 0);
        assert!(node.host().accepted_reads.is_empty());
        node.tick(2_000, 499);
        assert_eq!(node.host().accepted_reads.len(), 3);
        node.unreachable();
        node.tick(3_498, 0);
        assert!(node.host().accepted_reads.is_empty(), "the next poll varies by the random number");
        node.tick(3_499, 0);
        assert_eq!(node.host().accepted_reads.len(), 3);
    }

    #[test]
    fn a_node_is_asked_again_only_after_it_answered_or_was_given_up() {
        let mut node = learner();
        node.votes(bare(1, 1, 5, 1)).unwrap();
        node.tick(1_300, 0);
        node.tick(1_600, 0);
        assert_eq!(node.host().accepted_reads.len(), 3);
        node.tick(2_600, 0);
        assert_eq!(node.host().accepted_reads.len(), 6);
    }

    #[test]
    fn a_clock_that_runs_backwards_is_not_followed() {
        let mut node = learner();
        node.tick(0, 0);
        assert_eq!(node.now, 1_000);
    }
}
