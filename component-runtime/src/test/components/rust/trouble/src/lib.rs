//! Misbehaves in every way that a host must bear.

#[allow(warnings)]
mod bindings {
    wit_bindgen::generate!({
        path: "wit",
        world: "trouble-world",
    });
}

use bindings::exports::test::trouble::trouble::{Entry, Guest};
use std::cell::{Cell, RefCell};
use std::hint::black_box;

struct Trouble;

thread_local! {
    static COUNT: Cell<u32> = const { Cell::new(0) };
    static KEPT: RefCell<Vec<Vec<u8>>> = const { RefCell::new(Vec::new()) };
}

impl Guest for Trouble {
    fn spin() {
        let mut turns = 0u64;
        loop {
            turns = black_box(turns.wrapping_add(1));
        }
    }

    fn recurse(depth: u64) -> u64 {
        if black_box(depth) == u64::MAX { 0 } else { black_box(Self::recurse(depth + 1)) + 1 }
    }

    fn eat() -> u64 {
        loop {
            black_box(Self::keep(1 << 20));
        }
    }

    fn keep(bytes: u32) -> u64 {
        KEPT.with_borrow_mut(|kept| {
            kept.push(vec![1; bytes as usize]);
            kept.iter().map(|each| each.len() as u64).sum()
        })
    }

    fn panic(text: String) {
        panic!("{text}");
    }

    fn call_host(argument: u32) -> u32 {
        COUNT.set(COUNT.get() + 1);
        bindings::host::call(argument)
    }

    fn count() -> u32 {
        COUNT.get()
    }

    fn batch(entries: Vec<Entry>) -> Vec<Entry> {
        entries
    }
}

bindings::export!(Trouble with_types_in bindings);
