//! Uses the standard library as programs do, and so WASI.

#[allow(warnings)]
mod bindings {
    wit_bindgen::generate!({
        path: "wit",
        world: "program",
    });
}

use bindings::exports::test::guest::guest::Guest;
use std::hash::{BuildHasher, RandomState};
use std::io::{Read, Write};
use std::thread::sleep;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

struct Program;

fn told<T>(result: std::io::Result<T>) -> Result<T, String> {
    result.map_err(|error| error.to_string())
}

impl Guest for Program {
    fn say(line: String, problem: String) -> Result<(), String> {
        told(writeln!(std::io::stdout(), "{line}"))?;
        told(std::io::stdout().flush())?;
        told(writeln!(std::io::stderr(), "{problem}"))
    }

    fn hear() -> Result<String, String> {
        let mut heard = String::new();
        told(std::io::stdin().read_to_string(&mut heard))?;
        Ok(heard)
    }

    fn arguments() -> Vec<String> {
        std::env::args().collect()
    }

    fn variables() -> Vec<(String, String)> {
        std::env::vars().collect()
    }

    fn clocks() -> (u64, u64) {
        let wall = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
        let before = Instant::now();
        (wall, before.elapsed().as_nanos() as u64)
    }

    fn sleep(millis: u32) -> u64 {
        let before = Instant::now();
        sleep(Duration::from_millis(millis.into()));
        before.elapsed().as_nanos() as u64
    }

    fn hash(word: String) -> u64 {
        RandomState::new().hash_one(word)
    }

    fn read(path: String) -> Result<String, String> {
        told(std::fs::read_to_string(path))
    }

    fn leave(code: u8) {
        std::process::exit(code.into())
    }

    fn panic(why: String) {
        panic!("{why}");
    }
}

bindings::export!(Program with_types_in bindings);
