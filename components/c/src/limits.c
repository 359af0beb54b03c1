#include "limits.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>

#include "text.h"
#include "values.h"

bool refuse(paxos_refusal_t *refusal, uint8_t tag, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    // The cases that carry a text are one type in the union.
    *refusal = (paxos_refusal_t){.tag = tag, .val.invalid = string_of(text_of(format, arguments))};
    va_end(arguments);
    return false;
}

bool check_addressed(const node_cluster_t *cluster, paxos_node_id_t node, paxos_refusal_t *refusal)
{
    if (node == cluster->self) {
        return true;
    }
    *refusal = (paxos_refusal_t){.tag = PAXOS_REFUSAL_MISADDRESSED, .val.misaddressed = cluster->self};
    return false;
}

bool check_number(const char *field, uint64_t value, paxos_refusal_t *refusal)
{
    return (value >= 1 && value <= MAX_NUMBER)
           || refuse(refusal, PAXOS_REFUSAL_INVALID, "%s is %" PRIu64 "; it must be from 1 to %" PRIu64, field, value,
                     MAX_NUMBER);
}

bool check_slots(paxos_slot_t first, size_t count, paxos_slot_t *last, paxos_refusal_t *refusal)
{
    if (!check_number("first-slot", first, refusal)) {
        return false;
    }
    *last = first + count - 1;
    return *last <= MAX_NUMBER
           || refuse(refusal, PAXOS_REFUSAL_INVALID, "%zu slots from %" PRIu64 " on end beyond the last slot, %" PRIu64,
                     count, first, MAX_NUMBER);
}

// The same of a ballot in any field.
static bool check_ballot_in(const char *field, const node_cluster_t *cluster, paxos_ballot_t ballot,
                            paxos_refusal_t *refusal)
{
    if (ballot.round < 1 || ballot.round > MAX_NUMBER) {
        return refuse(refusal, PAXOS_REFUSAL_INVALID, "%s.round is %" PRIu64 "; it must be from 1 to %" PRIu64, field,
                      ballot.round, MAX_NUMBER);
    }
    for (size_t i = 0; i < cluster->proposers.len; i++) {
        if (cluster->proposers.ptr[i] == ballot.proposer) {
            return true;
        }
    }
    char *known = text_of_ids(cluster->proposers.ptr, cluster->proposers.len);
    refuse(refusal, PAXOS_REFUSAL_INVALID, "%s.proposer is %" PRIu32 "; the proposers of this cluster are %s", field,
           ballot.proposer, known);
    free(known);
    return false;
}

bool check_ballot(const node_cluster_t *cluster, paxos_ballot_t ballot, paxos_refusal_t *refusal)
{
    return check_ballot_in("ballot", cluster, ballot, refusal);
}

bool check_step(const char *field, uint64_t value, uint64_t known, paxos_refusal_t *refusal)
{
    uint64_t most = known <= UINT64_MAX - MAX_STEP ? known + MAX_STEP : UINT64_MAX;
    return value <= most
           || refuse(refusal, PAXOS_REFUSAL_INVALID,
                     "%s is %" PRIu64 "; it must be at most %" PRIu64 " above %" PRIu64 ", the highest known", field,
                     value, MAX_STEP, known);
}

bool check_max_entries(uint32_t value, paxos_refusal_t *refusal)
{
    return value >= 1 || refuse(refusal, PAXOS_REFUSAL_INVALID, "max-entries is 0; it must be at least 1");
}

bool check_batch(const node_bounds_t *bounds, const char *field, const exports_api_list_entry_t *entries,
                 paxos_refusal_t *refusal)
{
    if (entries->len == 0) {
        return refuse(refusal, PAXOS_REFUSAL_INVALID, "%s is empty; it must hold at least one", field);
    }
    if (entries->len > bounds->max_batch_entries) {
        return refuse(refusal, PAXOS_REFUSAL_TOO_LARGE, "%s holds %zu; max-batch-entries is %" PRIu32, field,
                      entries->len, bounds->max_batch_entries);
    }
    uint64_t bytes = 0;
    for (size_t i = 0; i < entries->len; i++) {
        bytes += payload_bytes(&entries->ptr[i]);
    }
    if (entries->len > 1 && bytes > bounds->max_batch_bytes) {
        return refuse(refusal, PAXOS_REFUSAL_TOO_LARGE,
                      "%s hold %" PRIu64 " payload bytes; max-batch-bytes is %" PRIu32, field, bytes,
                      bounds->max_batch_bytes);
    }
    return true;
}

// What an entry is named by: a ballot of the cluster, at or below the one that it is held at, and a command that a
// client can have issued.
static bool check_entry_at(const node_cluster_t *cluster, paxos_ballot_t ballot, const paxos_entry_t *entry,
                           paxos_refusal_t *refusal)
{
    if (!check_ballot_in("origin", cluster, entry->origin, refusal)) {
        return false;
    }
    if (entry->content.tag == PAXOS_CONTENT_COMMAND) {
        paxos_command_id_t id = entry->content.val.command.id;
        if (!check_number("id.session", id.session, refusal) || !check_number("id.sequence", id.sequence, refusal)) {
            return false;
        }
    }
    return ballot_compare(entry->origin, ballot) <= 0
           || refuse(refusal, PAXOS_REFUSAL_INVALID,
                     "the origin (%" PRIu64 ", %" PRIu32 ") of an entry is above the ballot (%" PRIu64 ", %" PRIu32
                     ") it is proposed at",
                     entry->origin.round, entry->origin.proposer, ballot.round, ballot.proposer);
}

bool check_new_entry(const node_cluster_t *cluster, const node_bounds_t *bounds, paxos_ballot_t ballot,
                     const paxos_entry_t *entry, paxos_refusal_t *refusal)
{
    if (!check_entry_at(cluster, ballot, entry, refusal)) {
        return false;
    }
    size_t bytes = payload_bytes(entry);
    return bytes <= bounds->max_value_bytes
           || refuse(refusal, PAXOS_REFUSAL_TOO_LARGE, "a payload has %zu bytes; max-value-bytes is %" PRIu32, bytes,
                     bounds->max_value_bytes);
}

bool check_accepted(const node_cluster_t *cluster, const paxos_accepted_entry_t *accepted, paxos_refusal_t *refusal)
{
    return check_number("slot", accepted->slot, refusal) && check_ballot(cluster, accepted->ballot, refusal)
           && check_entry_at(cluster, accepted->ballot, &accepted->entry, refusal);
}
