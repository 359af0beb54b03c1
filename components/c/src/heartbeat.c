#include "acceptor.h"
#include "limits.h"
#include "values.h"

// Counts the heartbeats of the leader with the highest ballot. Nothing of Paxos hangs on it: an acceptor that starts
// anew has heard nobody, and only who campaigns when is decided by it.
bool acceptor_heartbeat(struct acceptor *acceptor, paxos_node_id_t node,
                        const exports_api_leader_heartbeat_request_t *request,
                        exports_api_leader_heartbeat_outcome_t *outcome, paxos_refusal_t *refusal)
{
    paxos_ballot_t ballot = request->ballot;
    if (!check_addressed(&acceptor->cluster, node, refusal) || !check_ballot(&acceptor->cluster, ballot, refusal)
        || !votes(acceptor, refusal) || !bounded_step(acceptor, ballot, refusal)) {
        return false;
    }

    exports_api_heard_leader_t *heard = &acceptor->heard;
    paxos_ballot_t higher = ballot_max(acceptor->promised, heard->ballot);
    if (ballot_compare(higher, ballot) > 0) {
        outcome->tag = EXPORTS_API_LEADER_HEARTBEAT_OUTCOME_REJECTED;
        outcome->val.rejected = higher;
        return true;
    }
    if (ballot_compare(heard->ballot, ballot) != 0) {
        *heard = (exports_api_heard_leader_t){.ballot = ballot};
    }
    if (heard->heartbeats < UINT64_MAX) {
        heard->heartbeats++;
    }
    outcome->tag = EXPORTS_API_LEADER_HEARTBEAT_OUTCOME_FOLLOWED;
    return true;
}
