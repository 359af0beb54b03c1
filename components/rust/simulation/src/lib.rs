//! A whole cluster of the roles in one thread. Everything that happens follows from a seed: which messages are lost,
//! doubled, late or out of order, who crashes when and with what on disk, whose clock draws what. So a failure is found
//! again with its seed.

mod cluster;
mod disks;
mod faults;
mod ghosts;
mod host;
mod manual;
mod network;
mod node;
mod random;
mod run;

pub use run::{Outcome, run};
