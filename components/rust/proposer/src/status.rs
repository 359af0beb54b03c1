use crate::{Host, Proposer, State};
use contract::limits;
use contract::proposer::{Leadership, ProposerStatus};
use contract::types::{NodeId, Refusal};

impl<H: Host> Proposer<H> {
    pub fn status(&self, proposer: NodeId) -> Result<ProposerStatus, Refusal> {
        limits::addressed(&self.configuration.cluster, proposer)?;
        let (leadership, open) = match &self.state {
            State::Follower(follower) if follower.isolated => (Leadership::Isolated, None),
            State::New | State::Follower(_) => (Leadership::Follower, None),
            State::Campaigning(campaign, open) if campaign.has_quorum(&self.configuration.cluster) => {
                (Leadership::Recovering, Some(open))
            }
            State::Campaigning(_, open) => (Leadership::Candidate, Some(open)),
            State::Leading(_, open) => (Leadership::Leader, Some(open)),
        };
        Ok(ProposerStatus {
            proposer,
            leadership,
            ballot: self.ballot,
            leader: self.leader,
            chosen_through: self.chosen_through,
            next_slot: open.map_or(self.chosen_through.saturating_add(1), |open| open.next_slot()),
            trouble: self.trouble.clone().or_else(|| self.waits_for_memory()),
            left_out: self.list_left_out(),
            leaderless_millis: if self.leader.is_some() { 0 } else { self.now.saturating_sub(self.led_at) },
            open_slots: open.map_or(0, |open| u32::try_from(open.unchosen()).unwrap_or(u32::MAX)),
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::*;
    use alloc::vec;
    use contract::proposer::{Leadership, ProposerStatus};
    use contract::types::Refusal;

    #[test]
    fn a_new_proposer_follows_nobody_and_has_no_ballot() {
        let expected = ProposerStatus {
            proposer: 1,
            leadership: Leadership::Follower,
            ballot: None,
            leader: None,
            chosen_through: 0,
            next_slot: 1,
            open_slots: 0,
            trouble: None,
            left_out: vec![],
            leaderless_millis: 0,
        };
        assert_eq!(follower().status(1), Ok(expected));
        assert_eq!(follower().status(2), Err(Refusal::Misaddressed(1)));
    }
}
