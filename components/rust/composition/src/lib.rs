//! The parts that make one component of a cluster. Roles stay as they are: a mailbox stands for the outbox of each, a
//! router for several nodes of a role, and the pump for the network. See components/composed/README.md.
//!
//! Each part is a component, built with the feature of its name.

#![no_std]
#![cfg_attr(test, allow(clippy::arithmetic_side_effects, reason = "a test may panic"))]

extern crate alloc;

/// Memory, also for parts that keep nothing.
#[cfg(target_arch = "wasm32")]
use guest as _;

#[cfg_attr(not(test), allow(dead_code, reason = "of mailboxes only"))]
mod mail;
#[cfg(target_arch = "wasm32")]
#[macro_use]
mod mailbox;
#[cfg_attr(not(test), allow(dead_code, reason = "of the pump only"))]
mod under_way;

#[cfg(all(target_arch = "wasm32", feature = "part-acceptor-hosts"))]
mod acceptor_hosts;
#[cfg(all(target_arch = "wasm32", feature = "part-acceptor-mailbox"))]
mod acceptor_mailbox;
#[cfg(all(target_arch = "wasm32", feature = "part-acceptors"))]
mod acceptors;
#[cfg(all(target_arch = "wasm32", feature = "part-client-hosts"))]
mod client_hosts;
#[cfg(all(target_arch = "wasm32", feature = "part-client-mailbox"))]
mod client_mailbox;
#[cfg(all(target_arch = "wasm32", feature = "part-coordinators"))]
mod coordinators;
#[cfg(all(target_arch = "wasm32", feature = "part-learner-hosts"))]
mod learner_hosts;
#[cfg(all(target_arch = "wasm32", feature = "part-learner-mailbox"))]
mod learner_mailbox;
#[cfg(all(target_arch = "wasm32", feature = "part-learners"))]
mod learners;
#[cfg(all(target_arch = "wasm32", feature = "part-proposer-hosts"))]
mod proposer_hosts;
#[cfg(all(target_arch = "wasm32", feature = "part-proposer-mailbox"))]
mod proposer_mailbox;
#[cfg(all(target_arch = "wasm32", feature = "part-proposers"))]
mod proposers;
#[cfg(all(target_arch = "wasm32", feature = "part-pump"))]
mod pump;
