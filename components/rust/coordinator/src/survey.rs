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
