//! `paxos:host/log`, as the roles see it.

use core::fmt::Arguments;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    Info,
    Warn,
    Error,
}

pub trait Log {
    fn write(&mut self, level: Level, message: Arguments<'_>);
}
