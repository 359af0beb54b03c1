use crate::{Host, Learner};
use contract::learner::LearnerStatus;
use contract::limits;
use contract::types::{NodeId, Refusal};

impl<H: Host> Learner<H> {
    pub fn status(&self, learner: NodeId) -> Result<LearnerStatus, Refusal> {
        limits::addressed(&self.configuration.cluster, learner)?;
        Ok(LearnerStatus { learner, chosen_through: self.chosen_through, highest_slot: self.highest_slot })
    }
}
