use crate::{Client, Host};
use contract::limits::MAX_NUMBER;

impl<H: Host> Client<H> {
    pub fn tick(&mut self, now_millis: u64, random: u64) {
        self.now = self.now.max(now_millis);
        if self.session == 0 {
            self.session = random.checked_rem(MAX_NUMBER).unwrap_or(0).saturating_add(1);
        }
        self.propose_overdue();
        self.read_more();
        self.propose_more();
    }
}
