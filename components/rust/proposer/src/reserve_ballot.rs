use crate::{Host, Proposer};
use contract::limits::{self, MAX_NUMBER};
use contract::proposer::ReserveBallotRequest;
use contract::types::{Ballot, NodeId, Refusal};

impl<H: Host> Proposer<H> {
    pub fn reserve_ballot(&mut self, proposer: NodeId, request: ReserveBallotRequest) -> Result<Ballot, Refusal> {
        limits::addressed(&self.configuration.cluster, proposer)?;
        let above = match request.above {
            Some(above) => {
                limits::number("above.round", above.round)?;
                above.round
            }
            None => 0,
        };
        let round = self.round.max(self.seen_round).max(above).saturating_add(1);
        if round > MAX_NUMBER {
            return Err(Refusal::Unavailable("no round is left".into()));
        }
        // On disk before it is given away: this proposer will not use it, and not give it away again.
        self.host.store_round(round);
        self.round = round;
        self.seen_round = self.seen_round.max(round);
        if self.ballot_in_use().is_some() {
            self.step_down(format_args!("round {round} is reserved to be driven by hand"));
        }
        Ok(Ballot { round, proposer })
    }
}
