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

#[cfg(test)]
mod tests {
    use crate::testing::*;
    use alloc::vec;
    use alloc::vec::Vec;
    use contract::client::SubmitRequest;
    use contract::types::Refusal;

    #[test]
    fn payloads_are_named_in_their_order_and_proposed_at_once() {
        let mut node = client();
        let ids = node.texts(&["a", "b"]).unwrap();
        assert_eq!(ids, [command(1, "").id, command(2, "").id]);
        assert_eq!(node.under_way(), [(1, vec![1, 2])]);
    }

    #[test]
    fn what_would_wait_over_a_bound_is_refused_early() {
        let mut node = client();
        for _ in 0..4 {
            node.texts(&["a", "b", "c", "d"]).unwrap();
        }
        assert!(matches!(node.texts(&["e"]), Err(Refusal::Overloaded(_))));
        let mut node = client();
        for _ in 0..10 {
            node.texts(&[&"x".repeat(100)]).unwrap();
        }
        assert!(matches!(node.texts(&["e"]), Err(Refusal::Overloaded(_))));
        node.give_up(&[command(1, "").id]);
        assert!(node.texts(&["e"]).is_ok());
    }

    #[test]
    fn a_request_that_breaks_the_contract_is_refused() {
        let mut node = client();
        assert_eq!(node.submit(2, SubmitRequest { payloads: vec![] }), Err(Refusal::Misaddressed(1)));
        assert!(matches!(node.texts(&[]), Err(Refusal::Invalid(_))));
        assert!(matches!(node.texts(&[&"x".repeat(101)]), Err(Refusal::TooLarge(_))));
        let many: Vec<&str> = vec!["a"; 17];
        assert!(matches!(node.texts(&many), Err(Refusal::TooLarge(_))));
        assert!(matches!(unborn().texts(&["a"]), Err(Refusal::Unavailable(_))));
        assert_eq!(node.status(1).unwrap().pending, 0);
    }
}
