#include "acceptor.h"
#include "limits.h"

// Phase 1b.
bool acceptor_prepare(struct acceptor *acceptor, paxos_node_id_t node, const exports_api_prepare_request_t *request,
                      exports_api_prepare_outcome_t *outcome, paxos_refusal_t *refusal)
{
    paxos_slot_t last_slot;
    if (!check_addressed(&acceptor->cluster, node, refusal)
        || !check_ballot(&acceptor->cluster, request->ballot, refusal)
        || !check_slots(request->first_slot, 1, &last_slot, refusal)
        || !check_max_entries(request->max_entries, refusal) || !votes_at(acceptor, request->ballot, refusal)
        || !bounded_step(acceptor, request->ballot, refusal)) {
        return false;
    }

    // Paxos Made Simple, P1a: a promise forbids every lower ballot. The same ballot again is its proposer asking for
    // the next page, or again for one that was lost.
    if (promised_above(acceptor, request->ballot)) {
        outcome->tag = EXPORTS_API_PREPARE_OUTCOME_REJECTED;
        outcome->val.rejected = acceptor->promised;
        return true;
    }
    promise(acceptor, request->ballot);

    // Paxos Made Simple, 2.2, phase 1 (b): the answer carries the highest-ballot value accepted in each slot.
    outcome->tag = EXPORTS_API_PREPARE_OUTCOME_PROMISED;
    exports_api_promise_t *promised = &outcome->val.promised;
    promised->ballot = request->ballot;
    promised->more = read_page(acceptor, request->first_slot, request->max_entries, &promised->accepted);
    return true;
}
