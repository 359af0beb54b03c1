use crate::recovery::Recovery;
use crate::{Acceptor, Host};
use alloc::format;
use contract::acceptor::{AcceptorStatus, RecoverRequest};
use contract::log::Level;
use contract::storage::{LifeRecord, WrittenStanding};
use contract::types::{NodeId, Refusal};
use contract::{life, limits};

impl<H: Host> Acceptor<H> {
    pub fn recover(&mut self, acceptor: NodeId, request: RecoverRequest) -> Result<AcceptorStatus, Refusal> {
        let cluster = &self.configuration.cluster;
        limits::addressed(cluster, acceptor)?;
        limits::number("life", request.life)?;
        let Some(LifeRecord { life, .. }) = self.life else {
            return Err(Refusal::Unavailable("the acceptor has just started: ask again in a moment".into()));
        };
        let (acceptors, quorum) = (cluster.acceptors.len(), cluster.phase2_quorum);
        if cluster.sources_of_recovery() >= acceptors {
            return Err(Refusal::Unavailable(format!(
                "with a phase-2 quorum of {quorum} of {acceptors} acceptors a value may have been chosen by this acceptor \
                 alone: nothing can tell what it has forgotten"
            )));
        }
        if request.life > life {
            return Err(Refusal::Invalid(format!("life is {}; this acceptor is in life {life}", request.life)));
        }
        if request.life == life {
            let next = life::after(life, self.random);
            self.host.write(Level::Warn, format_args!("recovering: life {life} ends, life {next} begins"));
            self.forgot = None;
            self.recovery = None;
            self.live(LifeRecord { life: next, standing: WrittenStanding::Recovering });
            self.recovery = Some(Recovery::default());
        }
        self.status(acceptor)
    }
}
