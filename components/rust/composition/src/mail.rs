use alloc::vec::Vec;
use core::mem;

/// How many messages a mailbox holds at most.
const CAPACITY: usize = 4096;

/// What a node has sent since its mailbox was last emptied.
pub struct Mail<T>(Vec<T>);

impl<T> Mail<T> {
    pub fn new() -> Mail<T> {
        Mail(Vec::new())
    }

    /// Keeps a message; in a full mailbox it is lost, as on any network.
    pub fn put(&mut self, message: T) {
        if self.0.len() < CAPACITY {
            self.0.push(message);
        }
    }

    pub fn take(&mut self) -> Vec<T> {
        mem::take(&mut self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sent_comes_in_its_order_and_once() {
        let mut mail = Mail::new();
        mail.put('a');
        mail.put('b');
        assert_eq!(mail.take(), ['a', 'b']);
        assert_eq!(mail.take(), []);
    }

    #[test]
    fn a_full_mailbox_loses_what_comes_last() {
        let mut mail = Mail::new();
        (0..=CAPACITY).for_each(|number| mail.put(number));
        assert_eq!(mail.take().last(), Some(&4095));
    }
}
