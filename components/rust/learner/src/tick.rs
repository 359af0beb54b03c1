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
