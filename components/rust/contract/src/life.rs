//! The lives of an acceptor's store: how often it was recovered, then a number drawn at random. A later life is a
//! greater number, and two stores that nobody compared are told apart.

use crate::limits::MAX_NUMBER;

const DRAWN_BITS: u32 = 40;
/// How many recoveries one report may be ahead of what is known; more than that is no report to believe.
pub const MAX_RECOVERIES_AHEAD: u64 = 1024;

fn recoveries(life: u64) -> u64 {
    life.wrapping_shr(DRAWN_BITS)
}

fn of(recoveries: u64, random: u64) -> u64 {
    let drawn = random & 1u64.wrapping_shl(DRAWN_BITS).wrapping_sub(1);
    recoveries.wrapping_shl(DRAWN_BITS).saturating_add(drawn.max(1)).min(MAX_NUMBER)
}

/// The life of a new store.
pub fn first(random: u64) -> u64 {
    of(0, random)
}

/// A life after this one.
pub fn after(life: u64, random: u64) -> u64 {
    of(recoveries(life).saturating_add(1), random)
}

/// Whether a life that is told of may follow one that is known.
pub fn is_plausible(told: u64, known: u64) -> bool {
    told <= MAX_NUMBER && recoveries(told) <= recoveries(known).saturating_add(MAX_RECOVERIES_AHEAD)
}

#[cfg(test)]
mod tests {
    use super::{MAX_RECOVERIES_AHEAD, after, first, is_plausible};
    use crate::limits::MAX_NUMBER;

    #[test]
    fn a_recovered_life_is_later_than_any_that_was_drawn_before() {
        assert!(first(u64::MAX) < after(first(0), 0));
        assert!(after(first(9), u64::MAX) < after(after(first(9), u64::MAX), 0));
        assert!(first(0) > 0 && first(u64::MAX) <= MAX_NUMBER);
    }

    #[test]
    fn a_life_far_ahead_of_what_is_known_is_not_believed() {
        let mut life = first(7);
        for _ in 0..MAX_RECOVERIES_AHEAD {
            life = after(life, 7);
        }
        assert!(is_plausible(life, first(7)));
        assert!(!is_plausible(after(life, 7), first(7)));
        assert!(!is_plausible(MAX_NUMBER, first(7)) && !is_plausible(u64::MAX, MAX_NUMBER));
    }
}
