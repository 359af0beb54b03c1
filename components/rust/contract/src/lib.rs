//! The types of the WIT packages in Rust's words, and the rules about them that every role keeps.
//!
//! The types are written by hand so that the roles can be compiled and tested without a component around them; the code
//! that `wit-bindgen` generates for each component reads and builds them field by field, so a type that differs from
//! its WIT does not compile.

#![no_std]
#![cfg_attr(test, allow(clippy::arithmetic_side_effects, reason = "a test may panic"))]

extern crate alloc;

pub mod acceptor;
pub mod batch;
pub mod client;
pub mod coordinator;
pub mod learner;
pub mod life;
pub mod limits;
pub mod log;
pub mod node;
pub mod proposer;
pub mod quorum;
mod refusal;
pub mod storage;
#[cfg(feature = "testing")]
pub mod testing;
pub mod types;
