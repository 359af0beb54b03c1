use crate::{Client, Host};
use alloc::format;
use alloc::vec::Vec;
use contract::client::{SubmitReceipt, SubmitRequest};
use contract::limits;
use contract::types::{Command, CommandId, NodeId, Refusal};

impl<H: Host> Client<H> {
    pub fn submit(&mut self, client: NodeId, request: SubmitRequest) -> Result<SubmitReceipt, Refusal> {
        limits::addressed(&self.configuration.cluster, client)?;
        let bounds = &self.configuration.bounds;
        if request.payloads.is_empty() {
            return Err(Refusal::Invalid("payloads is empty; it must hold at least one".into()));
        }
        for payload in &request.payloads {
            limits::payload(bounds, payload)?;
        }
        let (count, bytes) = (request.payloads.len(), sum(&request.payloads));
        let (max_count, max_bytes) = (bounds.max_open_slots as usize, bounds.max_open_bytes as usize);
        if count > max_count || bytes > max_bytes {
            return Err(Refusal::TooLarge(format!(
                "payloads holds {count} with {bytes} bytes; max-open-slots is {max_count}, max-open-bytes {max_bytes}"
            )));
        }
        // Everything has a bound: what waits here waits in memory.
        if self.pending.len().saturating_add(count) > max_count
            || self.pending.bytes().saturating_add(bytes) > max_bytes
        {
            return Err(Refusal::Overloaded(self.configuration.timing.retry_millis.max(1)));
        }

        let first = self.reserve(count as u64)?;
        let session = self.session;
        let mut ids = Vec::with_capacity(count);
        for (sequence, payload) in (first..).zip(request.payloads) {
            let id = CommandId { session, sequence };
            ids.push(id);
            self.pending.add(Command { id, payload });
        }
        self.propose_more();
        Ok(SubmitReceipt { ids })
    }
}

fn sum(payloads: &[Vec<u8>]) -> usize {
    payloads.iter().map(Vec::len).fold(0, usize::saturating_add)
}
