// The component around an acceptor: the world paxos:acceptor/acceptor-component. What an exported function is given
// belongs to it.

#include "acceptor.h"

// The one node that an instance is, recovered from storage at the first call.
static struct acceptor *node(void)
{
    static struct acceptor acceptor;
    static bool started;
    if (!started) {
        acceptor_start(&acceptor);
        started = true;
    }
    return &acceptor;
}

bool exports_api_prepare(paxos_node_id_t acceptor, exports_api_prepare_request_t *request,
                         exports_api_prepare_outcome_t *outcome, paxos_refusal_t *refusal)
{
    return acceptor_prepare(node(), acceptor, request, outcome, refusal);
}

bool exports_api_accept(paxos_node_id_t acceptor, exports_api_accept_request_t *request,
                        exports_api_accept_outcome_t *outcome, paxos_refusal_t *refusal)
{
    bool answered = acceptor_accept(node(), acceptor, request, outcome, refusal);
    exports_api_accept_request_free(request);
    return answered;
}

bool exports_api_read_accepted(paxos_node_id_t acceptor, exports_api_read_accepted_request_t *request,
                               exports_api_accepted_page_t *page, paxos_refusal_t *refusal)
{
    return acceptor_read_accepted(node(), acceptor, request, page, refusal);
}

bool exports_api_heartbeat(paxos_node_id_t acceptor, exports_api_leader_heartbeat_request_t *request,
                           exports_api_leader_heartbeat_outcome_t *outcome, paxos_refusal_t *refusal)
{
    return acceptor_heartbeat(node(), acceptor, request, outcome, refusal);
}

bool exports_api_recover(paxos_node_id_t acceptor, exports_api_recover_request_t *request,
                         exports_api_acceptor_status_t *status, paxos_refusal_t *refusal)
{
    return acceptor_recover(node(), acceptor, request, status, refusal);
}

bool exports_api_status(paxos_node_id_t acceptor, exports_api_acceptor_status_t *status, paxos_refusal_t *refusal)
{
    return acceptor_status(node(), acceptor, status, refusal);
}

void exports_events_tick(uint64_t now_millis, uint64_t random)
{
    acceptor_tick(node(), now_millis, random);
}

void exports_events_admit_answered(uint64_t call, paxos_node_id_t proposer,
                                   exports_events_result_admission_refusal_t *answer)
{
    acceptor_admit_answered(node(), call, proposer, answer);
    exports_events_result_admission_refusal_free(answer);
}

void exports_events_prepare_answered(uint64_t call, paxos_node_id_t acceptor,
                                     exports_events_result_prepare_outcome_refusal_t *answer)
{
    acceptor_prepare_answered(node(), call, acceptor, answer);
    exports_events_result_prepare_outcome_refusal_free(answer);
}

void exports_events_accepted_read(uint64_t call, paxos_node_id_t acceptor,
                                  exports_events_result_accepted_page_refusal_t *answer)
{
    acceptor_accepted_read(node(), call, acceptor, answer);
    exports_events_result_accepted_page_refusal_free(answer);
}
