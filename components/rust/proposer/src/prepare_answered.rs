use crate::{Host, Proposer, State};
use contract::acceptor::{PrepareOutcome, Promise};
use contract::log::Level;
use contract::types::{NodeId, Refusal};

impl<H: Host> Proposer<H> {
    /// Phase 1b has come back, or a page of it.
    pub fn prepare_answered(&mut self, call: u64, acceptor: NodeId, answer: Result<PrepareOutcome, Refusal>) {
        match answer {
            Ok(PrepareOutcome::Promised(promise)) => self.promised(call, acceptor, promise),
            Ok(PrepareOutcome::Rejected(promised)) => self.preempted(promised),
            Err(refusal) => self.refused("promise", acceptor, &refusal),
        }
    }

    fn promised(&mut self, call: u64, acceptor: NodeId, promise: Promise) {
        let State::Campaigning(campaign, open) = &mut self.state else { return };
        if promise.ballot != campaign.ballot {
            return;
        }
        match campaign.promised(call, acceptor, promise, open.next_slot()) {
            Ok(false) => return,
            Ok(true) => {}
            Err(contradiction) => {
                let slot = contradiction.slot;
                let text = format_args!("acceptor {acceptor} reports what contradicts another report in slot {slot}");
                self.host.write(Level::Error, text);
                self.step_down(text);
                return;
            }
        }
        let give_up_at = self.now.saturating_add(self.patience());
        if let State::Campaigning(campaign, _) = &mut self.state {
            campaign.give_up_at = give_up_at;
        }
        self.recover();
    }

    /// An acceptor that cannot be reached is no news; the next tick asks again.
    pub(crate) fn refused(&mut self, what: &str, acceptor: NodeId, refusal: &Refusal) {
        match refusal {
            Refusal::Unavailable(_) | Refusal::Overloaded(_) => {}
            Refusal::Violation(why) => {
                self.host.write(Level::Error, format_args!("acceptor {acceptor} did not {what}: {why}"));
            }
            other => self.host.write(Level::Warn, format_args!("acceptor {acceptor} did not {what}: {other:?}")),
        }
    }
}
