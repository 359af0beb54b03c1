//! Many seeds of simulation. `PAXOS_SEED=n` runs one of them again, `PAXOS_SEEDS=n` that many.

use simulation::{Outcome, run};
use std::env;
use std::panic::catch_unwind;

fn number(name: &str) -> Option<u64> {
    env::var(name).ok().map(|value| value.parse().unwrap_or_else(|_| panic!("{name} is no number: {value}")))
}

#[test]
fn whatever_goes_wrong_learners_agree_and_every_command_is_chosen_in_the_end() {
    let single = number("PAXOS_SEED");
    let seeds = match single {
        Some(seed) => seed..seed + 1,
        None => 0..number("PAXOS_SEEDS").unwrap_or(1_000),
    };
    let mut all = Outcome::default();
    for seed in seeds {
        let outcome = catch_unwind(|| run(seed)).unwrap_or_else(|_| panic!("seed {seed} panicked"));
        let outcome = outcome.unwrap_or_else(|why| panic!("seed {seed}: {why}"));
        all.submitted += outcome.submitted;
        all.reported += outcome.reported;
        all.chosen += outcome.chosen;
        all.crashes += outcome.crashes;
        all.manual_rounds += outcome.manual_rounds;
        all.lost_disks += outcome.lost_disks;
        all.lost_rounds += outcome.lost_rounds;
        all.recoveries += outcome.recoveries;
        all.highest_round = all.highest_round.max(outcome.highest_round);
    }
    println!("{all:?}");
    let lost_disks = all.lost_disks > 0 && all.lost_rounds > 0;
    let exercised = all.reported > 0 && all.crashes > 0 && all.manual_rounds > 0 && lost_disks;
    assert!(single.is_some() || exercised, "the simulation exercised nothing: {all:?}");
}
