use crate::recovery::Recovery;
use crate::{Acceptor, Host};
use alloc::format;
use contract::acceptor::{AcceptorStatus, RecoverRequest, Standing};
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
                "with a phase-2 quorum of {quorum} of {acceptors} acceptors a value may have been chosen by this \
                 acceptor alone: nothing can tell what it has forgotten"
            )));
        }
        if request.life > life {
            return Err(Refusal::Invalid(format!("life is {}; this acceptor is in life {life}", request.life)));
        }
        if request.life == life {
            self.may_recover()?;
            let next = life::after(life, self.random);
            self.host.write(Level::Warn, format_args!("recovering: life {life} ends, life {next} begins"));
            self.forgot = None;
            self.recovery = None;
            self.live(LifeRecord { life: next, standing: WrittenStanding::Recovering });
            self.recovery = Some(Recovery::default());
        }
        self.status(acceptor)
    }

    /// One that has not forgotten goes on voting: it is needed by those that have, and one request for each acceptor
    /// would stop the cluster.
    fn may_recover(&self) -> Result<(), Refusal> {
        match self.standing() {
            Standing::Forgetful | Standing::Recovering => Ok(()),
            Standing::Voting => Err(Refusal::Invalid(
                "the acceptor votes, and no proposer knows of anything that it has forgotten; if its disk is in doubt \
                 all the same, stop it, move its store aside, and start it over an empty one"
                    .into(),
            )),
            Standing::Starting | Standing::Fresh => Err(Refusal::Unavailable(format!(
                "whether the acceptor has forgotten anything is not known yet, ask again in a moment: {}",
                self.waits_for().unwrap_or_default()
            ))),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::Acceptor;
    use crate::testing::*;
    use alloc::vec;
    use alloc::vec::Vec;
    use contract::acceptor::{Admission, RecoverRequest, Standing};
    use contract::life;
    use contract::limits::MAX_NUMBER;
    use contract::storage::{LifeRecord, WrittenStanding};
    use contract::types::Refusal;

    #[test]
    fn a_later_life_begins_in_which_it_does_not_vote_and_every_proposer_is_told() {
        let mut node = forgetful();
        let status = node.recover(1, RecoverRequest { life: 50 }).unwrap();
        let later = life::after(50, node.random);
        assert_eq!((status.life, status.standing), (later, Standing::Recovering));
        assert_eq!(node.host().life, Some(LifeRecord { life: later, standing: WrittenStanding::Recovering }));
        node.asked();
        node.tick(1_020, 0);
        let told: Vec<_> = node.asked().into_iter().map(|(to, it)| (to, it.life, it.standing, it.above)).collect();
        assert_eq!(told, [(1, later, Standing::Recovering, None), (2, later, Standing::Recovering, None)]);
    }

    #[test]
    fn a_request_that_comes_twice_recovers_once() {
        let mut node = forgetful();
        let first = node.recover(1, RecoverRequest { life: 50 }).unwrap();
        assert_eq!(node.recover(1, RecoverRequest { life: 50 }), Ok(first.clone()));
        assert_eq!(node.host().life.unwrap().life, first.life);
    }

    #[test]
    fn one_that_has_not_forgotten_does_not_stop_voting_whoever_asks() {
        let mut node = acceptor();
        let life = node.host().life.unwrap().life;
        assert!(matches!(node.recover(1, RecoverRequest { life }), Err(Refusal::Invalid(_))));
        assert!(node.accept(1, accept(1, 1, &["a"])).is_ok());
    }

    #[test]
    fn whether_one_that_has_just_started_has_forgotten_shows_first() {
        for (memory, life) in [(voted(), 50), (Memory::default(), life::first(77))] {
            let mut node = over(1, memory);
            assert!(matches!(node.recover(1, RecoverRequest { life }), Err(Refusal::Unavailable(_))));
            assert_eq!(node.host().life.unwrap().life, life);
        }
    }

    #[test]
    fn a_recovery_that_is_asked_for_again_in_its_own_life_begins_anew_in_a_later_one() {
        let mut node = forgetful();
        let first = node.recover(1, RecoverRequest { life: 50 }).unwrap().life;
        let second = node.recover(1, RecoverRequest { life: first }).unwrap().life;
        assert!(second > first);
    }

    #[test]
    fn with_a_phase_2_quorum_of_one_nothing_can_help_and_it_says_so() {
        let mut configuration = configuration(1);
        (configuration.cluster.phase1_quorum, configuration.cluster.phase2_quorum) = (3, 1);
        let mut node = Acceptor::new(configuration, Memory::default());
        node.tick(1_000, 7);
        let life = node.host().life.unwrap();
        let Err(Refusal::Unavailable(why)) = node.recover(1, RecoverRequest { life: life.life }) else { panic!() };
        assert_eq!(
            why,
            "with a phase-2 quorum of 1 of 3 acceptors a value may have been chosen by this acceptor alone: nothing \
             can tell what it has forgotten"
        );
        assert_eq!(node.host().life, Some(life));
    }

    #[test]
    fn a_request_that_breaks_the_contract_is_refused() {
        let mut node = forgetful();
        assert_eq!(node.recover(2, RecoverRequest { life: 50 }), Err(Refusal::Misaddressed(1)));
        for life in [0, 51, MAX_NUMBER, MAX_NUMBER + 1, u64::MAX] {
            assert!(matches!(node.recover(1, RecoverRequest { life }), Err(Refusal::Invalid(_))), "{life}");
        }
        assert_eq!(node.stands().0, Standing::Forgetful);
        let mut node = Acceptor::new(configuration(1), Memory::default());
        assert!(matches!(node.recover(1, RecoverRequest { life: 1 }), Err(Refusal::Unavailable(_))));
    }

    #[test]
    fn a_life_of_which_only_a_proposer_knows_is_ended_too() {
        let mut node = forgetful();
        node.recover(1, RecoverRequest { life: 50 }).unwrap();
        let recoveries = node.host().life.unwrap().life;
        let unknown = life::after(life::after(recoveries, 3), 3);
        node.tick(1_020, 0);
        node.admission(1, Admission { round: 9, ..knows(unknown, Some(ballot(9)), 9) });
        let begun = node.host().life.unwrap();
        assert!(begun.life > unknown, "{begun:?}");
        assert_eq!(begun.standing, WrittenStanding::Recovering);
        node.asked();
        node.tick(1_040, 0);
        assert_eq!(
            node.asked().iter().map(|(to, it)| (*to, it.life)).collect::<Vec<_>>(),
            vec![(1, begun.life), (2, begun.life)]
        );
    }
}
