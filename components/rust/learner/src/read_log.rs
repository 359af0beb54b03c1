use crate::{Host, Learner};
use alloc::format;
use alloc::vec::Vec;
use contract::learner::{LogPage, ReadLogRequest};
use contract::limits;
use contract::types::{ChosenEntry, NodeId, Refusal, Slot};

/// How long a service may hold a request that waits for the log to grow.
const MAX_WAIT_MILLIS: u32 = 30_000;

impl<H: Host> Learner<H> {
    /// A page of the log. It answers at once; a service that may wait asks again when the log has grown.
    pub fn read_log(&self, learner: NodeId, request: ReadLogRequest) -> Result<LogPage, Refusal> {
        let max_entries = self.check_read(learner, request)?;
        let entries = self.load_log(request.first_slot, max_entries);
        Ok(LogPage { entries, chosen_through: self.chosen_through })
    }

    /// How many entries the answer may have.
    pub(crate) fn check_read(&self, learner: NodeId, request: ReadLogRequest) -> Result<u32, Refusal> {
        limits::addressed(&self.configuration.cluster, learner)?;
        limits::slots(request.first_slot, 1)?;
        limits::max_entries(request.max_entries)?;
        if let Some(wait) = request.wait_millis.filter(|&wait| wait > MAX_WAIT_MILLIS) {
            return Err(Refusal::Invalid(format!("wait-millis is {wait}; it must be at most {MAX_WAIT_MILLIS}")));
        }
        Ok(request.max_entries.min(self.configuration.bounds.max_batch_entries))
    }

    pub(crate) fn load_log(&self, first_slot: Slot, max_entries: u32) -> Vec<ChosenEntry> {
        if first_slot > self.chosen_through {
            return Vec::new();
        }
        self.host.load_chosen(first_slot, max_entries, self.configuration.bounds.max_batch_bytes)
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::*;
    use crate::{Host, Learner};
    use alloc::vec;
    use contract::learner::{LogPage, ReadLogRequest};
    use contract::limits::MAX_NUMBER;
    use contract::types::Refusal;

    fn read(first_slot: u64, max_entries: u32) -> ReadLogRequest {
        ReadLogRequest { first_slot, max_entries, wait_millis: None }
    }

    fn with_log() -> Learner<Memory> {
        let mut memory = Memory::default();
        memory.append_chosen(&(1..=6).map(|slot| chosen(slot, "a")).collect::<alloc::vec::Vec<_>>());
        Learner::new(configuration(1), memory)
    }

    #[test]
    fn the_log_is_read_a_page_at_a_time_also_what_was_learned_before_a_restart() {
        let node = with_log();
        let page = node.read_log(1, read(2, 2));
        assert_eq!(page, Ok(LogPage { entries: vec![chosen(2, "a"), chosen(3, "a")], chosen_through: 6 }));
        assert_eq!(node.read_log(1, read(1, u32::MAX)).unwrap().entries.len(), 4, "max-batch-entries is 4");
    }

    #[test]
    fn a_slot_that_is_not_learned_gives_an_empty_page_that_says_where_the_log_ends() {
        let node = with_log();
        assert_eq!(node.read_log(1, read(MAX_NUMBER, 1)), Ok(LogPage { entries: vec![], chosen_through: 6 }));
    }

    #[test]
    fn a_request_that_breaks_the_contract_is_refused() {
        let node = with_log();
        assert_eq!(node.read_log(2, read(1, 1)), Err(Refusal::Misaddressed(1)));
        let long = ReadLogRequest { wait_millis: Some(30_001), ..read(1, 1) };
        for bad in [read(0, 1), read(MAX_NUMBER + 1, 1), read(1, 0), long] {
            assert!(matches!(node.read_log(1, bad), Err(Refusal::Invalid(_))));
        }
        assert!(node.read_log(1, ReadLogRequest { wait_millis: Some(30_000), ..read(7, 1) }).is_ok());
    }
}
