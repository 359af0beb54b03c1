//! How values are parted into requests.

use crate::node::Bounds;

/// Counts values into a batch until the next one would go over a bound. The first one always fits.
pub struct Batch {
    entries: usize,
    bytes: usize,
    max_entries: usize,
    max_bytes: usize,
}

impl Batch {
    pub fn new(bounds: &Bounds) -> Batch {
        Batch {
            entries: 0,
            bytes: 0,
            max_entries: bounds.max_batch_entries as usize,
            max_bytes: bounds.max_batch_bytes as usize,
        }
    }

    /// How many more values it takes at most.
    pub fn entries_left(&self) -> usize {
        self.max_entries.max(1).saturating_sub(self.entries)
    }

    /// Takes a value in, or says that the batch is full.
    pub fn admit(&mut self, bytes: usize) -> bool {
        let total = self.bytes.saturating_add(bytes);
        if self.entries > 0 && (self.entries >= self.max_entries || total > self.max_bytes) {
            return false;
        }
        self.entries = self.entries.saturating_add(1);
        self.bytes = total;
        true
    }
}

#[cfg(test)]
mod tests {
    use super::Batch;
    use crate::node::Bounds;

    fn batch() -> Batch {
        let max_batch_bytes = 100;
        Batch::new(&Bounds {
            max_value_bytes: 500,
            max_batch_entries: 3,
            max_batch_bytes,
            max_open_slots: 9,
            max_open_bytes: 900,
        })
    }

    #[test]
    fn a_batch_ends_at_the_bound_on_entries_or_bytes() {
        let mut by_entries = batch();
        assert_eq!([0, 0, 0, 0].map(|bytes| by_entries.admit(bytes)), [true, true, true, false]);
        let mut by_bytes = batch();
        assert_eq!([60, 40, 1].map(|bytes| by_bytes.admit(bytes)), [true, true, false]);
    }

    #[test]
    fn a_single_larger_value_goes_alone() {
        let mut batch = batch();
        assert_eq!([500, 0].map(|bytes| batch.admit(bytes)), [true, false]);
        assert!(!batch.admit(usize::MAX));
    }
}
