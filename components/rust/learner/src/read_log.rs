use crate::{Host, Learner};
use alloc::format;
use alloc::vec::Vec;
use contract::learner::{LogPage, ReadLogRequest};
use contract::limits;
use contract::types::{NodeId, Refusal};

/// How long a service may hold a request that waits for the log to grow.
const MAX_WAIT_MILLIS: u32 = 30_000;

impl<H: Host> Learner<H> {
    /// A page of the log. It answers at once; a service that may wait asks again when the log has grown.
    pub fn read_log(&self, learner: NodeId, request: ReadLogRequest) -> Result<LogPage, Refusal> {
        limits::addressed(&self.configuration.cluster, learner)?;
        limits::slots(request.first_slot, 1)?;
        limits::max_entries(request.max_entries)?;
        if let Some(wait) = request.wait_millis.filter(|&wait| wait > MAX_WAIT_MILLIS) {
            return Err(Refusal::Invalid(format!("wait-millis is {wait}; it must be at most {MAX_WAIT_MILLIS}")));
        }
        let bounds = &self.configuration.bounds;
        let entries = if request.first_slot > self.chosen_through {
            Vec::new()
        } else {
            let max_entries = request.max_entries.min(bounds.max_batch_entries);
            self.host.load_chosen(request.first_slot, max_entries, bounds.max_batch_bytes)
        };
        Ok(LogPage { entries, chosen_through: self.chosen_through })
    }
}
