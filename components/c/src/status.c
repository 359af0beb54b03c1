#include "acceptor.h"
#include "limits.h"
#include "text.h"
#include "values.h"

bool acceptor_status(const struct acceptor *acceptor, paxos_node_id_t node, exports_api_acceptor_status_t *status,
                     paxos_refusal_t *refusal)
{
    if (!check_addressed(&acceptor->cluster, node, refusal)) {
        return false;
    }
    *status = (exports_api_acceptor_status_t){
        .acceptor = node,
        .life = acceptor->life.life,
        .standing = standing(acceptor),
        .promised = {.is_some = ballot_is_some(acceptor->promised), .val = acceptor->promised},
        .highest_slot = acceptor->highest_accepted,
        .leader = {.is_some = ballot_is_some(acceptor->heard.ballot), .val = acceptor->heard},
    };
    char *why = waits_for(acceptor);
    status->waits_for.is_some = why != NULL;
    if (why != NULL) {
        status->waits_for.val = string_of(why);
    }
    return true;
}
