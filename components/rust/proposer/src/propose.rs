use crate::open_slots::OpenSlots;
use crate::{Host, Proposer, State};
use alloc::collections::BTreeSet;
use alloc::vec::Vec;
use contract::limits::{self, MAX_NUMBER};
use contract::proposer::{Assignment, ProposeOutcome, ProposeRequest};
use contract::types::{Command, NodeId, Refusal};

impl<H: Host> Proposer<H> {
    pub fn propose(&mut self, proposer: NodeId, request: ProposeRequest) -> Result<ProposeOutcome, Refusal> {
        let bounds = &self.configuration.bounds;
        limits::addressed(&self.configuration.cluster, proposer)?;
        limits::batch(bounds, "commands", request.commands.iter().map(|command| command.payload.len()))?;
        for command in &request.commands {
            limits::command(bounds, command)?;
        }

        let soon = self.configuration.timing.tick_millis.saturating_mul(2).max(10);
        let (ballot, open) = match &mut self.state {
            State::New | State::Follower(_) => return Ok(ProposeOutcome::NotLeader(self.leader)),
            // Nothing new is proposed before phase 1 is complete: the slot might hold something.
            State::Campaigning(campaign, _) if campaign.has_quorum(&self.configuration.cluster) => {
                return Err(Refusal::Overloaded(soon));
            }
            State::Campaigning(..) => return Ok(ProposeOutcome::NotLeader(None)),
            State::Leading(leading, open) => (leading.ballot, open),
        };

        // What of it is new is looked up twice only where all of it would not fit.
        let commands = request.commands;
        if !open.has_room_for(commands.len(), commands.iter().map(bytes).fold(0, usize::saturating_add)) {
            let new = new_in(&commands, open);
            if !open.has_room_for(new.len(), new.into_iter().map(bytes).fold(0, usize::saturating_add)) {
                return Err(Refusal::Overloaded(soon));
            }
        }
        let first_slot = open.next_slot();
        if first_slot.saturating_add(commands.len() as u64) > MAX_NUMBER.saturating_add(1) {
            return Err(Refusal::Unavailable("the log is full".into()));
        }

        let slots = commands.into_iter().map(|command| open.slot_for(command, ballot, self.now)).collect();
        self.send_open(ballot, first_slot);
        Ok(ProposeOutcome::Assigned(Assignment { ballot, slots }))
    }
}

fn bytes(command: &Command) -> usize {
    command.payload.len()
}

/// The commands that have no slot yet, each once.
fn new_in<'a>(commands: &'a [Command], open: &OpenSlots) -> Vec<&'a Command> {
    let mut ids = BTreeSet::new();
    commands.iter().filter(|command| open.slot_of(command.id).is_none() && ids.insert(command.id)).collect()
}

#[cfg(test)]
mod tests {
    use crate::testing::*;
    use alloc::vec;
    use alloc::vec::Vec;
    use contract::proposer::{Assignment, HeartbeatRequest, ProposeOutcome, ProposeRequest};
    use contract::types::Refusal;

    fn assigned(slots: &[u64]) -> Result<ProposeOutcome, Refusal> {
        Ok(ProposeOutcome::Assigned(Assignment { ballot: ballot(1, 1), slots: slots.to_vec() }))
    }

    #[test]
    fn a_leader_gives_each_command_a_slot_and_asks_all_acceptors_in_one_request() {
        let mut node = leader();
        assert_eq!(node.commands(&[command(1, "a"), command(2, "b")]), assigned(&[1, 2]));
        let entries = vec![value(1, command(1, "a")), value(1, command(2, "b"))];
        assert_eq!(node.asked_to_accept(), [(vec![1, 2, 3], 1, entries)]);
        assert_eq!(node.commands(&[command(3, "c")]), assigned(&[3]));
    }

    #[test]
    fn a_command_that_is_open_or_was_chosen_lately_keeps_its_slot() {
        let mut node = leader();
        node.commands(&[command(1, "a"), command(2, "b")]).unwrap();
        node.acceptance(1, 1, 1);
        node.acceptance(2, 1, 1);
        node.asked_to_accept();
        assert_eq!(node.commands(&[command(2, "b"), command(1, "a"), command(3, "c")]), assigned(&[2, 1, 3]));
        assert_eq!(node.asked_to_accept(), [(vec![1, 2, 3], 3, vec![value(1, command(3, "c"))])]);
        assert_eq!(node.commands(&[command(1, "a")]), assigned(&[1]));
        assert!(node.asked_to_accept().is_empty());
    }

    #[test]
    fn a_command_that_comes_twice_in_one_request_gets_one_slot() {
        let mut node = leader();
        assert_eq!(node.commands(&[command(1, "a"), command(1, "a")]), assigned(&[1, 1]));
    }

    #[test]
    fn a_command_chosen_long_ago_is_forgotten() {
        let mut node = leader();
        for sequence in 1..=17 {
            node.commands(&[command(sequence, "a")]).unwrap();
            node.acceptance(1, sequence, 1);
            node.acceptance(2, sequence, 1);
        }
        assert_eq!(node.commands(&[command(1, "a")]), assigned(&[18]));
        assert_eq!(node.commands(&[command(17, "a")]), assigned(&[17]));
    }

    #[test]
    fn a_follower_names_the_leader_where_it_knows_it() {
        let mut node = follower();
        assert_eq!(node.commands(&[command(1, "a")]), Ok(ProposeOutcome::NotLeader(None)));
        node.heartbeat(1, HeartbeatRequest { ballot: ballot(3, 2), chosen_through: 0 }).unwrap();
        assert_eq!(node.commands(&[command(1, "a")]), Ok(ProposeOutcome::NotLeader(Some(2))));
        assert_eq!(candidate().commands(&[command(1, "a")]), Ok(ProposeOutcome::NotLeader(None)));
    }

    #[test]
    fn a_leader_with_its_window_full_of_slots_or_bytes_is_overloaded() {
        let mut node = leader();
        for sequence in 1..=16 {
            node.commands(&[command(sequence, "a")]).unwrap();
        }
        assert!(matches!(node.commands(&[command(17, "a")]), Err(Refusal::Overloaded(_))));
        assert_eq!(node.commands(&[command(16, "a")]), assigned(&[16]), "a known command needs no room");
        let mut node = leader();
        let long = "x".repeat(100);
        for sequence in 1..=10 {
            node.commands(&[command(sequence, &long)]).unwrap();
        }
        assert!(matches!(node.commands(&[command(11, "a")]), Err(Refusal::Overloaded(_))));
        node.acceptance(1, 1, 1);
        node.acceptance(2, 1, 1);
        assert_eq!(node.commands(&[command(11, "a")]), assigned(&[11]));
    }

    #[test]
    fn a_request_over_a_bound_is_too_large() {
        let mut node = leader();
        let many: Vec<_> = (1..=5).map(|sequence| command(sequence, "a")).collect();
        let half = "x".repeat(60);
        assert!(matches!(node.commands(&many), Err(Refusal::TooLarge(_))));
        assert!(matches!(node.commands(&[command(1, &"x".repeat(101))]), Err(Refusal::TooLarge(_))));
        assert!(matches!(node.commands(&[command(1, &half), command(2, &half)]), Err(Refusal::TooLarge(_))));
    }

    #[test]
    fn a_request_that_breaks_the_contract_is_refused() {
        let mut node = leader();
        assert_eq!(node.propose(2, ProposeRequest { commands: vec![] }), Err(Refusal::Misaddressed(1)));
        assert!(matches!(node.commands(&[]), Err(Refusal::Invalid(_))));
        assert!(matches!(node.commands(&[command(0, "a")]), Err(Refusal::Invalid(_))));
        let mut no_session = command(1, "a");
        no_session.id.session = 0;
        assert!(matches!(node.commands(&[no_session]), Err(Refusal::Invalid(_))));
        assert!(node.asked_to_accept().is_empty());
    }
}
