//! Uses resources of the host, and defines one of its own.

#[allow(warnings)]
mod bindings {
    wit_bindgen::generate!({
        path: "wit",
        world: "depot",
    });
}

use bindings::exports::test::depot::counters::{Counter, CounterBorrow, Guest, GuestCounter, Pair};
use bindings::test::depot::store::{self, File, Found};
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;

struct Depot;

struct Counted(Cell<u32>);

thread_local! {
    static LIVE: Cell<u32> = const { Cell::new(0) };
    static KEPT: RefCell<VecDeque<File>> = const { RefCell::new(VecDeque::new()) };
}

impl Counted {
    fn of(value: u32) -> Self {
        LIVE.set(LIVE.get() + 1);
        Counted(Cell::new(value))
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        LIVE.set(LIVE.get() - 1);
    }
}

impl GuestCounter for Counted {
    fn new(start: u32) -> Self {
        Counted::of(start)
    }

    fn value(&self) -> u32 {
        self.0.get()
    }

    fn add(&self, more: u32) -> u32 {
        self.0.set(self.0.get() + more);
        self.0.get()
    }

    fn exceeds(&self, other: CounterBorrow<'_>) -> bool {
        self.0.get() > other.get::<Counted>().0.get()
    }

    fn merged(counters: Vec<Counter>) -> Counter {
        Counter::new(Counted::of(counters.iter().map(|each| each.get::<Counted>().0.get()).sum()))
    }

    fn close(&self, into: &File) {
        into.append(&self.0.get().to_string()).unwrap();
    }
}

impl Guest for Depot {
    type Counter = Counted;

    fn live() -> u32 {
        LIVE.get()
    }

    fn largest(counters: Vec<CounterBorrow<'_>>) -> Option<u32> {
        counters.iter().map(|each| each.get::<Counted>().0.get()).max()
    }

    fn paired(label: String, first: Counter, second: Option<Counter>) -> Pair {
        Pair { label, first, second }
    }

    fn swapped(pair: Pair) -> Pair {
        match pair.second {
            Some(second) => Pair { label: pair.label, first: second, second: Some(pair.first) },
            None => pair,
        }
    }

    fn work(names: Vec<String>) -> u32 {
        let mut all = File::new("all");
        for name in names {
            let file = File::new(&name);
            file.append(&name).unwrap();
            all = File::merged(all, &file);
        }
        let empty = File::new("empty");
        store::total(&[&all, &empty])
    }

    fn found_lines(prefix: String) -> Result<u32, String> {
        match store::find(&prefix) {
            Found::Nothing => Err(format!("nothing begins with {prefix}")),
            Found::One(file) => Ok(file.lines().len() as u32),
            Found::Several(files) => Ok(store::total(&files.iter().map(|(_, file)| file).collect::<Vec<_>>())),
        }
    }

    fn search(prefix: String) -> Found {
        store::find(&prefix)
    }

    fn sign(file: &File, line: String) -> u32 {
        match file.append(&line) {
            Ok(lines) => lines,
            Err(full) => full.lines,
        }
    }

    fn keep(file: File) {
        KEPT.with_borrow_mut(|kept| kept.push_back(file));
    }

    fn give_back() -> Option<File> {
        KEPT.with_borrow_mut(|kept| kept.pop_front())
    }

    fn fail(name: String) {
        let _file = File::new(&name);
        panic!("failed with {name} open");
    }
}

bindings::export!(Depot with_types_in bindings);
