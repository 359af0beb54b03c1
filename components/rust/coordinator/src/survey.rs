use crate::transcript::Transcript;
use crate::{Coordinator, System};
use contract::coordinator::SurveyReport;
use contract::limits;
use contract::types::{NodeId, Refusal};

impl<S: System> Coordinator<S> {
    pub fn survey(&mut self, coordinator: NodeId) -> Result<SurveyReport, Refusal> {
        let cluster = &self.configuration.cluster;
        limits::addressed(cluster, coordinator)?;
        let mut transcript = Transcript::new(&mut self.system);
        for &client in &cluster.clients {
            transcript.client_status(client);
        }
        for &proposer in &cluster.proposers {
            let _ = transcript.proposer_status(proposer);
        }
        for &acceptor in &cluster.acceptors {
            transcript.acceptor_status(acceptor);
        }
        for &learner in &cluster.learners {
            let _ = transcript.learner_status(learner);
        }
        Ok(SurveyReport { steps: transcript.steps })
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::*;
    use alloc::vec;
    use alloc::vec::Vec;
    use contract::coordinator::{Exchange, Role};
    use contract::types::Refusal;

    #[test]
    fn every_node_is_asked_once_in_the_order_of_roles_and_ids_and_one_that_is_gone_is_named() {
        let mut node = coordinator();
        node.system_mut().gone.push(("acceptor", 2));
        let steps = node.survey(1).unwrap().steps;
        let asked: Vec<(u32, Role, u32)> = steps.iter().map(|step| (step.number, step.role, step.node)).collect();
        let expected = [
            (1, Role::Client, 1),
            (2, Role::Proposer, 1),
            (3, Role::Proposer, 2),
            (4, Role::Acceptor, 1),
            (5, Role::Acceptor, 2),
            (6, Role::Acceptor, 3),
            (7, Role::Learner, 1),
            (8, Role::Learner, 2),
        ];
        assert_eq!(asked, expected);
        let Exchange::AcceptorStatus(exchange) = &steps[4].exchange else { panic!() };
        assert_eq!(exchange.answer, Err(Refusal::Unavailable("gone".into())));
        assert_eq!(node.survey(2), Err(Refusal::Misaddressed(1)));
    }

    #[test]
    fn whoever_has_come_is_asked_and_whoever_has_gone_is_not() {
        let mut node = coordinator();
        let mut cluster = configuration(1).cluster;
        (cluster.clients, cluster.learners) = (vec![], vec![2, 3]);
        node.cluster_is(cluster);
        let steps = node.survey(1).unwrap().steps;
        let asked: Vec<_> = steps.iter().map(|step| (step.role, step.node)).collect();
        assert!(!asked.iter().any(|(role, _)| *role == Role::Client), "{asked:?}");
        assert_eq!(asked[5..], [(Role::Learner, 2), (Role::Learner, 3)]);
    }
}
