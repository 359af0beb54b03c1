#include "acceptor.h"
#include "limits.h"

// What a learner reads that missed votes. It changes nothing: an accepted value stays what it was, a vote.
bool acceptor_read_accepted(const struct acceptor *acceptor, paxos_node_id_t node,
                            const exports_api_read_accepted_request_t *request, exports_api_accepted_page_t *page,
                            paxos_refusal_t *refusal)
{
    paxos_slot_t last_slot;
    if (!check_addressed(&acceptor->cluster, node, refusal) || !check_slots(request->first_slot, 1, &last_slot, refusal)
        || !check_max_entries(request->max_entries, refusal) || !votes(acceptor, refusal)) {
        return false;
    }
    page->more = read_page(acceptor, request->first_slot, request->max_entries, &page->entries);
    return true;
}
