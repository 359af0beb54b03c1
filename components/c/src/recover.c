#include <stdlib.h>

#include "acceptor.h"
#include "life.h"
#include "limits.h"
#include "text.h"

// One that has not forgotten goes on voting: it is needed by those that have, and one request for each acceptor would
// stop the cluster.
static bool may_recover(const struct acceptor *acceptor, paxos_refusal_t *refusal)
{
    switch (standing(acceptor)) {
    case EXPORTS_API_STANDING_FORGETFUL:
    case EXPORTS_API_STANDING_RECOVERING:
        return true;
    case EXPORTS_API_STANDING_VOTING:
        return refuse(refusal, PAXOS_REFUSAL_INVALID,
                      "the acceptor votes, and no proposer knows of anything that it has forgotten; if its disk is in "
                      "doubt all the same, stop it, move its store aside, and start it over an empty one");
    default: {
        char *why = waits_for(acceptor);
        refuse(refusal, PAXOS_REFUSAL_UNAVAILABLE,
               "whether the acceptor has forgotten anything is not known yet, ask again in a moment: %s", why);
        free(why);
        return false;
    }
    }
}

bool acceptor_recover(struct acceptor *acceptor, paxos_node_id_t node, const exports_api_recover_request_t *request,
                      exports_api_acceptor_status_t *status, paxos_refusal_t *refusal)
{
    if (!check_addressed(&acceptor->cluster, node, refusal) || !check_number("life", request->life, refusal)) {
        return false;
    }
    uint64_t life = acceptor->life.life;
    if (life == 0) {
        return refuse(refusal, PAXOS_REFUSAL_UNAVAILABLE, "the acceptor has just started: ask again in a moment");
    }
    size_t acceptors = acceptor->cluster.acceptors.len;
    if (sources_of_recovery(acceptor) >= acceptors) {
        return refuse(refusal, PAXOS_REFUSAL_UNAVAILABLE,
                      "with a phase-2 quorum of %" PRIu32 " of %zu acceptors a value may have been chosen by this "
                      "acceptor alone: nothing can tell what it has forgotten",
                      acceptor->cluster.phase2_quorum, acceptors);
    }
    if (request->life > life) {
        return refuse(refusal, PAXOS_REFUSAL_INVALID, "life is %" PRIu64 "; this acceptor is in life %" PRIu64,
                      request->life, life);
    }
    if (request->life == life) {
        if (!may_recover(acceptor, refusal)) {
            return false;
        }
        uint64_t next = life_after(life, acceptor->random);
        log_line(LOG_LEVEL_WARN, "recovering: life %" PRIu64 " ends, life %" PRIu64 " begins", life, next);
        free(acceptor->forgot);
        acceptor->forgot = NULL;
        live(acceptor, next, STORAGE_WRITTEN_STANDING_RECOVERING);
        recovery_begin(acceptor);
    }
    return acceptor_status(acceptor, node, status, refusal);
}
