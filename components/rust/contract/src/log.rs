//! `paxos:host/log`, as the roles see it.

use crate::types::NodeId;
use alloc::collections::BTreeMap;
use core::fmt::Arguments;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    Info,
    Warn,
    Error,
}

pub trait Log {
    fn write(&mut self, level: Level, message: Arguments<'_>);
}

/// The first pause after a line that comes again, and the longest, in milliseconds.
const FIRST_PAUSE_MILLIS: u64 = 10_000;
const LONGEST_PAUSE_MILLIS: u64 = 600_000;
/// Lines that are remembered; what is beyond is written each time.
const MAX_REMEMBERED: usize = 256;

/// What is met again with every retry is written once, and then how often it came: first after ten seconds, then after
/// twice as long each time, up to ten minutes. What has not come for that long is new again. The numbers in a line may
/// differ each time, so it is known by what it is about and by the node that it is about.
#[derive(Default)]
pub struct Repeats(BTreeMap<(Level, &'static str, NodeId), Repeat>);

struct Repeat {
    told: u64,
    last: u64,
    times: u64,
    pause: u64,
}

impl Repeats {
    /// Writes a line about a node, unless it was written lately.
    pub fn write(
        &mut self,
        log: &mut impl Log,
        now: u64,
        level: Level,
        (about, node): (&'static str, NodeId),
        message: Arguments<'_>,
    ) {
        let key = (level, about, node);
        let Some(repeat) = self.0.get_mut(&key).filter(|it| now.saturating_sub(it.last) <= it.pause) else {
            let new = Repeat { told: now, last: now, times: 0, pause: FIRST_PAUSE_MILLIS };
            if self.0.len() < MAX_REMEMBERED || self.0.contains_key(&key) {
                self.0.insert(key, new);
            }
            return log.write(level, message);
        };
        repeat.last = now;
        repeat.times = repeat.times.saturating_add(1);
        let since = now.saturating_sub(repeat.told);
        if since < repeat.pause {
            return;
        }
        let (times, seconds) = (repeat.times, since / 1_000);
        repeat.told = now;
        repeat.times = 0;
        repeat.pause = repeat.pause.saturating_mul(2).min(LONGEST_PAUSE_MILLIS);
        log.write(level, format_args!("{message} (the last of {times} times in {seconds} s)"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::format;
    use alloc::string::String;
    use alloc::vec::Vec;

    #[derive(Default)]
    struct Lines(Vec<String>);

    impl Log for Lines {
        fn write(&mut self, _: Level, message: Arguments<'_>) {
            self.0.push(format!("{message}"));
        }
    }

    #[test]
    fn a_line_that_comes_again_and_again_is_written_once_and_then_less_and_less_often_with_a_count() {
        let (mut repeats, mut lines) = (Repeats::default(), Lines::default());
        for second in 0..=70 {
            repeats.write(&mut lines, second * 1_000, Level::Warn, ("refused", 1), format_args!("no, {second}"));
        }
        let expected = [
            "no, 0",
            "no, 10 (the last of 10 times in 10 s)",
            "no, 30 (the last of 20 times in 20 s)",
            "no, 70 (the last of 40 times in 40 s)",
        ];
        assert_eq!(lines.0, expected);
    }

    #[test]
    fn other_levels_nodes_and_matters_are_lines_of_their_own() {
        let (mut repeats, mut lines) = (Repeats::default(), Lines::default());
        let keys = [(Level::Warn, "a", 1), (Level::Error, "a", 1), (Level::Warn, "b", 1), (Level::Warn, "a", 2)];
        for _ in 0..2 {
            for (level, about, node) in keys {
                repeats.write(&mut lines, 1, level, (about, node), format_args!("x"));
            }
        }
        assert_eq!(lines.0.len(), 4);
    }

    #[test]
    fn what_has_not_come_for_long_is_new_again() {
        let (mut repeats, mut lines) = (Repeats::default(), Lines::default());
        for now in [0, 1, 10_002, 10_003] {
            repeats.write(&mut lines, now, Level::Warn, ("a", 1), format_args!("{now}"));
        }
        assert_eq!(lines.0, ["0", "10002"]);
    }

    #[test]
    fn what_is_remembered_is_bounded_and_the_rest_is_written() {
        let (mut repeats, mut lines) = (Repeats::default(), Lines::default());
        for node in (0..1_000).chain(0..1_000) {
            repeats.write(&mut lines, 1, Level::Warn, ("a", node), format_args!("x"));
        }
        assert_eq!((repeats.0.len(), lines.0.len()), (256, 2_000 - 256));
    }
}
