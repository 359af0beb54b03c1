//! What a proposer that starts may have forgotten: its disk may be new, or a copy from before rounds that it used. So
//! it asks the acceptors first what they have promised, and neither campaigns nor gives a ballot away before enough
//! have told. `docs/rationale.md` has the argument.

use crate::{Host, Proposer};
use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use contract::acceptor::{AcceptorStatus, Standing};
use contract::limits::{self, MAX_NUMBER, MAX_STEP};
use contract::log::Level;
use contract::types::{Ballot, KnownAcceptor, NodeId, Refusal};
use contract::{life, node::Cluster};

/// How far above what a phase-1 quorum has promised a ballot may be that is given away. One that has forgotten goes as
/// far above what it is told, and so above all that it gave away.
pub const MAX_AHEAD: u64 = 1 << 20;
/// How far beyond what is known a round is believed that one node tells: acceptors that have promised no more than that
/// must still promise what this proposer then begins with, `MAX_AHEAD` further on.
pub const MAX_TOLD: u64 = MAX_STEP.saturating_sub(MAX_AHEAD.saturating_mul(4));
/// How many election timeouts a new proposer waits for the acceptors that do not answer, once a quorum has.
const PATIENCE_TIMEOUTS: u64 = 2;
/// How many campaigns are begun for one ballot that is to be given away.
const MAX_FENCES: u32 = 3;

pub struct Memory {
    /// Whether the store was new when this proposer started, and may be one that was emptied.
    new_store: bool,
    /// Whether enough acceptors have told, since then, what they have promised.
    pub settled: bool,
    since: Option<u64>,
    asked_at: Option<u64>,
    told: BTreeMap<NodeId, Told>,
    /// The life that each acceptor was in when it last told.
    lives: BTreeMap<NodeId, (u64, Standing)>,
    /// The highest round that enough acceptors had promised when this proposer started: no ballot of it above that was
    /// used for values.
    pub bound: u64,
    /// The highest round that each acceptor has promised, as far as it has told.
    promised: BTreeMap<NodeId, u64>,
    /// The campaigns by which a quorum is to promise as far as ballots are to be given away.
    fence: Option<Fence>,
}

#[derive(Clone, Copy)]
struct Fence {
    next_at: u64,
    left: u32,
}

struct Told {
    standing: Standing,
    life: u64,
    promised: Option<Ballot>,
}

impl Told {
    fn round(&self) -> u64 {
        self.promised.map_or(0, |promised| promised.round)
    }
}

impl Memory {
    pub fn of(new_store: bool) -> Memory {
        let believed = new_store && cfg!(feature = "mutant-takes-an-empty-disk-for-new");
        Memory {
            new_store: new_store && !believed,
            settled: believed,
            since: None,
            asked_at: None,
            told: BTreeMap::new(),
            lives: BTreeMap::new(),
            bound: 0,
            promised: BTreeMap::new(),
            fence: None,
        }
    }

    /// Whether nothing may be stored yet: what is new must stay recognisable as new.
    pub fn is_blank(&self) -> bool {
        self.new_store && !self.settled
    }

    /// An acceptor has promised a round, or accepted at it.
    pub fn promised(&mut self, acceptor: NodeId, round: u64) {
        let known = self.promised.entry(acceptor).or_insert(0);
        *known = round.max(*known);
    }

    /// An acceptor has forgotten what it promised.
    pub fn forgot(&mut self, acceptor: NodeId) {
        self.promised.remove(&acceptor);
    }

    /// The highest round that this proposer may have used for values, and the acceptors that are not believed; none
    /// while too few have told. A phase-1 quorum has promised a ballot before a value is proposed at it, and shares an
    /// acceptor with any `witnesses`. Those that do not answer are not waited for without end where the disk is not
    /// empty: then it is as good as ever, unless it is a copy.
    fn bound(&self, cluster: &Cluster, known: u64, waited: bool) -> Option<(u64, Vec<(u64, NodeId)>)> {
        let needed = if waited && !self.new_store { 0 } else { cluster.witnesses() };
        let of = |standings: &[Standing]| {
            let told = self.told.iter().filter(|(_, it)| standings.contains(&it.standing) && it.life > 0);
            let mut rounds: Vec<(u64, NodeId)> = told.map(|(&acceptor, it)| (it.round(), acceptor)).collect();
            rounds.sort_unstable();
            rounds
        };
        // One that starts waits for a proposer: where all do, none would come first. Its disk may be an older copy that
        // nobody has noticed. Fewer than a phase-2 quorum are in doubt at a time: so where all have answered, one of a
        // phase-1 quorum that is as large has told the truth.
        let (voting, voted) = (of(&[Standing::Voting]), of(&[Standing::Voting, Standing::Starting]));
        let all = cluster.acceptors.len();
        let everyone = voted.len() >= all;
        let enough = everyone || (self.told.len() >= all && cluster.phase1_quorum >= cluster.phase2_quorum);
        let witnesses = if voting.len() >= needed { voting } else { Some(voted).filter(|_| enough)? };
        // A round far beyond the others is believed only where they are too few without it.
        let lowest = witnesses.first().filter(|_| witnesses.len() > 1).map_or(0, |&(round, _)| round);
        let mut bound = known.max(lowest);
        let mut believed = 0usize;
        for &(round, _) in &witnesses {
            if round > bound.saturating_add(MAX_TOLD) && (believed >= needed || !everyone) {
                break;
            }
            bound = bound.max(round);
            believed = believed.saturating_add(1);
        }
        let far = witnesses.into_iter().skip(believed).collect();
        Some((bound, far)).filter(|_| believed >= needed)
    }

    /// Whether this is a new cluster: an acceptor votes only after every proposer has it on disk, so that one which
    /// does, or has, proves the contrary. One may be told to recover before it ever voted.
    fn is_new_cluster(&self, cluster: &Cluster, waited: bool) -> bool {
        let of = |standing: Standing| self.told.values().filter(|it| it.standing == standing).count();
        let fresh = of(Standing::Fresh);
        let quorum = cluster.phase1_quorum.max(cluster.phase2_quorum) as usize;
        let enough = waited && fresh >= quorum && fresh == self.told.len();
        let none_votes = of(Standing::Voting) == 0 && of(Standing::Starting) == 0;
        none_votes && (self.told.len() >= cluster.acceptors.len() || enough)
    }
}

impl<H: Host> Proposer<H> {
    /// Asks the acceptors what they have promised, until enough have told.
    pub(crate) fn ask_what_is_forgotten(&mut self) {
        self.memory.since.get_or_insert(self.now);
        self.settle();
        let pause = self.heartbeat_pause();
        let waits = self.memory.asked_at.is_some_and(|at| self.now.saturating_sub(at) < pause);
        if self.memory.settled || waits {
            return;
        }
        self.memory.asked_at = Some(self.now);
        self.ask_acceptors();
    }

    fn ask_acceptors(&mut self) {
        self.calls = self.calls.saturating_add(1);
        self.host.acceptor_status(self.calls, &self.configuration.cluster.acceptors);
    }

    /// Takes in what an acceptor's status tells, whatever it was asked for: it is from after this proposer started.
    pub(crate) fn reminded(&mut self, acceptor: NodeId, status: &AcceptorStatus) {
        let cluster = &self.configuration.cluster;
        let sound = status.promised.is_none_or(|promised| limits::ballot(cluster, promised).is_ok())
            && life::is_plausible(status.life, 0);
        if !cluster.acceptors.contains(&acceptor) || !sound {
            return;
        }
        let AcceptorStatus { standing, life, promised, .. } = *status;
        self.memory.lives.insert(acceptor, (life, standing));
        if standing == Standing::Voting {
            self.memory.promised(acceptor, promised.map_or(0, |promised| promised.round));
        }
        if self.memory.settled {
            self.hear_of(acceptor, standing, life);
        } else {
            self.memory.told.insert(acceptor, Told { standing, life, promised });
            self.settle();
        }
    }

    /// Whether an acceptor says itself what somebody has said in its name. What a caller alone says of a life is not
    /// remembered: an acceptor would take it for proof that it has forgotten.
    pub(crate) fn says_itself(&mut self, acceptor: NodeId, life: u64, standing: Standing) -> Result<(), Refusal> {
        let told = self.memory.lives.get(&acceptor);
        if told.is_some_and(|&(told, stands)| told == life && (standing != Standing::Recovering || stands == standing))
        {
            return Ok(());
        }
        self.calls = self.calls.saturating_add(1);
        self.host.acceptor_status(self.calls, &[acceptor]);
        Err(Refusal::Unavailable(format!(
            "acceptor {acceptor} is asked itself whether it is in life {life}: ask again"
        )))
    }

    /// Remembers an acceptor that votes, so that it is found out should it forget.
    fn hear_of(&mut self, acceptor: NodeId, standing: Standing, life: u64) {
        let known = self.acceptors.get(acceptor);
        if standing == Standing::Voting && life > 0 && known.is_none_or(|known| known.life == 0) {
            let known = known.unwrap_or(KnownAcceptor::in_life(acceptor, 0));
            self.acceptors.put(KnownAcceptor { life, ..known });
            self.store_progress();
            self.host.flush_progress();
        }
    }

    /// This proposer has forgotten which acceptors have voted: so it takes each for one that has. One that is new has
    /// to be recovered then, which does no harm.
    fn take_none_for_new(&mut self) {
        if cfg!(feature = "mutant-takes-a-forgetful-acceptor-for-new") {
            return;
        }
        for &acceptor in &self.configuration.cluster.acceptors {
            if self.acceptors.get(acceptor).is_none() {
                self.acceptors.put(KnownAcceptor::in_life(acceptor, 0));
            }
        }
        self.store_progress();
        self.host.flush_progress();
    }

    /// Whether an acceptor's vote counts. One whose life this proposer does not know would not be found out, should it
    /// forget the vote: it is asked for its life first, and counts when it says the same again.
    pub(crate) fn counts(&mut self, acceptor: NodeId) -> bool {
        let remembered = self.acceptors.get(acceptor).is_some_and(|known| known.life > 0);
        let pause = self.heartbeat_pause();
        let waits = self.memory.asked_at.is_some_and(|at| self.now.saturating_sub(at) < pause);
        if !remembered && !waits {
            self.memory.asked_at = Some(self.now);
            self.ask_acceptors();
        }
        remembered
    }

    /// Whether what acceptors have told is enough.
    fn settle(&mut self) {
        if self.memory.settled {
            return;
        }
        let cluster = &self.configuration.cluster;
        let patience = self.election_timeout().saturating_mul(PATIENCE_TIMEOUTS);
        let waited = self.memory.since.is_some_and(|since| self.now.saturating_sub(since) >= patience);
        if self.memory.new_store && self.memory.is_new_cluster(cluster, waited) {
            // From now on acceptors hear that it knows of no former one, and begin to vote.
            self.memory.new_store = false;
        }
        if cfg!(feature = "mutant-reuses-ballot-after-restart") {
            self.memory.settled = true;
            return;
        }
        let Some((bound, far)) = self.memory.bound(cluster, self.round, waited) else { return };
        for (round, acceptor) in far {
            let text = format!("it says it has promised round {round}, which is far beyond what the others have");
            self.leave_out(acceptor, "promised", text);
        }
        let own = self.memory.told.values().filter_map(|it| it.promised);
        let own = own.filter(|it| it.proposer == self.configuration.cluster.self_ && it.round <= bound);
        let own = own.map(|it| it.round).max().unwrap_or(0);
        let forgot = self.memory.new_store || own > self.round;
        let ahead = if cfg!(feature = "mutant-gives-ballots-away-again") { 0 } else { MAX_AHEAD };
        let begins = bound.max(self.round).saturating_add(ahead);
        if forgot && begins > MAX_NUMBER {
            // It stays as it is, and so recognisable as new: one that begins lower might use a ballot twice.
            return self.troubled(format!("no round is left above {bound}, which acceptors have promised"));
        }
        self.trouble = None;
        self.memory.settled = true;
        self.memory.bound = bound;
        self.seen_round = self.seen_round.max(bound);
        if forgot {
            self.begin_again(own, begins);
        }
        for (acceptor, it) in core::mem::take(&mut self.memory.told) {
            self.hear_of(acceptor, it.standing, it.life);
        }
    }

    /// This proposer has forgotten which rounds it used and gave away. Those that were used for values are at or below
    /// what acceptors have told, those that were given away not far above it.
    fn begin_again(&mut self, own: u64, round: u64) {
        let proposer = self.configuration.cluster.self_;
        let had = if self.memory.new_store {
            "its disk was empty, in a cluster that has been running".into()
        } else {
            format!("its disk held round {}, acceptors have promised round {own} to it: an older copy", self.round)
        };
        let text =
            format_args!("proposer {proposer} has forgotten rounds it used: {had}. It goes on above round {round}");
        self.host.write(Level::Warn, text);
        self.take_none_for_new();
        if round > self.round {
            self.use_round(round);
        }
    }

    /// Why this proposer can neither campaign nor give a ballot away yet.
    pub(crate) fn may_have_forgotten(&self) -> Option<String> {
        if self.memory.settled {
            return None;
        }
        let told: Vec<NodeId> = self.memory.told.keys().copied().collect();
        let (needed, all) = (self.configuration.cluster.witnesses(), self.configuration.cluster.acceptors.len());
        let what = if self.memory.new_store { "its disk is empty" } else { "it has just started" };
        Some(format!(
            "{what}, and it waits to hear from acceptors which rounds it may have used: {needed} of {all} that vote, \
             or that have voted where all answer; {told:?} have answered"
        ))
    }

    /// The same, once it has taken so long that somebody should look.
    pub(crate) fn waits_for_memory(&self) -> Option<String> {
        let since = self.memory.since.unwrap_or(self.now);
        self.may_have_forgotten().filter(|_| self.now.saturating_sub(since) >= self.election_timeout())
    }

    /// The highest round that a phase-1 quorum is known to have promised; none before as many are known to vote, or to
    /// have voted. One that recovers votes again only above what this proposer has told it. At least one votes, and
    /// shows that the cluster is not new, should this proposer's disk be emptied.
    fn quorum_round(&self) -> Option<u64> {
        let cluster = &self.configuration.cluster;
        let of = |&acceptor: &NodeId| {
            let known = self.acceptors.get(acceptor);
            let promised = known.and_then(|it| it.promised).map(|promised| promised.round);
            let recovers = known.filter(|it| it.fenced_round > 0 || it.life >= life::after(0, 0));
            self.memory.promised.get(&acceptor).copied().max(promised).max(recovers.map(|it| it.fenced_round))
        };
        let mut rounds: Vec<u64> = cluster.acceptors.iter().filter_map(of).collect();
        rounds.sort_unstable_by(|a, b| b.cmp(a));
        let round = rounds.get((cluster.phase1_quorum as usize).saturating_sub(1)).copied();
        round.filter(|_| !self.memory.promised.is_empty())
    }

    /// A round that is given away is not far above what a phase-1 quorum has promised: so whoever forgets it goes above
    /// it.
    pub(crate) fn near_a_quorum(&mut self, round: u64) -> Result<(), Refusal> {
        let Some(promised) = self.quorum_round() else {
            self.ask_acceptors();
            return Err(Refusal::Unavailable(
                "no ballot is given away before a phase-1 quorum of acceptors is known to vote: ask again".into(),
            ));
        };
        if round <= promised.saturating_add(MAX_AHEAD) {
            return Ok(());
        }
        self.memory.fence.get_or_insert(Fence { next_at: self.now, left: MAX_FENCES });
        Err(Refusal::Overloaded(u32::try_from(self.election_timeout()).unwrap_or(u32::MAX)))
    }

    /// Has a quorum promise as far as ballots are to be given away, by a campaign.
    pub(crate) fn fence(&mut self) {
        let Some(Fence { next_at, left }) = self.memory.fence else { return };
        if self.now < next_at {
            return;
        }
        let reached = self.quorum_round().unwrap_or(0).saturating_add(MAX_AHEAD);
        self.memory.fence = None;
        if self.highest_round() >= reached && left > 0 {
            let next_at = self.now.saturating_add(self.patience());
            self.memory.fence = Some(Fence { next_at, left: left.saturating_sub(1) });
            self.campaign();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{MAX_AHEAD, MAX_TOLD};
    use crate::Proposer;
    use crate::testing::*;
    use alloc::vec::Vec;
    use contract::acceptor::{AdmitRequest, Standing};
    use contract::life;
    use contract::limits::{MAX_NUMBER, MAX_STEP};
    use contract::proposer::{HeartbeatRequest, Leadership, ReserveBallotRequest};
    use contract::types::{KnownAcceptor, Refusal};

    const ANY: ReserveBallotRequest = ReserveBallotRequest { above: None };

    /// One whose disk is empty.
    fn blank() -> Proposer<Memory> {
        starting(Memory { written_before_lives: true, ..Memory::default() })
    }

    /// One that comes back over its disk.
    fn ninth_again() -> Proposer<Memory> {
        starting(Memory { round: 9, ..Memory::default() })
    }

    fn remembers(node: &mut Proposer<Memory>) -> bool {
        let answer = node.admit(1, AdmitRequest { standing: Standing::Fresh, ..admit(3, 1) });
        !matches!(answer, Err(Refusal::Unavailable(text)) if text.contains("it waits to hear"))
    }

    fn is_unavailable<T>(answer: Result<T, Refusal>) -> bool {
        matches!(answer, Err(Refusal::Unavailable(_)))
    }

    #[test]
    fn in_a_new_cluster_all_acceptors_are_new_and_nothing_was_forgotten() {
        let mut node = blank();
        for acceptor in [1, 2] {
            node.stands(acceptor, Standing::Fresh, None);
            assert!(!remembers(&mut node));
        }
        node.stands(3, Standing::Fresh, None);
        assert!(remembers(&mut node));
        node.tick(3_000, 0);
        assert!(
            is_unavailable(node.reserve_ballot(1, ANY)),
            "were its disk lost now, nobody could tell that it gave one away"
        );
        node.promised_before(1, None);
        node.promised_before(3, None);
        assert_eq!(node.reserve_ballot(1, ANY), Ok(ballot(1, 1)));
    }

    #[test]
    fn a_new_cluster_begins_without_an_acceptor_that_does_not_come_after_a_while() {
        let mut node = blank();
        for acceptor in [1, 2] {
            node.stands(acceptor, Standing::Fresh, None);
        }
        node.tick(2_999, 0);
        assert!(!remembers(&mut node));
        node.tick(3_000, 0);
        assert!(remembers(&mut node));
    }

    #[test]
    fn nor_does_an_acceptor_that_was_told_to_recover_before_it_ever_voted_keep_a_cluster_from_beginning() {
        let mut node = blank();
        node.stands(1, Standing::Fresh, None);
        node.stands(2, Standing::Recovering, None);
        node.tick(60_000, 0);
        assert!(!remembers(&mut node));
        node.stands(3, Standing::Fresh, None);
        assert!(remembers(&mut node));
    }

    #[test]
    fn one_new_acceptor_does_not_make_a_new_cluster_however_long_the_others_are_away() {
        let mut node = blank();
        node.stands(3, Standing::Fresh, None);
        node.tick(60_000, 0);
        assert!(!remembers(&mut node));
        node.stands(2, Standing::Voting, Some(ballot(7, 2)));
        node.tick(120_000, 0);
        assert!(!remembers(&mut node), "one that has voted proves that the cluster is not new");
    }

    #[test]
    fn an_empty_disk_in_a_running_cluster_waits_for_those_that_meet_every_phase_1_quorum() {
        let mut node = blank();
        node.promised_before(1, Some(ballot(7, 2)));
        for standing in [Standing::Fresh, Standing::Starting, Standing::Forgetful, Standing::Recovering] {
            node.stands(2, standing, Some(ballot(90, 2)));
            assert!(!remembers(&mut node), "{standing:?}");
        }
        assert!(is_unavailable(node.reserve_ballot(1, ANY)));
        assert_eq!(node.host().round, 0);
        node.promised_before(2, Some(ballot(8, 1)));
        assert!(remembers(&mut node));
        assert_eq!(node.host().round, 8 + MAX_AHEAD, "on disk at once");
        assert!(node.host().flushes > 0);
        assert_eq!(node.admit(1, admit(1, 1)).unwrap().round, 8 + MAX_AHEAD);
        assert_eq!(node.admit(1, admit(1, 1)).unwrap().known.unwrap().life, 1, "it remembers who has told");
    }

    #[test]
    fn one_that_has_forgotten_which_acceptors_voted_takes_none_for_new_also_after_a_restart() {
        let mut node = blank();
        node.promised_before(1, Some(ballot(7, 2)));
        node.promised_before(2, Some(ballot(8, 1)));
        let fresh = AdmitRequest { standing: Standing::Fresh, ..admit(3, 9) };
        assert_eq!(node.admitted(fresh).unwrap().known, Some(KnownAcceptor::in_life(3, 0)));
        let mut node = over(node.into_host());
        assert_eq!(node.admitted(fresh).unwrap().known, Some(KnownAcceptor::in_life(3, 0)));
        assert_eq!(node.admitted(admit(1, 1)).unwrap().known, Some(KnownAcceptor::in_life(1, 1)));
        let later = AdmitRequest { standing: Standing::Recovering, ..admit(3, life::after(9, 9)) };
        assert_eq!(node.admitted(later).unwrap().known.unwrap().life, 0);
        assert_eq!(node.admitted(later).unwrap().known.unwrap().life, later.life, "once it recovers it is known");
    }

    #[test]
    fn where_all_acceptors_have_just_started_their_word_is_enough() {
        let mut node = blank();
        for acceptor in [1, 2] {
            node.stands(acceptor, Standing::Starting, Some(ballot(7, 1)));
        }
        assert!(!remembers(&mut node));
        node.stands(3, Standing::Starting, None);
        assert_eq!(node.host().round, 7 + MAX_AHEAD);
    }

    #[test]
    fn also_where_one_has_lost_its_disk_beside_them() {
        let mut node = blank();
        node.stands(1, Standing::Starting, Some(ballot(7, 1)));
        node.stands(3, Standing::Fresh, None);
        assert!(!remembers(&mut node));
        node.stands(2, Standing::Starting, Some(ballot(8, 2)));
        assert_eq!(node.host().round, 8 + MAX_AHEAD);
    }

    #[test]
    fn one_that_is_new_beside_them_does_not_make_a_round_that_cannot_be_believed() {
        let mut node = blank();
        node.promised_before(1, Some(ballot(MAX_NUMBER, 1)));
        node.stands(3, Standing::Fresh, None);
        node.promised_before(2, None);
        assert!(!remembers(&mut node));
        node.promised_before(3, None);
        assert_eq!(node.host().round, MAX_AHEAD);
    }

    #[test]
    fn but_not_where_those_in_doubt_may_be_a_phase_1_quorum() {
        let mut five = configuration(1);
        five.cluster.acceptors = (1..=5).collect();
        (five.cluster.phase1_quorum, five.cluster.phase2_quorum) = (2, 4);
        let mut node = Proposer::new(five, Memory { written_before_lives: true, ..Memory::default() });
        for acceptor in 1..=4 {
            node.stands(acceptor, Standing::Starting, Some(ballot(7, 1)));
        }
        node.stands(5, Standing::Fresh, None);
        assert!(!remembers(&mut node));
        node.stands(5, Standing::Starting, None);
        assert_eq!(node.host().round, 7 + MAX_AHEAD);
    }

    #[test]
    fn nothing_is_stored_before_so_that_the_disk_stays_recognisable_as_new() {
        let mut node = blank();
        node.heartbeat(1, HeartbeatRequest { ballot: ballot(7, 2), chosen_through: 4 }).unwrap();
        node.reach(&[(1, 4), (2, 4), (3, 4)]);
        node.tick(1_500, 0);
        assert_eq!((node.status(1).unwrap().chosen_through, node.host().stores), (4, 0));
        node.promised_before(1, Some(ballot(7, 2)));
        node.promised_before(2, Some(ballot(7, 2)));
        assert_eq!(node.host().progress.chosen_through, 4);
    }

    #[test]
    fn it_campaigns_only_then_and_above_all_that_it_may_have_used_or_given_away() {
        let mut node = blank();
        node.unheard([1_500, 2_200]);
        node.unheard([3_000, 4_000]);
        assert_eq!(node.status(1).unwrap().leadership, Leadership::Follower);
        assert!(node.status(1).unwrap().trouble.unwrap().contains("its disk is empty"));
        node.promised_before(1, Some(ballot(7, 2)));
        node.promised_before(3, None);
        assert_eq!(node.status(1).unwrap().trouble, None);
        node.unheard([5_000, 6_000]);
        assert_eq!(node.own_ballot(), ballot(7 + MAX_AHEAD + 1, 1));
    }

    #[test]
    fn it_gives_no_ballot_away_before_a_quorum_has_promised_what_it_tells_others_and_campaigns_for_that() {
        let mut node = blank();
        for acceptor in [1, 2] {
            node.promised_before(acceptor, Some(ballot(7, 2)));
        }
        assert_eq!(node.reserve_ballot(1, ANY), Err(Refusal::Overloaded(1000)));
        assert_eq!(node.host().round, 7 + MAX_AHEAD, "so one that forgets again begins at the same round");
        node.tick(1_020, 0);
        assert_eq!(node.own_ballot(), ballot(8 + MAX_AHEAD, 1));
        node.promise(1, &[], false);
        assert_eq!(node.reserve_ballot(1, ANY), Err(Refusal::Overloaded(1000)));
        node.promise(2, &[], false);
        assert_eq!(node.reserve_ballot(1, ANY), Ok(ballot(9 + MAX_AHEAD, 1)));
        node.tick(9_000, 0);
        assert_eq!(node.status(1).unwrap().leadership, Leadership::Follower, "there is no more to campaign for");
    }

    #[test]
    fn a_far_ballot_is_given_away_once_a_quorum_has_promised_as_far() {
        let mut node = follower();
        let far = ReserveBallotRequest { above: Some(ballot(MAX_TOLD, 2)) };
        assert_eq!(node.reserve_ballot(1, far), Err(Refusal::Overloaded(1000)));
        node.tick(1_020, 0);
        node.promise(1, &[], false);
        node.promise(3, &[], false);
        assert_eq!(node.reserve_ballot(1, far), Ok(ballot(MAX_TOLD + 2, 1)));
    }

    #[test]
    fn one_that_comes_back_over_its_disk_goes_above_what_acceptors_have_promised() {
        let mut node = ninth_again();
        assert!(remembers(&mut node), "what it remembers of an acceptor it tells at once");
        let recovering = AdmitRequest { standing: Standing::Recovering, ..admit(2, 1) };
        assert!(is_unavailable(node.admit(1, recovering)));
        assert!(is_unavailable(node.reserve_ballot(1, ANY)));
        node.promised_before(1, Some(ballot(14, 2)));
        node.promised_before(3, Some(ballot(9, 1)));
        node.stands(2, Standing::Recovering, None);
        assert_eq!(node.admit(1, recovering).unwrap().round, 14);
        assert_eq!((node.host().round, node.reserve_ballot(1, ANY)), (9, Ok(ballot(15, 1))));
    }

    #[test]
    fn acceptors_that_do_not_answer_are_not_waited_for_without_end_by_one_whose_disk_is_not_empty() {
        let mut node = ninth_again();
        node.promised_before(1, Some(ballot(14, 2)));
        let recovering = AdmitRequest { standing: Standing::Recovering, ..admit(2, 1) };
        node.tick(2_999, 0);
        assert!(is_unavailable(node.admit(1, recovering)));
        node.tick(3_000, 0);
        node.stands(2, Standing::Recovering, None);
        assert_eq!(node.admit(1, recovering).unwrap().round, 14);
        assert_eq!(node.reserve_ballot(1, ANY), Ok(ballot(15, 1)));
    }

    #[test]
    fn an_older_copy_is_found_out_by_a_promise_to_this_proposer_that_it_does_not_know_of() {
        let mut node = ninth_again();
        node.promised_before(1, Some(ballot(14, 2)));
        node.promised_before(3, Some(ballot(10, 1)));
        assert_eq!(node.host().round, 14 + MAX_AHEAD);
        assert!(node.host().lines.iter().any(|(_, text)| text.contains("an older copy")));
    }

    #[test]
    fn one_acceptor_that_tells_a_round_which_cannot_be_is_left_out_once_there_are_enough_others() {
        for liar in [1, 2, 3] {
            let mut node = blank();
            node.promised_before(liar, Some(ballot(MAX_NUMBER, 2)));
            let [one, other] = if liar == 1 { [2, 3] } else { [1, 5 - liar] };
            node.promised_before(one, Some(ballot(7, 2)));
            assert!(!remembers(&mut node));
            node.promised_before(other, Some(ballot(6, 2)));
            assert_eq!(node.host().round, 7 + MAX_AHEAD);
            assert_eq!(node.status(1).unwrap().left_out[0].acceptor, liar);
        }
    }

    #[test]
    fn rounds_that_a_quorum_has_promised_are_believed_however_far_they_are() {
        let mut node = blank();
        let far = 3 * MAX_STEP;
        node.promised_before(1, None);
        node.promised_before(2, Some(ballot(far, 2)));
        assert!(!remembers(&mut node));
        node.promised_before(3, Some(ballot(far + 1, 2)));
        assert_eq!(node.host().round, far + 1 + MAX_AHEAD);
    }

    #[test]
    fn rounds_that_witnesses_agree_about_need_no_more_of_them_however_far_they_are() {
        let mut node = blank();
        let far = 3 * MAX_STEP;
        node.promised_before(1, Some(ballot(far, 2)));
        let above = AdmitRequest { standing: Standing::Recovering, above: Some(far), ..admit(3, 1) };
        assert!(is_unavailable(node.admit(1, above)), "what is too far is not known yet");
        node.promised_before(2, Some(ballot(far + 1, 2)));
        assert_eq!(node.host().round, far + 1 + MAX_AHEAD);
    }

    #[test]
    fn no_acceptor_is_believed_so_far_that_the_others_cannot_promise_the_next_ballot() {
        let mut node = blank();
        node.promised_before(1, Some(ballot(7, 2)));
        node.promised_before(2, Some(ballot(7 + MAX_STEP, 2)));
        assert!(!remembers(&mut node));
        node.promised_before(3, Some(ballot(6, 2)));
        assert_eq!(node.host().round, 7 + MAX_AHEAD);

        let mut node = blank();
        node.promised_before(1, Some(ballot(7, 2)));
        node.promised_before(2, Some(ballot(7 + MAX_TOLD, 2)));
        assert_eq!(node.host().round, 7 + MAX_TOLD + MAX_AHEAD);
        node.unheard([5_000, 6_000]);
        assert!(node.own_ballot().round <= 7 + MAX_STEP);
    }

    #[test]
    fn where_no_round_is_left_it_does_not_begin_with_a_lower_one_and_its_disk_stays_recognisable_as_new() {
        let mut node = blank();
        for acceptor in [1, 2] {
            node.promised_before(acceptor, Some(ballot(MAX_NUMBER - MAX_AHEAD + 1, 2)));
        }
        node.unheard([5_000, 6_000]);
        let status = node.status(1).unwrap();
        assert!(status.trouble.unwrap().contains("no round is left above"));
        assert_eq!((status.leadership, node.host().round, node.host().stores), (Leadership::Follower, 0, 0));
        assert!(is_unavailable(node.reserve_ballot(1, ANY)));
        for acceptor in [1, 3] {
            node.promised_before(acceptor, Some(ballot(7, 2)));
        }
        assert_eq!((node.status(1).unwrap().trouble, node.host().round), (None, 7 + MAX_AHEAD));
    }

    #[test]
    fn campaigns_for_a_ballot_that_is_to_be_given_away_come_to_an_end() {
        let mut node = follower();
        let far = ReserveBallotRequest { above: Some(ballot(MAX_TOLD, 2)) };
        node.reserve_ballot(1, far).unwrap_err();
        for now in 1..60 {
            node.tick(1_000 * now, 0);
        }
        assert_eq!(node.own_ballot(), ballot(MAX_TOLD + 3, 1));
    }

    #[test]
    fn a_recovering_acceptor_counts_with_what_it_was_told_before_a_ballot_is_given_away() {
        let mut node = ninth_again();
        let far = 5 * MAX_AHEAD;
        node.promised_before(1, Some(ballot(far, 2)));
        node.tick(3_000, 0);
        assert!(is_unavailable(node.reserve_ballot(1, ANY)), "one alone is no quorum");
        let recovering = AdmitRequest { standing: Standing::Recovering, ..admit(2, 1) };
        node.admitted(recovering).unwrap();
        assert_eq!(node.host().progress.acceptors[1].fenced_round, far, "the round that it was told");
        assert_eq!(node.reserve_ballot(1, ANY), Ok(ballot(far + 1, 1)));

        let mut node = ninth_again();
        node.promised_before(1, Some(ballot(far, 2)));
        node.tick(3_000, 0);
        let above = AdmitRequest { above: Some(far), ..recovering };
        assert_eq!(node.admitted(above).unwrap().ballot, Some(ballot(far + 1, 1)), "also by one that was not told");
    }

    #[test]
    fn what_an_acceptor_promised_before_it_forgot_does_not_count() {
        let mut node = over(Memory { round: 9, ..Memory::default() });
        node.promised_before(1, Some(ballot(8, 2)));
        node.promised_before(2, Some(ballot(5 * MAX_AHEAD, 2)));
        node.promised_before(3, Some(ballot(5 * MAX_AHEAD, 2)));
        assert_eq!(node.quorum_round(), Some(5 * MAX_AHEAD));
        let recovering = AdmitRequest { standing: Standing::Recovering, ..admit(2, life::after(1, 0)) };
        node.admitted(recovering).unwrap();
        assert_eq!(node.quorum_round(), Some(9));
    }

    #[test]
    fn acceptors_that_recover_and_none_that_votes_are_no_quorum_to_give_a_ballot_away() {
        let mut node = blank();
        node.stands(1, Standing::Fresh, None);
        for acceptor in [2, 3] {
            node.stands(acceptor, Standing::Recovering, None);
        }
        node.tick(3_000, 0);
        for acceptor in [2, 3] {
            let life = life::after(1, 0);
            let recovering = AdmitRequest { standing: Standing::Recovering, ..admit(acceptor, life) };
            node.admitted(recovering).unwrap();
        }
        node.host_mut().statuses.clear();
        assert!(is_unavailable(node.reserve_ballot(1, ANY)));
        assert_eq!(node.host().statuses[0].1, [1, 2, 3], "they are asked");
        node.promised_before(1, None);
        assert_eq!(node.reserve_ballot(1, ANY), Ok(ballot(1, 1)));
    }

    #[test]
    fn acceptors_that_it_knows_to_have_promised_count_before_they_tell_again() {
        let mut node = leader();
        node.commands(&[command(1, "a")]).unwrap();
        node.acceptance(1, 1, 1);
        node.acceptance(2, 1, 1);
        let mut node = starting(node.into_host());
        node.promised_before(3, None);
        node.tick(3_000, 0);
        assert_eq!(node.reserve_ballot(1, ANY), Ok(ballot(2, 1)));
    }

    #[test]
    fn a_vote_of_an_acceptor_whose_life_it_does_not_know_counts_once_its_life_is_on_disk() {
        let mut node = blank();
        for acceptor in [1, 2] {
            node.promised_before(acceptor, None);
        }
        node.unheard([5_000, 6_000]);
        node.promises(1, &[], false);
        node.host_mut().statuses.clear();
        for _ in 0..3 {
            node.promises(3, &[], false);
        }
        assert_eq!(node.status(1).unwrap().leadership, Leadership::Candidate);
        assert_eq!(node.host().statuses.len(), 1, "it is asked, and not more often than it can answer");
        node.promises(2, &[], false);
        node.commands(&[command(1, "a")]).unwrap();
        node.accepts(1, 1, 1);
        node.accepts(3, 1, 1);
        assert_eq!(node.status(1).unwrap().chosen_through, 0);
        let flushes = node.host().flushes;
        node.promised_before(3, None);
        assert_eq!((node.host().flushes, node.host().progress.acceptors[2].life), (flushes + 1, 1));
        node.accepts(3, 1, 1);
        assert_eq!(node.status(1).unwrap().chosen_through, 1);
    }

    #[test]
    fn also_one_that_comes_back_over_its_disk_remembers_the_acceptors_that_tell() {
        let mut node = ninth_again();
        for acceptor in [1, 2] {
            node.promised_before(acceptor, Some(ballot(9, 1)));
        }
        let remembered: Vec<_> = node.host().progress.acceptors.iter().map(|it| it.acceptor).collect();
        assert_eq!(remembered, [1, 2]);
    }

    #[test]
    fn a_status_that_cannot_be_tells_nothing() {
        let mut node = blank();
        for acceptor in [1, 2, 3] {
            node.promised_before(acceptor, Some(ballot(7, 9)));
            node.promised_before(acceptor, Some(ballot(MAX_NUMBER + 1, 1)));
            node.promised_before(acceptor + 3, None);
        }
        assert!(!remembers(&mut node));
    }
}
