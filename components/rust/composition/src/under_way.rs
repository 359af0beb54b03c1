use alloc::collections::BTreeMap;
use alloc::vec::Vec;

/// How many messages are under way at most.
const CAPACITY: usize = 10_000;

/// Messages that have been sent, and neither arrived nor been lost.
pub struct UnderWay<T> {
    messages: BTreeMap<u64, T>,
    last: u64,
}

impl<T: Clone> UnderWay<T> {
    pub fn new() -> UnderWay<T> {
        UnderWay { messages: BTreeMap::new(), last: 0 }
    }

    /// Puts the message of the next number under way; none where too many are.
    pub fn put(&mut self, message: impl FnOnce(u64) -> T) -> Option<&T> {
        if self.messages.len() >= CAPACITY {
            return None;
        }
        self.last = self.last.saturating_add(1);
        Some(self.messages.entry(self.last).or_insert(message(self.last)))
    }

    pub fn take(&mut self, number: u64) -> Option<T> {
        self.messages.remove(&number)
    }

    pub fn copy(&self, number: u64) -> Option<T> {
        self.messages.get(&number).cloned()
    }

    pub fn numbers(&self) -> Vec<u64> {
        self.messages.keys().copied().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_that_was_taken_is_gone_and_one_that_was_copied_is_not() {
        let mut network = UnderWay::new();
        assert_eq!(network.put(|number| number * 10), Some(&10));
        assert_eq!(network.put(|number| number * 10), Some(&20));
        assert_eq!(network.copy(1), Some(10));
        assert_eq!(network.take(1), Some(10));
        assert_eq!(network.take(1), None);
        assert_eq!(network.numbers(), [2]);
    }

    #[test]
    fn a_full_network_takes_no_more_and_counts_on_where_it_was() {
        let mut network = UnderWay::new();
        for _ in 0..CAPACITY {
            assert!(network.put(|_| ()).is_some());
        }
        assert_eq!(network.put(|_| ()), None);
        network.take(1);
        network.put(|number| assert_eq!(number, 10_001));
    }
}
