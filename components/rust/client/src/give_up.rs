use crate::{Client, Host};
use contract::types::CommandId;

impl<H: Host> Client<H> {
    /// Frees what the user no longer waits for. It is not called back: it may still be chosen.
    pub fn give_up(&mut self, ids: &[CommandId]) {
        for id in ids.iter().filter(|id| id.session == self.session) {
            self.pending.remove(id.sequence);
        }
    }
}
