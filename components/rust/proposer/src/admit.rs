use crate::{Host, Proposer};
use alloc::format;
use contract::acceptor::{Admission, AdmitRequest, Standing};
use contract::life;
use contract::limits::{self, MAX_NUMBER};
use contract::log::Level;
use contract::types::{Ballot, KnownAcceptor, NodeId, Refusal};

impl<H: Host> Proposer<H> {
    /// Tells an acceptor what this proposer remembers of it, and remembers its life.
    pub fn admit(&mut self, proposer: NodeId, request: AdmitRequest) -> Result<Admission, Refusal> {
        let cluster = &self.configuration.cluster;
        limits::addressed(cluster, proposer)?;
        let AdmitRequest { acceptor, life, standing, above } = request;
        if !cluster.acceptors.contains(&acceptor) {
            let known = &cluster.acceptors;
            return Err(Refusal::Invalid(format!(
                "acceptor is {acceptor}; the acceptors of this cluster are {known:?}"
            )));
        }
        limits::number("life", life)?;
        let known = self.acceptors.get(acceptor);
        if !life::is_plausible(life, known.map_or(0, |known| known.life)) {
            return Err(Refusal::Invalid(format!(
                "life is {life}; that is more than {} recoveries after {}, the one known",
                life::MAX_RECOVERIES_AHEAD,
                known.map_or(0, |known| known.life)
            )));
        }
        if let Some(above) = above.filter(|&above| above > MAX_NUMBER) {
            return Err(Refusal::Invalid(format!("above is {above}; it must be at most {MAX_NUMBER}")));
        }
        // What it has forgotten it cannot confirm, and one that may be new knows of no acceptor that forgot.
        if let Some(why) = self.may_have_forgotten()
            && (self.memory.is_blank() || standing == Standing::Recovering)
        {
            return Err(Refusal::Unavailable(why));
        }
        self.possible("above", above.unwrap_or(0))?;
        let begins = KnownAcceptor::in_life(acceptor, life);
        let replaced = match known {
            None => Some(begins),
            Some(known) if known.life == 0 && standing != Standing::Fresh => Some(KnownAcceptor { life, ..known }),
            Some(known) if standing == Standing::Recovering && life > known.life => Some(begins),
            Some(_) => None,
        };
        if replaced.is_some() {
            self.says_itself(acceptor, life, standing)?;
        }
        if let Some(mut known) = replaced {
            if standing == Standing::Recovering {
                // What it said before is at rounds up to this one: the recovery sees to it, and this proposer counts on
                // it no more.
                known.fenced_round = self.round.max(self.memory.bound);
                self.memory.forgot(acceptor);
                self.host.write(Level::Warn, format_args!("acceptor {acceptor} recovers, in life {life}"));
            }
            self.acceptors.put(known);
            self.left_out.remove(&acceptor);
            self.excluded.remove(&self.configuration.cluster, acceptor);
            self.store_progress();
            self.host.flush_progress();
        }
        let ballot = above.map(|above| self.give_ballot(above)).transpose()?;
        let leads = self.elected_ballot().is_some();
        Ok(Admission { round: self.round.max(self.memory.bound), known, ballot, leads })
    }

    /// Gives a ballot away that this proposer will not use. It goes on leading: whoever gets the ballot proposes
    /// nothing that phase 1 has not found.
    fn give_ballot(&mut self, above: u64) -> Result<Ballot, Refusal> {
        let round = self.round_above("above", above)?;
        self.use_round(round);
        self.saw_round(round);
        Ok(Ballot { round, proposer: self.configuration.cluster.self_ })
    }
}

#[cfg(test)]
mod tests {
    use crate::memory::MAX_TOLD;
    use crate::testing::*;
    use alloc::vec;
    use contract::acceptor::{AdmitRequest, Standing};
    use contract::life;
    use contract::limits::MAX_NUMBER;
    use contract::proposer::{Leadership, ReserveBallotRequest};
    use contract::types::{KnownAcceptor, Refusal};

    fn known(acceptor: u32, life: u64) -> KnownAcceptor {
        KnownAcceptor::in_life(acceptor, life)
    }

    #[test]
    fn an_acceptor_that_nobody_has_heard_of_is_remembered_on_disk_before_it_is_answered() {
        let mut node = follower();
        assert_eq!(node.admitted(admit(3, 7)).unwrap().known, None);
        assert_eq!((node.host().progress.acceptors.clone(), node.host().flushes), (vec![known(3, 7)], 1));
        assert_eq!(node.admitted(admit(3, 7)).unwrap().known, Some(known(3, 7)));
        assert_eq!(node.host().flushes, 1);
    }

    #[test]
    fn it_is_told_the_highest_ballot_and_slot_that_it_said_it_has() {
        let mut node = leader();
        node.admitted(admit(1, 1)).unwrap();
        node.commands(&[command(1, "a"), command(2, "b")]).unwrap();
        node.acceptance(1, 1, 2);
        let told = node.admitted(admit(1, 1)).unwrap();
        let expected = KnownAcceptor { promised: Some(ballot(1, 1)), highest_slot: 2, ..known(1, 1) };
        assert_eq!((told.known, told.round, told.leads), (Some(expected), 1, true));
        assert_eq!(node.admitted(admit(1, 8)).unwrap().known, Some(expected), "a store of another life");
    }

    #[test]
    fn a_later_life_of_a_recovering_acceptor_takes_the_place_of_the_former() {
        let mut node = leader();
        node.admitted(admit(1, 1)).unwrap();
        node.commands(&[command(1, "a")]).unwrap();
        node.acceptance(1, 1, 1);
        let later = life::after(1, 9);
        let recovering = AdmitRequest { standing: Standing::Recovering, ..admit(1, later) };
        assert_eq!(node.admitted(recovering).unwrap().known.unwrap().life, 1);
        assert_eq!(
            node.admitted(recovering).unwrap().known,
            Some(KnownAcceptor { fenced_round: 1, ..known(1, later) })
        );
        node.acceptance(1, 1, 1);
        assert_eq!(node.admitted(recovering).unwrap().known.unwrap().highest_slot, 0, "an answer of the former life");
        let earlier = AdmitRequest { standing: Standing::Recovering, ..admit(1, 8) };
        assert_eq!(node.admitted(earlier).unwrap().known.unwrap().life, later);
    }

    #[test]
    fn a_ballot_above_all_rounds_is_given_and_the_leader_goes_on_until_it_meets_it() {
        let mut node = leader();
        let request = AdmitRequest { above: Some(40), ..admit(3, 7) };
        assert_eq!(node.admitted(request).unwrap().ballot, Some(ballot(41, 1)));
        assert_eq!((node.host().round, node.status(1).unwrap().leadership), (41, Leadership::Leader));
        node.acceptor_heartbeat_answered(1, 2, Ok(contract::acceptor::LeaderHeartbeatOutcome::Rejected(ballot(41, 1))));
        assert_eq!((node.own_ballot(), node.status(1).unwrap().leadership), (ballot(42, 1), Leadership::Candidate));
    }

    #[test]
    fn a_proposer_that_is_older_than_lives_does_not_take_a_new_store_for_one_that_never_voted() {
        let mut node = over(Memory { round: 4, written_before_lives: true, ..Memory::default() });
        let fresh = AdmitRequest { standing: Standing::Fresh, ..admit(2, 7) };
        assert_eq!(node.admitted(fresh).unwrap().known, Some(known(2, 0)));
        assert_eq!(node.admitted(admit(3, 7)).unwrap().known, Some(known(3, 0)));
        assert_eq!(node.admitted(admit(3, 7)).unwrap().known, Some(known(3, 7)));
    }

    #[test]
    fn one_that_has_used_a_round_before_any_acceptor_came_takes_a_new_store_for_new_also_after_a_restart() {
        let mut node = follower();
        node.reserve_ballot(1, ReserveBallotRequest { above: None }).unwrap();
        let mut node = over(node.into_host());
        let fresh = AdmitRequest { standing: Standing::Fresh, ..admit(2, 7) };
        assert_eq!(node.admitted(fresh).unwrap().known, None);
    }

    #[test]
    fn what_somebody_says_in_the_name_of_an_acceptor_is_not_remembered_before_the_acceptor_says_so_itself() {
        let mut node = leader();
        node.admitted(admit(1, 1)).unwrap();
        let later = life::after(1, 9);
        let recovering = AdmitRequest { standing: Standing::Recovering, ..admit(1, later) };
        for (life, standing) in [(1, Standing::Voting), (1, Standing::Recovering), (later, Standing::Voting)] {
            node.host_mut().statuses.clear();
            let answer = node.admit(1, recovering);
            assert!(matches!(answer, Err(Refusal::Unavailable(text)) if text.contains("is asked itself")));
            assert_eq!(node.host().statuses[0].1, [1]);
            node.is_in_life(1, life, standing);
        }
        assert_eq!(node.admitted(admit(1, 1)).unwrap().known.unwrap().life, 1);
        assert!(node.admit(1, admit(3, 8)).is_err(), "nor one that nobody has heard of");
        node.is_in_life(1, later, Standing::Recovering);
        assert_eq!(node.admit(1, recovering).unwrap().known.unwrap().life, 1);
        assert_eq!(node.admit(1, recovering).unwrap().known.unwrap().life, later);
    }

    #[test]
    fn a_request_that_breaks_the_contract_is_refused() {
        let mut node = follower();
        assert_eq!(node.admit(2, admit(1, 7)), Err(Refusal::Misaddressed(1)));
        let above = |above| AdmitRequest { above: Some(above), ..admit(1, 7) };
        let far = [MAX_TOLD + 1, MAX_NUMBER + 1, u64::MAX].map(above);
        let strange = [admit(4, 7), admit(0, 7), admit(1, 0), admit(1, MAX_NUMBER), admit(1, u64::MAX)];
        for bad in strange.into_iter().chain(far) {
            assert!(matches!(node.admit(1, bad), Err(Refusal::Invalid(_))), "{bad:?}");
        }
        assert_eq!((node.host().stores, node.host().round), (0, 0));
    }
}
