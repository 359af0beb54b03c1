#include "acceptor.h"

#include <stdarg.h>
#include <stdlib.h>

#include "limits.h"
#include "text.h"
#include "values.h"

void acceptor_start(struct acceptor *acceptor)
{
    *acceptor = (struct acceptor){0};
    node_get_cluster(&acceptor->cluster);
    node_get_timing(&acceptor->timing);
    node_get_bounds(&acceptor->bounds);

    acceptor->proposer_count = acceptor->cluster.proposers.len;
    acceptor->proposers = allocate(acceptor->proposer_count, sizeof *acceptor->proposers);
    for (size_t i = 0; i < acceptor->proposer_count; i++) {
        acceptor->proposers[i].id = acceptor->cluster.proposers.ptr[i];
    }

    // What comes back of an option that is none is not to be read.
    if (!storage_load_promised(&acceptor->promised)) {
        acceptor->promised = NO_BALLOT;
    }
    if (!storage_highest_accepted(&acceptor->highest_accepted)) {
        acceptor->highest_accepted = 0;
    }
    if (!storage_load_life(&acceptor->life)) {
        acceptor->life = (storage_life_record_t){0};
    }
    acceptor->promised_at_start = acceptor->promised;
    acceptor->highest_at_start = acceptor->highest_accepted;
}

void acceptor_free(struct acceptor *acceptor)
{
    recovery_end(acceptor);
    free(acceptor->forgot);
    free(acceptor->proposers);
    node_cluster_free(&acceptor->cluster);
    *acceptor = (struct acceptor){0};
}

void acceptor_tick(struct acceptor *acceptor, uint64_t now_millis, uint64_t random)
{
    if (now_millis > acceptor->now) {
        acceptor->now = now_millis;
    }
    acceptor->random = (acceptor->random << 17 | acceptor->random >> 47) ^ random;
    begin_life(acceptor);
    ask_proposers(acceptor);
    settle_admission(acceptor);
    go_on_recovering(acceptor);
}

bool promised_above(const struct acceptor *acceptor, paxos_ballot_t ballot)
{
    return ballot_compare(acceptor->promised, ballot) > 0;
}

void promise(struct acceptor *acceptor, paxos_ballot_t ballot)
{
    if (ballot_compare(acceptor->promised, ballot) != 0) {
        storage_store_promised(&ballot);
        acceptor->promised = ballot;
    }
}

bool bounded_step(const struct acceptor *acceptor, paxos_ballot_t ballot, paxos_refusal_t *refusal)
{
    return check_step("ballot.round", ballot.round, acceptor->promised.round, refusal);
}

bool read_page(const struct acceptor *acceptor, paxos_slot_t first_slot, uint32_t max_entries,
               exports_api_list_accepted_entry_t *page)
{
    *page = (exports_api_list_accepted_entry_t){0};
    if (first_slot > acceptor->highest_accepted) {
        return false;
    }
    uint32_t bound = acceptor->bounds.max_batch_entries;
    storage_list_accepted_entry_t loaded;
    storage_load_accepted(first_slot, max_entries < bound ? max_entries : bound, acceptor->bounds.max_batch_bytes,
                          &loaded);
    *page = (exports_api_list_accepted_entry_t){.ptr = loaded.ptr, .len = loaded.len};
    return page->len > 0 && page->ptr[page->len - 1].slot < acceptor->highest_accepted;
}

uint64_t next_call(struct acceptor *acceptor)
{
    if (acceptor->calls < UINT64_MAX) {
        acceptor->calls++;
    }
    return acceptor->calls;
}

uint64_t retry_millis(const struct acceptor *acceptor)
{
    return acceptor->timing.retry_millis > 0 ? acceptor->timing.retry_millis : 1;
}

size_t sources_of_recovery(const struct acceptor *acceptor)
{
    size_t acceptors = acceptor->cluster.acceptors.len;
    size_t quorum = acceptor->cluster.phase2_quorum;
    return (acceptors > quorum ? acceptors - quorum : 0) + 1;
}

void say(struct acceptor *acceptor, log_level_t level, const char *about, paxos_node_id_t node, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    char *message = text_of(format, arguments);
    va_end(arguments);
    repeats_write(&acceptor->repeats, acceptor->now, level, about, node, message);
    free(message);
}
