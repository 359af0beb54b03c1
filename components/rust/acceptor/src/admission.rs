//! Before it votes, an acceptor that starts hears what the proposers remember of it: its disk may be new, or a copy
//! from before it promised and accepted what they count on. Paxos rests on acceptors that do not forget (Lamport,
//! *Paxos Made Simple*, 2.2: "stable storage ... to maintain the information that the acceptor must remember"), so one
//! that has forgotten does not vote.

use crate::{Acceptor, Host};
use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use contract::acceptor::{Admission, AdmitRequest, Standing};
use contract::life;
use contract::limits::{self, MAX_STEP};
use contract::log::Level;
use contract::storage::{LifeRecord, WrittenStanding};
use contract::types::{Ballot, KnownAcceptor, NodeId, Refusal};

/// How many election timeouts an acceptor waits for the proposers that do not answer, once one has.
const PATIENCE_TIMEOUTS: u64 = 2;
/// The pause before a proposer is asked again that has not answered, in pauses between tries, once the acceptor votes.
const UNHURRIED_RETRIES: u64 = 4;

/// What the proposers have answered in this life, since the acceptor started.
#[derive(Default)]
pub struct Admissions {
    since: Option<u64>,
    asked: BTreeMap<NodeId, Question>,
    answered: BTreeMap<NodeId, Answer>,
    admitted: bool,
}

struct Question {
    call: u64,
    sent_at: u64,
}

struct Answer {
    round: u64,
    leads: bool,
    /// Whether the proposer's own disk was emptied, so that this acceptor may have voted before for all it knows.
    forgot: bool,
}

impl Admissions {
    pub fn since(now: u64) -> Admissions {
        Admissions { since: Some(now), ..Admissions::default() }
    }

    /// The highest round that any of them has used or given away.
    pub fn highest_round(&self) -> u64 {
        self.answered.values().map(|it| it.round).max().unwrap_or(0)
    }

    pub fn leader(&self) -> Option<NodeId> {
        self.answered.iter().find(|(_, it)| it.leads).map(|(&proposer, _)| proposer)
    }
}

impl Admissions {
    /// Forgets the answer with the highest round, which is to be asked for again; whose it was.
    pub fn doubt_highest_round(&mut self) -> Option<(NodeId, u64)> {
        let (proposer, round) =
            self.answered.iter().map(|(&proposer, it)| (proposer, it.round)).max_by_key(|it| it.1)?;
        self.answered.remove(&proposer);
        Some((proposer, round))
    }
}

impl<H: Host> Acceptor<H> {
    pub(crate) fn standing(&self) -> Standing {
        match self.life.map(|life| life.standing) {
            Some(WrittenStanding::Voting) if self.admissions.admitted => Standing::Voting,
            Some(WrittenStanding::Voting) | None => Standing::Starting,
            Some(WrittenStanding::Fresh) => Standing::Fresh,
            Some(WrittenStanding::Forgetful) => Standing::Forgetful,
            Some(WrittenStanding::Recovering) => Standing::Recovering,
        }
    }

    /// An acceptor's word counts only while it remembers all that it has said.
    pub(crate) fn votes(&self) -> Result<(), Refusal> {
        let recovers =
            self.standing() == Standing::Recovering && cfg!(feature = "mutant-votes-before-it-has-recovered");
        if self.standing() == Standing::Voting || recovers || cfg!(feature = "mutant-believes-its-disk") {
            return Ok(());
        }
        let (acceptor, why) = (self.configuration.cluster.self_, self.waits_for().unwrap_or_default());
        Err(Refusal::Unavailable(format!("acceptor {acceptor} does not vote: {why}")))
    }

    /// An acceptor's word goes to a proposer only once that one has told what it remembers: what it counts on from
    /// before the start is then known here, and what it counts on later was said after it.
    pub(crate) fn votes_at(&mut self, ballot: Ballot) -> Result<(), Refusal> {
        self.votes()?;
        let proposer = ballot.proposer;
        let heard = self.admissions.answered.contains_key(&proposer) || !self.proposers_to_ask().contains(&proposer);
        if heard || cfg!(feature = "mutant-believes-its-disk") || self.standing() != Standing::Voting {
            return Ok(());
        }
        // It is there: the next tick asks it, unless an answer may still be on its way.
        let (now, retry) = (self.now, self.retry());
        let overdue = |question: &Question| now.saturating_sub(question.sent_at) >= retry;
        if self.admissions.asked.get(&proposer).is_some_and(overdue) {
            self.admissions.asked.remove(&proposer);
        }
        let acceptor = self.configuration.cluster.self_;
        Err(Refusal::Unavailable(format!(
            "acceptor {acceptor} has yet to hear what proposer {proposer} remembers of it"
        )))
    }

    /// Why this acceptor does not vote; none while it does.
    pub(crate) fn waits_for(&self) -> Option<String> {
        let acceptor = self.configuration.cluster.self_;
        match self.standing() {
            Standing::Voting => None,
            Standing::Starting => Some("it has just started and asks the proposers what they remember of it".into()),
            Standing::Fresh => Some(format!(
                "its store is new, and it waits for proposers {:?} to tell that they know of no former one",
                self.unanswered()
            )),
            Standing::Forgetful => {
                let why = self.forgot.as_deref().unwrap_or("its store has forgotten what it said");
                Some(format!(
                    "{why}. Recover it: ./paxos recover acceptor-{acceptor}, or POST /acceptors/{acceptor}/recover"
                ))
            }
            Standing::Recovering => Some(self.recovery_waits_for()),
        }
    }

    /// The proposers that have not told yet what they remember.
    pub(crate) fn unanswered(&self) -> Vec<NodeId> {
        let answered = &self.admissions.answered;
        self.proposers_to_ask().iter().copied().filter(|it| !answered.contains_key(it)).collect()
    }

    fn proposers_to_ask(&self) -> &[NodeId] {
        let all = &self.configuration.cluster.proposers;
        let unasked = usize::from(cfg!(feature = "mutant-leaves-a-proposer-unasked"));
        all.get(..all.len().saturating_sub(unasked)).unwrap_or_default()
    }

    /// Names the life of a store that has none yet.
    pub(crate) fn begin_life(&mut self) {
        if self.life.is_none() {
            // A store with promises or values but no life was written by a version that did not write lives down.
            let voted = self.promised.is_some() || self.highest_accepted > 0;
            let standing = if voted { WrittenStanding::Voting } else { WrittenStanding::Fresh };
            self.live(LifeRecord { life: life::first(self.random), standing });
        }
    }

    /// Begins a life, or goes on in it with another standing.
    pub(crate) fn live(&mut self, life: LifeRecord) {
        self.host.store_life(life);
        if self.life.map(|former| former.life) != Some(life.life) {
            self.admissions = Admissions::since(self.now);
        }
        self.life = Some(life);
    }

    /// Asks the proposers that have not answered, again and again: one that comes back later may remember more than the
    /// others.
    pub(crate) fn ask_proposers(&mut self) {
        let (Some(LifeRecord { life, .. }), standing) = (self.life, self.standing()) else { return };
        if standing == Standing::Forgetful {
            return;
        }
        let pause = self.retry().saturating_mul(if standing == Standing::Voting { UNHURRIED_RETRIES } else { 1 });
        for proposer in self.unanswered() {
            let asked = self.admissions.asked.get(&proposer).map(|question| question.sent_at);
            if asked.is_none_or(|at| self.now.saturating_sub(at) >= pause) {
                let (call, sent_at) = (self.next_call(), self.now);
                self.admissions.asked.insert(proposer, Question { call, sent_at });
                let acceptor = self.configuration.cluster.self_;
                self.host.admit(call, proposer, AdmitRequest { acceptor, life, standing, above: None });
            }
        }
    }

    pub fn admit_answered(&mut self, call: u64, proposer: NodeId, answer: Result<Admission, Refusal>) {
        let admission = match answer {
            Ok(admission) => admission,
            Err(Refusal::Unavailable(_) | Refusal::Overloaded(_)) => return,
            Err(refusal) => {
                let text = format_args!("proposer {proposer} did not tell what it remembers: {refusal}");
                self.say(Level::Warn, "did not tell", proposer, text);
                return self.ballot_refused(call);
            }
        };
        if admission.ballot.is_some() {
            return self.ballot_given(call, proposer, &admission);
        }
        let asked = self.admissions.asked.get(&proposer).is_some_and(|question| question.call == call);
        if !asked || self.admissions.answered.contains_key(&proposer) {
            return;
        }
        if let Some(known) = admission.known
            && !self.remembers(proposer, &known)
        {
            return;
        }
        let forgot = admission.known.is_some_and(|known| known.life == 0);
        self.admissions.answered.insert(proposer, Answer { round: admission.round, leads: admission.leads, forgot });
        self.settle_admission();
    }

    /// Holds what a proposer remembers against what this store holds. Whether the answer counts.
    fn remembers(&mut self, proposer: NodeId, known: &KnownAcceptor) -> bool {
        let Some(LifeRecord { life, standing }) = self.life else { return false };
        let (promised, highest) = self.at_start;
        let rounds = promised.map_or(0, |promised| promised.round).saturating_add(MAX_STEP);
        let slots = highest.saturating_add(MAX_STEP);
        let round = known.promised.map_or(0, |promised| promised.round);
        let cluster = &self.configuration.cluster;
        let possible = life::is_plausible(known.life, life)
            && known.acceptor == cluster.self_
            && known.promised.is_none_or(|promised| limits::ballot(cluster, promised).is_ok())
            && round <= rounds
            && known.highest_slot <= slots;
        if !possible {
            let acceptor = known.acceptor;
            self.say(
                Level::Error,
                "claims to remember",
                proposer,
                format_args!(
                    "proposer {proposer} claims to remember life {}, {} and slot {} of acceptor {acceptor}, which \
                     cannot be",
                    known.life,
                    show(known.promised),
                    known.highest_slot
                ),
            );
            return false;
        }
        let voted = known.promised.is_some() || known.highest_slot > 0;
        match standing {
            WrittenStanding::Recovering if known.life > life || (known.life == life && voted) => {
                // Some life that this store knows nothing of came before, or this one has voted since the store was
                // copied: the one that begins must be later.
                let life = life::after(known.life, self.random);
                self.live(LifeRecord { life, standing });
                false
            }
            WrittenStanding::Recovering | WrittenStanding::Forgetful => true,
            // Also a copy of a store that was new may come back.
            WrittenStanding::Fresh if known.life == life => self.remembers_votes(proposer, known, life),
            WrittenStanding::Fresh if known.life == 0 => true,
            WrittenStanding::Fresh => {
                self.forget(format_args!("its store is new, but proposer {proposer} knows it to have voted before"));
                false
            }
            WrittenStanding::Voting => self.remembers_votes(proposer, known, life),
        }
    }

    fn remembers_votes(&mut self, proposer: NodeId, known: &KnownAcceptor, life: u64) -> bool {
        if cfg!(feature = "mutant-believes-its-disk") {
            return true;
        }
        if known.life != 0 && known.life != life {
            if life >= life::after(known.life, 0) {
                // It was recovered, and told every proposer so: this one has a store from before that.
                self.host.write(
                    Level::Warn,
                    format_args!("proposer {proposer} remembers a life of this acceptor that has ended"),
                );
                return true;
            }
            let known = known.life;
            self.forget(format_args!("proposer {proposer} remembers it in life {known}, its store is of life {life}"));
            return false;
        }
        let (promised, highest) = self.at_start;
        if known.promised > promised {
            let (at, has) = (show(known.promised), show(promised));
            self.forget(format_args!(
                "proposer {proposer} remembers that it promised {at}, its store holds {has}: an older copy"
            ));
            return false;
        }
        if known.highest_slot > highest {
            let (at, has) = (known.highest_slot, highest);
            self.forget(format_args!(
                "proposer {proposer} remembers that it accepted slot {at}, its store ends at slot {has}: an older copy"
            ));
            return false;
        }
        true
    }

    fn forget(&mut self, why: core::fmt::Arguments<'_>) {
        self.host.write(Level::Error, format_args!("this acceptor does not vote: {why}"));
        self.forgot = Some(format!("{why}"));
        if let Some(LifeRecord { life, .. }) = self.life {
            self.live(LifeRecord { life, standing: WrittenStanding::Forgetful });
        }
    }

    /// Whether the proposers that have answered are enough.
    pub(crate) fn settle_admission(&mut self) {
        let Some(LifeRecord { life, standing }) = self.life else { return };
        let all = self.unanswered().is_empty();
        match standing {
            WrittenStanding::Voting if !self.admissions.admitted => {
                let patience =
                    u64::from(self.configuration.timing.election_timeout_millis).saturating_mul(PATIENCE_TIMEOUTS);
                let since = *self.admissions.since.get_or_insert(self.now);
                let waited = self.now.saturating_sub(since) >= patience;
                self.admissions.admitted = all || (waited && !self.admissions.answered.is_empty());
            }
            WrittenStanding::Fresh if all && self.admissions.answered.values().all(|answer| answer.forgot) => {
                self.forget(format_args!("its store is new, and no proposer remembers whether it voted before"));
            }
            // No proposer knows of a former life, and none counts on an acceptor that it has not admitted: so one that
            // has forgotten nothing is enough to tell that it never voted.
            WrittenStanding::Fresh if all => {
                self.live(LifeRecord { life, standing: WrittenStanding::Voting });
                self.admissions.admitted = true;
            }
            _ => {}
        }
    }

    /// The recovery is complete: all proposers know of this life.
    pub(crate) fn admit_recovered(&mut self) {
        self.admissions.admitted = true;
    }
}

fn show(ballot: Option<Ballot>) -> String {
    ballot.map_or("none".into(), |Ballot { round, proposer }| format!("ballot ({round}, {proposer})"))
}

#[cfg(test)]
mod tests {
    use crate::Acceptor;
    use crate::testing::*;
    use alloc::vec;
    use contract::acceptor::{
        AcceptOutcome, AdmitRequest, LeaderHeartbeatRequest, PrepareOutcome, PrepareRequest, ReadAcceptedRequest,
        Standing,
    };
    use contract::life;
    use contract::limits::{MAX_NUMBER, MAX_STEP};
    use contract::storage::{LifeRecord, WrittenStanding};
    use contract::types::{Ballot, Refusal};

    fn prepare(round: u64, proposer: u32) -> PrepareRequest {
        PrepareRequest { ballot: Ballot { round, proposer }, first_slot: 1, max_entries: 1 }
    }

    /// It neither promises nor accepts nor follows nor shows what it holds, writes nothing, and says why.
    fn is_silent(node: &mut Acceptor<Memory>, why: &str) {
        let writes = node.host().writes;
        let silent = |answer: Result<(), Refusal>| {
            assert!(matches!(&answer, Err(Refusal::Unavailable(text)) if text.contains(why)), "{answer:?}");
        };
        silent(node.prepare(1, prepare(9, 1)).map(|_| ()));
        silent(node.accept(1, accept(9, 1, &["x"])).map(|_| ()));
        silent(node.heartbeat(1, LeaderHeartbeatRequest { ballot: ballot(9) }).map(|_| ()));
        silent(node.read_accepted(1, ReadAcceptedRequest { first_slot: 1, max_entries: 1 }).map(|_| ()));
        assert_eq!((node.host().writes, node.host().notified.len()), (writes, 0));
    }

    #[test]
    fn a_new_store_gets_a_life_and_votes_once_every_proposer_has_said_that_it_knows_of_no_former_one() {
        let mut node = over(1, Memory::default());
        let life = node.host().life.unwrap().life;
        assert_eq!(node.host().life, Some(LifeRecord { life: life::first(77), standing: WrittenStanding::Fresh }));
        let request = AdmitRequest { acceptor: 1, life, standing: Standing::Fresh, above: None };
        assert_eq!(
            node.host().admits.iter().map(|it| (it.1, it.2)).collect::<vec::Vec<_>>(),
            [(1, request), (2, request)]
        );

        node.admission(1, NEVER_HEARD_OF);
        is_silent(&mut node, "its store is new, and it waits for proposers [2]");
        node.tick(1_000_000, 0);
        assert_eq!(node.stands().0, Standing::Fresh, "however long it takes");
        node.admission(2, NEVER_HEARD_OF);
        assert_eq!(node.stands(), (Standing::Voting, "".into()));
        assert_eq!(node.host().life, Some(LifeRecord { life, standing: WrittenStanding::Voting }));
        assert!(matches!(node.prepare(1, prepare(1, 1)), Ok(PrepareOutcome::Promised(_))));
    }

    #[test]
    fn before_the_first_tick_it_does_not_vote() {
        let mut node = Acceptor::new(configuration(1), voted());
        is_silent(&mut node, "it has just started");
    }

    #[test]
    fn a_new_store_that_a_proposer_knows_to_have_voted_is_forgetful_for_good_and_says_so() {
        let mut node = over(1, Memory::default());
        node.admission(1, NEVER_HEARD_OF);
        node.admission(2, knows(50, None, 0));
        let why = "its store is new, but proposer 2 knows it to have voted before";
        assert_eq!(node.stands().0, Standing::Forgetful);
        assert_eq!(
            node.stands().1,
            alloc::format!("{why}. Recover it: ./paxos recover acceptor-1, or POST /acceptors/1/recover")
        );
        assert_eq!(node.errors(), [alloc::format!("this acceptor does not vote: {why}")]);
        is_silent(&mut node, why);

        let mut node = over(1, node.into_host());
        assert_eq!(node.stands().0, Standing::Forgetful, "also after a restart");
        is_silent(&mut node, "its store has forgotten what it said");
        assert_eq!(node.host().admits.len(), 2, "nobody is asked any more");
    }

    #[test]
    fn nor_does_a_new_store_vote_where_all_proposers_have_forgotten_who_voted() {
        let mut node = over(1, Memory::default());
        node.admission(2, knows(0, None, 0));
        is_silent(&mut node, "its store is new, and it waits for proposers [1]");
        node.admission(1, knows(0, None, 0));
        is_silent(&mut node, "its store is new, and no proposer remembers whether it voted before");
        assert_eq!(node.stands().0, Standing::Forgetful);

        let mut node = over(1, Memory::default());
        node.admission(2, knows(0, None, 0));
        node.admission(1, NEVER_HEARD_OF);
        assert_eq!(node.stands().0, Standing::Voting, "one that remembers is enough");
    }

    #[test]
    fn a_new_store_that_a_proposer_knows_by_the_same_life_is_new() {
        let mut node = over(1, Memory::default());
        let life = node.host().life.unwrap().life;
        for proposer in [1, 2] {
            node.admission(proposer, knows(life, None, 0));
        }
        assert_eq!(node.stands().0, Standing::Voting);
    }

    #[test]
    fn a_copy_of_a_store_from_when_it_was_new_is_found_out_by_what_was_promised_since() {
        let mut node = over(1, Memory::default());
        let life = node.host().life.unwrap().life;
        node.admission(1, knows(life, Some(ballot(1)), 0));
        assert_eq!(node.stands().0, Standing::Forgetful);
    }

    #[test]
    fn an_older_copy_is_found_out_by_the_promise_and_by_the_slot() {
        let remembered = [
            (knows(50, Some(ballot(4)), 2), "promised ballot (4, 1), its store holds ballot (3, 1): an older copy"),
            (
                knows(50, Some(Ballot { round: 3, proposer: 2 }), 2),
                "promised ballot (3, 2), its store holds ballot (3, 1)",
            ),
            (knows(50, Some(ballot(3)), 3), "accepted slot 3, its store ends at slot 2: an older copy"),
        ];
        for (admission, why) in remembered {
            let mut node = over(1, voted());
            assert_eq!(node.stands().0, Standing::Starting);
            node.admission(2, admission);
            is_silent(&mut node, why);
            assert_eq!(node.host().life, Some(LifeRecord { life: 50, standing: WrittenStanding::Forgetful }));
        }
    }

    #[test]
    fn a_store_that_holds_all_that_proposers_remember_or_more_votes_at_once() {
        let mut node = over(1, voted());
        node.admission(1, knows(50, Some(ballot(3)), 2));
        is_silent(&mut node, "it has just started");
        node.admission(2, knows(50, Some(ballot(2)), 1));
        assert_eq!(node.stands().0, Standing::Voting);
        assert!(matches!(node.accept(1, accept(3, 3, &["c"])), Ok(AcceptOutcome::Accepted(_))));
    }

    #[test]
    fn a_store_of_another_life_is_forgetful() {
        for life in [49, 51, life::after(50, 7)] {
            let mut node = over(1, voted());
            node.admission(1, knows(life, None, 0));
            is_silent(&mut node, &alloc::format!("proposer 1 remembers it in life {life}, its store is of life 50"));
        }
    }

    #[test]
    fn a_proposer_that_remembers_a_life_before_the_recovery_is_not_listened_to_and_counts_as_heard() {
        for drawn in [0, 1, 7] {
            let mut memory = voted();
            memory.life = Some(LifeRecord { life: life::after(50, drawn), standing: WrittenStanding::Voting });
            let mut node = over(1, memory);
            for proposer in [1, 2] {
                node.admission(proposer, knows(50, Some(ballot(90)), 90));
            }
            assert_eq!((node.stands().0, node.errors().len()), (Standing::Voting, 0), "{drawn}");
        }
    }

    #[test]
    fn a_store_from_before_lives_were_written_down_votes_on() {
        let mut node = over(1, Memory { life: None, ..voted() });
        assert_eq!(node.host().life, Some(LifeRecord { life: life::first(77), standing: WrittenStanding::Voting }));
        for proposer in [1, 2] {
            node.admission(proposer, knows(0, Some(ballot(3)), 2));
        }
        assert_eq!(node.stands().0, Standing::Voting);
    }

    #[test]
    fn after_two_election_timeouts_one_proposer_is_enough_but_without_any_it_waits_for_ever() {
        let mut node = over(1, voted());
        node.tick(90_000, 0);
        assert_eq!(node.stands().0, Standing::Starting);
        node.admission(2, knows(50, None, 0));
        assert_eq!(node.stands().0, Standing::Voting);

        let mut node = over(1, voted());
        node.admission(2, knows(50, None, 0));
        node.tick(2_999, 0);
        assert_eq!(node.stands().0, Standing::Starting);
        node.tick(3_000, 0);
        assert_eq!(node.stands().0, Standing::Voting);
    }

    #[test]
    fn to_a_ballot_of_a_proposer_that_has_not_told_what_it_remembers_it_does_not_vote_and_asks_it_soon() {
        let mut node = over(1, voted());
        node.admission(2, knows(50, None, 0));
        node.tick(3_000, 0);
        node.asked();
        let silent = |answer: Result<(), Refusal>| {
            let why = "acceptor 1 has yet to hear what proposer 1 remembers of it";
            assert_eq!(answer, Err(Refusal::Unavailable(why.into())));
        };
        silent(node.prepare(1, prepare(9, 1)).map(|_| ()));
        silent(node.accept(1, accept(9, 1, &["x"])).map(|_| ()));
        assert!(matches!(node.prepare(1, prepare(9, 2)), Ok(PrepareOutcome::Promised(_))));
        node.tick(3_300, 0);
        assert!(node.asked().is_empty(), "an answer may still be on its way");
        silent(node.prepare(1, prepare(9, 1)).map(|_| ()));
        node.tick(3_320, 0);
        assert_eq!(node.asked().iter().map(|it| it.0).collect::<vec::Vec<_>>(), [1]);
    }

    #[test]
    fn a_proposer_that_comes_late_and_remembers_more_ends_the_votes() {
        let mut node = over(1, voted());
        node.admission(2, knows(50, None, 0));
        node.tick(3_000, 0);
        assert_eq!(node.stands().0, Standing::Voting);
        node.admission(1, knows(50, Some(ballot(4)), 0));
        assert_eq!(node.stands().0, Standing::Forgetful);
        is_silent(&mut node, "proposer 1 remembers that it promised ballot (4, 1)");
    }

    #[test]
    fn what_it_has_promised_since_it_started_does_not_hide_what_it_has_forgotten() {
        let mut node = over(1, voted());
        node.admission(2, knows(50, None, 0));
        node.tick(3_000, 0);
        node.prepare(1, prepare(9, 2)).unwrap();
        node.admission(1, knows(50, Some(ballot(4)), 0));
        assert_eq!(node.stands().0, Standing::Forgetful);
    }

    #[test]
    fn a_memory_that_cannot_be_is_not_believed_and_its_proposer_is_named() {
        for (admission, why) in [
            (knows(50, Some(ballot(3 + MAX_STEP + 1)), 0), "life 50, ballot (4294967300, 1) and slot 0"),
            (knows(50, Some(ballot(u64::MAX)), 0), "ballot (18446744073709551615, 1)"),
            (knows(50, Some(ballot(0)), 0), "ballot (0, 1)"),
            (knows(50, Some(Ballot { round: 3, proposer: 0 }), 0), "ballot (3, 0)"),
            (knows(50, Some(Ballot { round: 4, proposer: 9 }), 0), "ballot (4, 9)"),
            (knows(50, None, 2 + MAX_STEP + 1), "slot 4294967299"),
            (knows(50, None, u64::MAX), "slot 18446744073709551615"),
            (knows(MAX_NUMBER, None, 0), "life 9007199254740991"),
            (knows(u64::MAX, None, 0), "life 18446744073709551615"),
        ] {
            let mut node = over(1, voted());
            node.admission(1, admission);
            assert_eq!(node.stands().0, Standing::Starting);
            assert!(node.errors()[0].contains("proposer 1 claims to remember"), "{:?}", node.errors());
            assert!(node.errors()[0].contains(why), "{:?}", node.errors());
            node.admission(2, knows(50, Some(ballot(3)), 2));
            node.tick(3_000, 0);
            assert_eq!(node.stands().0, Standing::Voting, "the others are enough");
        }
    }

    #[test]
    fn a_memory_that_cannot_be_is_told_once_and_then_less_often_with_a_count_however_it_changes() {
        let mut node = over(1, voted());
        for now in 1..100 {
            node.admission(1, knows(50, Some(ballot(u64::MAX - now)), 0));
            node.tick(1_000 + now * 300, 0);
        }
        assert_eq!(node.errors().len(), 2, "{:?}", node.errors());
        assert!(node.errors()[1].ends_with("times in 10 s)"), "{:?}", node.errors());
    }

    #[test]
    fn the_farthest_step_that_can_be_is_believed() {
        let mut node = over(1, voted());
        node.admission(1, knows(50, Some(ballot(3 + MAX_STEP)), 0));
        assert_eq!(node.stands().0, Standing::Forgetful);
    }

    #[test]
    fn proposers_that_do_not_answer_are_asked_again_and_less_often_once_it_votes() {
        let mut node = over(1, voted());
        node.admission(2, knows(50, None, 0));
        node.asked();
        node.tick(1_299, 0);
        assert!(node.asked().is_empty());
        node.tick(1_300, 0);
        let request = AdmitRequest { acceptor: 1, life: 50, standing: Standing::Starting, above: None };
        assert_eq!(node.asked(), [(1, request)]);
        node.tick(3_000, 0);
        node.asked();
        node.tick(4_199, 0);
        assert!(node.asked().is_empty());
        node.tick(4_200, 0);
        assert_eq!(node.asked(), [(1, AdmitRequest { standing: Standing::Voting, ..request })]);
    }

    #[test]
    fn answers_that_nobody_waits_for_and_refusals_change_nothing() {
        let mut node = over(1, voted());
        let (call, proposer, _) = node.host().admits[0];
        node.admit_answered(call + 100, proposer, Ok(NEVER_HEARD_OF));
        node.admit_answered(call, 9, Ok(NEVER_HEARD_OF));
        node.admit_answered(call, proposer, Err(Refusal::Unavailable("gone".into())));
        assert!(node.host().lines.is_empty());
        node.admit_answered(call, proposer, Err(Refusal::Misaddressed(2)));
        assert_eq!(node.host().lines.len(), 1);
        node.tick(90_000, 0);
        assert_eq!(node.stands().0, Standing::Starting);
    }

    #[test]
    fn a_clock_that_runs_backwards_is_not_followed() {
        let mut node = over(1, voted());
        node.asked();
        node.tick(0, 0);
        assert!(node.asked().is_empty());
        node.tick(u64::MAX, u64::MAX);
        assert_eq!(node.asked().len(), 2);
        node.tick(u64::MAX, u64::MAX);
        assert!(node.asked().is_empty());
    }

    /// An acceptor that votes although proposer 1 has not answered, and has just asked it again.
    fn asking() -> crate::Acceptor<Memory> {
        let mut node = over(1, acceptor().into_host());
        for (call, proposer, _) in core::mem::take(&mut node.host.admits) {
            if proposer != 1 {
                node.admit_answered(call, proposer, Ok(NEVER_HEARD_OF));
            }
        }
        node.tick(1_000_000, 0);
        node.tick(2_000_000, 0);
        assert_eq!(node.status(1).unwrap().standing, Standing::Voting);
        node
    }

    #[test]
    fn an_answer_on_its_way_counts_although_the_proposer_is_turned_away_meanwhile() {
        let mut node = asking();
        let (call, _, _) = *node.host().admits.iter().rfind(|(_, proposer, _)| *proposer == 1).unwrap();
        let request = PrepareRequest { ballot: ballot(1), first_slot: 1, max_entries: 1 };
        assert!(matches!(node.prepare(1, request), Err(Refusal::Unavailable(text)) if text.contains("proposer 1")));
        node.admit_answered(call, 1, Ok(NEVER_HEARD_OF));
        assert!(matches!(node.prepare(1, request), Ok(PrepareOutcome::Promised(_))));
    }

    #[test]
    fn one_whose_answer_is_overdue_is_asked_with_the_next_tick_once_it_shows_that_it_is_there() {
        let mut node = asking();
        let retry = node.retry();
        node.tick(2_000_000 + retry, 0);
        let asked = node.host().admits.len();
        let request = PrepareRequest { ballot: ballot(1), first_slot: 1, max_entries: 1 };
        node.prepare(1, request).unwrap_err();
        node.tick(2_000_001 + retry, 0);
        assert_eq!(node.host().admits.len(), asked + 1);
    }
}
