use crate::{Host, Learner};
use contract::learner::LearnerStatus;
use contract::limits;
use contract::types::{NodeId, Refusal};

impl<H: Host> Learner<H> {
    pub fn status(&self, learner: NodeId) -> Result<LearnerStatus, Refusal> {
        limits::addressed(&self.configuration.cluster, learner)?;
        Ok(LearnerStatus {
            learner,
            chosen_through: self.chosen_through,
            highest_slot: self.highest_slot,
            trouble: self.forgotten.trouble(),
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::*;
    use contract::learner::LearnerStatus;
    use contract::types::Refusal;

    #[test]
    fn the_status_tells_what_is_learned_and_what_is_seen() {
        let mut node = learner();
        node.votes(full(1, 1, 1, &[entry(1, "a")])).unwrap();
        node.votes(bare(2, 1, 1, 3)).unwrap();
        let expected = LearnerStatus { learner: 1, chosen_through: 1, highest_slot: 3, trouble: None };
        assert_eq!(node.status(1), Ok(expected));
        assert_eq!(node.status(2), Err(Refusal::Misaddressed(1)));
    }
}
