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
