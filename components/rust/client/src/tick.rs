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

#[cfg(test)]
mod tests {
    use crate::testing::*;
    use contract::limits::MAX_NUMBER;

    #[test]
    fn the_first_tick_names_the_session_within_its_bounds() {
        for (random, session) in [(0, 1), (6, 7), (MAX_NUMBER - 1, MAX_NUMBER), (MAX_NUMBER, 1)] {
            let mut node = unborn();
            node.tick(0, random);
            node.tick(20, 99);
            assert_eq!(node.status(1).unwrap().session, session);
        }
        let mut node = unborn();
        node.tick(0, u64::MAX);
        assert!((1..=MAX_NUMBER).contains(&node.status(1).unwrap().session));
    }
}
