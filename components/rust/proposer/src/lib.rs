//! The proposer of Paxos: it watches the leader, campaigns when there is none, and leads: Lamport, *Paxos Made Simple*
//! (2001), 2.2 and 3, and van Renesse and Altinbuken, *Paxos Made Moderately Complex* (2015), with the quorums of
//! Howard, Malkhi and Spiegelman, *Flexible Paxos* (2016).

#![no_std]
#![cfg_attr(test, allow(clippy::arithmetic_side_effects, reason = "a test may panic"))]

extern crate alloc;

const _: () = assert!(
    cfg!(feature = "mutant-picks-wrong-value") as u8
        + cfg!(feature = "mutant-moves-value-to-another-slot") as u8
        + cfg!(feature = "mutant-drops-gap") as u8
        + cfg!(feature = "mutant-counts-acceptor-twice") as u8
        + cfg!(feature = "mutant-reuses-ballot-after-restart") as u8
        + cfg!(feature = "mutant-overwrites-what-it-knows-to-be-chosen") as u8
        + cfg!(feature = "mutant-takes-an-empty-disk-for-new") as u8
        + cfg!(feature = "mutant-gives-ballots-away-again") as u8
        <= 1,
    "a mutant breaks one rule: enable one of its features"
);

mod accept_answered;
mod acceptors;
mod admit;
mod campaign;
#[cfg(target_arch = "wasm32")]
mod component;
mod extents;
mod heartbeat;
mod leading;
mod memory;
mod open_slots;
mod outliers;
mod pre_check;
mod prepare_answered;
mod propose;
mod recover;
mod reserve_ballot;
mod resolve;
mod status;
mod take_over;
#[cfg(test)]
mod testing;
mod tick;

use acceptors::Acceptors;
use alloc::collections::BTreeMap;
use alloc::string::String;
use campaign::Campaign;
use contract::acceptor::{AcceptRequest, LeaderHeartbeatRequest, PrepareRequest};
use contract::limits;
use contract::log::{Level, Log, Repeats};
use contract::node::Configuration;
use contract::proposer::HeartbeatRequest;
use contract::quorum::AcceptorSet;
use contract::storage::Progress;
use contract::types::{Ballot, NodeId, Refusal, Slot};
use core::fmt::Arguments;
use extents::Extents;
use leading::Leading;
use memory::{MAX_TOLD, Memory};
use open_slots::OpenSlots;
use pre_check::PreCheck;

/// What the node around a proposer does for it: `paxos:host/proposer-storage` and `paxos:proposer/proposer-outbox`.
pub trait Host: Log {
    fn load_round(&self) -> u64;
    fn store_round(&mut self, round: u64);
    fn load_progress(&self) -> Option<Progress>;
    fn store_progress(&mut self, progress: &Progress);
    fn flush_progress(&mut self);
    fn prepare(&mut self, call: u64, acceptor: NodeId, request: PrepareRequest);
    fn accept(&mut self, call: u64, acceptors: &[NodeId], request: &AcceptRequest);
    fn heartbeat(&mut self, call: u64, proposer: NodeId, request: HeartbeatRequest);
    fn acceptor_heartbeat(&mut self, call: u64, acceptors: &[NodeId], request: LeaderHeartbeatRequest);
    fn acceptor_status(&mut self, call: u64, acceptors: &[NodeId]);
}

pub struct Proposer<H> {
    host: H,
    configuration: Configuration,
    now: u64,
    calls: u64,
    random: u64,
    /// The highest round used or reserved. It is on disk before anyone hears of it, so no ballot is used twice.
    round: u64,
    /// The highest round met anywhere: a new ballot goes above it.
    seen_round: u64,
    /// The highest ballot that is known to lead or to be promised.
    known: Option<Ballot>,
    /// This proposer's latest ballot.
    ballot: Option<Ballot>,
    leader: Option<NodeId>,
    /// When this proposer last knew a leader.
    led_at: u64,
    /// All slots up to this one are chosen: counted here, or said by a leader and confirmed by what acceptors hold.
    chosen_through: Slot,
    acceptors: Acceptors,
    memory: Memory,
    /// Whether something has been counted since progress was last stored.
    unstored: bool,
    extents: Extents,
    /// The acceptors that have rejected the ballot in use.
    rejecting: AcceptorSet,
    /// How often in a row each acceptor has turned this proposer away.
    rejections: BTreeMap<NodeId, u32>,
    /// The rounds that acceptors say they have promised, where those cannot be believed of one alone.
    far_rounds: BTreeMap<NodeId, u64>,
    /// The acceptors whose promises report what cannot be: phase 1 goes on without them.
    excluded: AcceptorSet,
    /// Why each acceptor that is not counted on is not.
    left_out: BTreeMap<NodeId, String>,
    /// What keeps this proposer from leading although acceptors answer.
    trouble: Option<String>,
    heartbeat_at: u64,
    resolve_not_before: u64,
    state: State,
    repeats: Repeats,
}

enum State {
    /// Before the first tick.
    New,
    Follower(Follower),
    /// In phase 1, and proposing again what it brings up.
    Campaigning(Campaign, OpenSlots),
    Leading(Leading, OpenSlots),
}

struct Follower {
    /// When to campaign, should no quorum of acceptors hear a leader by then.
    campaign_at: u64,
    /// Whether the acceptors hear one: asked when the time comes near.
    check: Option<PreCheck>,
    /// Whether too few acceptors answered last.
    isolated: bool,
}

impl Follower {
    fn until(campaign_at: u64) -> State {
        State::Follower(Follower { campaign_at, check: None, isolated: false })
    }
}

impl<H: Host> Proposer<H> {
    /// Recovers a proposer from its storage. What it had open is recovered by whoever leads next.
    pub fn new(configuration: Configuration, host: H) -> Proposer<H> {
        let round = if cfg!(feature = "mutant-reuses-ballot-after-restart") { 0 } else { host.load_round() };
        let progress = host.load_progress();
        let memory = Memory::of(progress.is_none() && host.load_round() == 0);
        let without_progress = progress.is_none() && round > 0;
        let Progress { chosen_through, acceptors } = progress.unwrap_or_default();
        let older_than_lives = without_progress || (acceptors.is_empty() && chosen_through > 0);
        let acceptors = Acceptors::recovered(acceptors, &configuration.cluster.acceptors, older_than_lives);
        let proposer = configuration.cluster.self_;
        Proposer {
            host,
            configuration,
            now: 0,
            calls: 0,
            random: 0,
            round,
            seen_round: round,
            known: None,
            ballot: (round > 0).then_some(Ballot { round, proposer }),
            leader: None,
            led_at: 0,
            chosen_through,
            acceptors,
            memory,
            unstored: false,
            extents: Extents::default(),
            rejecting: AcceptorSet::default(),
            rejections: BTreeMap::new(),
            far_rounds: BTreeMap::new(),
            excluded: AcceptorSet::default(),
            left_out: BTreeMap::new(),
            trouble: None,
            heartbeat_at: 0,
            resolve_not_before: 0,
            state: State::New,
            repeats: Repeats::default(),
        }
    }

    /// Says what a retry may bring up again.
    fn say(&mut self, level: Level, about: &'static str, node: NodeId, message: Arguments<'_>) {
        self.repeats.write(&mut self.host, self.now, level, (about, node), message);
    }

    pub fn host(&self) -> &H {
        &self.host
    }

    pub fn host_mut(&mut self) -> &mut H {
        &mut self.host
    }

    pub fn into_host(self) -> H {
        self.host
    }

    fn election_timeout(&self) -> u64 {
        u64::from(self.configuration.timing.election_timeout_millis).max(1)
    }

    /// The next number of a generator (xorshift, Marsaglia 2003) that every tick's random number goes into.
    fn next_random(&mut self) -> u64 {
        let mut it = self.random | 1;
        it ^= it.wrapping_shl(13);
        it ^= it.wrapping_shr(7);
        it ^= it.wrapping_shl(17);
        self.random = it;
        it
    }

    fn heartbeat_pause(&self) -> u64 {
        u64::from(self.configuration.timing.heartbeat_millis).max(1)
    }

    /// An election timeout and up to half as much again, at random, so that proposers do not campaign against each
    /// other for long.
    fn patience(&mut self) -> u64 {
        let timeout = self.election_timeout();
        timeout.saturating_add(self.next_random().checked_rem(timeout / 2).unwrap_or(0))
    }

    /// A round met elsewhere.
    fn saw_round(&mut self, round: u64) {
        if self.possible("round", round).is_ok() {
            self.seen_round = self.seen_round.max(round);
        }
    }

    /// A round that is far beyond what is known is not believed of one node.
    fn possible(&self, field: &str, round: u64) -> Result<(), Refusal> {
        limits::step_of(MAX_TOLD, field, round, self.highest_round())
    }

    /// What keeps this proposer from leading; said once in the log.
    fn troubled(&mut self, why: String) {
        if self.trouble.as_ref() != Some(&why) {
            self.host.write(Level::Error, format_args!("{why}"));
            self.trouble = Some(why);
        }
    }

    /// Writes a round down before anyone hears of it. Beside the first one stands what acceptors have said, though it
    /// be nothing: a store with rounds alone is from before that was written down.
    fn use_round(&mut self, round: u64) {
        if self.round == 0 {
            self.store_progress();
            self.host.flush_progress();
        }
        self.host.store_round(round);
        self.round = round;
    }

    /// Writes down what was counted. Nothing waits for it: an older figure is safe.
    fn store_progress(&mut self) {
        self.unstored = self.memory.is_blank();
        if self.unstored {
            return;
        }
        let progress = Progress { chosen_through: self.chosen_through, acceptors: self.acceptors.known() };
        self.host.store_progress(&progress);
    }

    /// A ballot that stands in the way of lower ones.
    fn knew(&mut self, ballot: Ballot) {
        self.saw_round(ballot.round);
        if ballot.round <= self.highest_round() {
            self.known = self.known.max(Some(ballot));
        }
    }

    /// The ballot of this proposer's campaign or leadership.
    fn ballot_in_use(&self) -> Option<Ballot> {
        match &self.state {
            State::New | State::Follower(_) => None,
            State::Campaigning(campaign, _) => Some(campaign.ballot),
            State::Leading(leading, _) => Some(leading.ballot),
        }
    }

    /// Follows, whoever will lead. What was open is left to the next leader, which finds it in its phase 1.
    fn step_down(&mut self, why: Arguments<'_>) {
        match &self.state {
            State::Leading(leading, _) => {
                let round = leading.ballot.round;
                self.host.write(Level::Info, format_args!("stepping down from leading at round {round}: {why}"));
            }
            State::Campaigning(campaign, _) => {
                let round = campaign.ballot.round;
                self.say(Level::Info, "gave up", 0, format_args!("giving up the campaign at round {round}: {why}"));
            }
            State::New | State::Follower(_) => {}
        }
        self.leader = None;
        self.state = Follower::until(self.now.saturating_add(self.patience()));
    }

    /// An acceptor has promised a higher ballot than the one in use (Paxos Made Moderately Complex, 2.3: preempted).
    fn preempted(&mut self, ballot: Ballot) {
        self.knew(ballot);
        if self.ballot_in_use().is_some_and(|own| own < ballot) {
            let Ballot { round, proposer } = ballot;
            let led = matches!(self.state, State::Leading(..));
            self.step_down(format_args!("preempted by ballot ({round}, {proposer})"));
            // A ballot that this proposer gave away itself: nobody else leads by it.
            if led && proposer == self.configuration.cluster.self_ {
                self.campaign();
            }
        }
    }

    /// Phase 2a: asks every acceptor to accept what is open from a slot on, in as few requests as the bounds allow.
    fn send_open(&mut self, ballot: Ballot, first_slot: Slot) {
        let (State::Campaigning(_, open) | State::Leading(_, open)) = &mut self.state else { return };
        let mut first_slot = first_slot;
        loop {
            let entries = open.lend_batch(first_slot, &self.configuration.bounds);
            if entries.is_empty() {
                return;
            }
            self.calls = self.calls.saturating_add(1);
            let request = AcceptRequest { ballot, first_slot, entries };
            self.host.accept(self.calls, &self.configuration.cluster.acceptors, &request);
            first_slot = open.take_back(first_slot, request.entries);
        }
    }
}
