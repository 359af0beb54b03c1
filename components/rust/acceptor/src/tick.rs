use crate::{Acceptor, Host};

impl<H: Host> Acceptor<H> {
    pub fn tick(&mut self, now_millis: u64, random: u64) {
        self.now = self.now.max(now_millis);
        self.random = self.random.rotate_left(17) ^ random;
        self.begin_life();
        self.ask_proposers();
        self.settle_admission();
        self.go_on_recovering();
    }
}
