#include <stdlib.h>

#include "acceptor.h"
#include "limits.h"
#include "text.h"
#include "values.h"

static bool conflict(struct acceptor *acceptor, const paxos_accepted_entry_t *existing, paxos_ballot_t asked,
                     paxos_refusal_t *refusal)
{
    refuse(refusal, PAXOS_REFUSAL_VIOLATION,
           "slot %" PRIu64 " holds another value at ballot (%" PRIu64 ", %" PRIu32
           ") than the one asked to be accepted at (%" PRIu64 ", %" PRIu32 ")",
           existing->slot, existing->ballot.round, existing->ballot.proposer, asked.round, asked.proposer);
    char *why = text_of_refusal(refusal);
    say(acceptor, LOG_LEVEL_ERROR, "holds another value", asked.proposer, "%s", why);
    free(why);
    return false;
}

// Marks the slots of the request that hold its values at its ballot already, and counts them. A ballot and a slot fix
// the value, so another value there means that someone used a ballot twice. Slots above the highest accepted one cost
// no read.
static bool find_held(struct acceptor *acceptor, const exports_api_accept_request_t *request, paxos_slot_t last_slot,
                      bool *held, size_t *count, paxos_refusal_t *refusal)
{
    paxos_slot_t next = request->first_slot;
    *count = 0;
    while (next <= last_slot && next <= acceptor->highest_accepted) {
        storage_list_accepted_entry_t page = {0};
        storage_load_accepted(next, (uint32_t)(last_slot - next + 1), acceptor->bounds.max_batch_bytes, &page);
        if (page.len == 0) {
            return true;
        }
        next = page.ptr[page.len - 1].slot + 1;
        for (size_t i = 0; i < page.len && page.ptr[i].slot <= last_slot; i++) {
            const paxos_accepted_entry_t *existing = &page.ptr[i];
            int order = ballot_compare(existing->ballot, request->ballot);
            size_t place = (size_t)(existing->slot - request->first_slot);
            if (order == 0 && entry_equal(&existing->entry, &request->entries.ptr[place])) {
                held[place] = true;
                ++*count;
            } else if (order >= 0) {
                conflict(acceptor, existing, request->ballot, refusal);
                storage_list_accepted_entry_free(&page);
                return false;
            }
        }
        storage_list_accepted_entry_free(&page);
    }
    return true;
}

// Whatever a slot held at a lower ballot gives way: phase 1 has made sure that a chosen value is proposed again (Paxos
// Made Simple, P2c). All of the entries are stored, or none: it is one write of one call.
static void store(const exports_api_accept_request_t *request, const bool *held, size_t held_count)
{
    if (held_count == request->entries.len) {
        return;
    }
    storage_list_accepted_entry_t accepted = {.ptr = allocate(request->entries.len, sizeof *accepted.ptr)};
    for (size_t i = 0; i < request->entries.len; i++) {
        if (!held[i]) {
            // The payloads are still those of the request.
            accepted.ptr[accepted.len++] = (paxos_accepted_entry_t){
                .slot = request->first_slot + i, .ballot = request->ballot, .entry = request->entries.ptr[i]};
        }
    }
    storage_store_accepted(&accepted);
    free(accepted.ptr);
}

// Whether this acceptor's votes carry the values. Those of the first (acceptors - phase-2 quorum + 1) do: a phase-2
// quorum that avoided all of them would need more acceptors than are left, so every quorum brings the value along.
static bool votes_carry_values(const struct acceptor *acceptor)
{
    size_t carriers = sources_of_recovery(acceptor);
    for (size_t i = 0; i < acceptor->cluster.acceptors.len && i < carriers; i++) {
        if (acceptor->cluster.acceptors.ptr[i] == acceptor->cluster.self) {
            return true;
        }
    }
    return false;
}

// Paxos Made Simple, 2.3: acceptors tell the learners. A request that came twice is told twice, since the first notice
// may be what was lost.
static void tell_learners(const struct acceptor *acceptor, const exports_api_accept_request_t *request)
{
    paxos_votes_t notice = {
        .acceptor = acceptor->cluster.self,
        .ballot = request->ballot,
        .first_slot = request->first_slot,
        .count = (uint32_t)request->entries.len,
        .entries = {.is_some = votes_carry_values(acceptor),
                    .val = {.ptr = request->entries.ptr, .len = request->entries.len}},
    };
    outbox_notify_learners(&notice);
}

// Phase 2b.
bool acceptor_accept(struct acceptor *acceptor, paxos_node_id_t node, const exports_api_accept_request_t *request,
                     exports_api_accept_outcome_t *outcome, paxos_refusal_t *refusal)
{
    paxos_slot_t last_slot;
    if (!check_addressed(&acceptor->cluster, node, refusal)
        || !check_ballot(&acceptor->cluster, request->ballot, refusal)
        || !check_batch(&acceptor->bounds, "entries", &request->entries, refusal)
        || !check_slots(request->first_slot, request->entries.len, &last_slot, refusal)) {
        return false;
    }
    for (size_t i = 0; i < request->entries.len; i++) {
        if (!check_new_entry(&acceptor->cluster, &acceptor->bounds, request->ballot, &request->entries.ptr[i],
                             refusal)) {
            return false;
        }
    }
    if (!votes_at(acceptor, request->ballot, refusal) || !bounded_step(acceptor, request->ballot, refusal)
        || !check_step("first-slot", request->first_slot, acceptor->highest_accepted, refusal)) {
        return false;
    }

    // Paxos Made Simple, P1a: accept unless a higher ballot is promised.
    if (promised_above(acceptor, request->ballot)) {
        outcome->tag = EXPORTS_API_ACCEPT_OUTCOME_REJECTED;
        outcome->val.rejected = acceptor->promised;
        return true;
    }
    bool *held = allocate(request->entries.len, sizeof *held);
    size_t held_count;
    bool sound = find_held(acceptor, request, last_slot, held, &held_count, refusal);
    if (sound) {
        // An acceptance is a promise, too (Paxos Made Moderately Complex, 2.2: ballot_num := b).
        promise(acceptor, request->ballot);
        store(request, held, held_count);
    }
    free(held);
    if (!sound) {
        return false;
    }
    if (last_slot > acceptor->highest_accepted) {
        acceptor->highest_accepted = last_slot;
    }
    tell_learners(acceptor, request);

    outcome->tag = EXPORTS_API_ACCEPT_OUTCOME_ACCEPTED;
    outcome->val.accepted = (exports_api_acceptance_t){
        .ballot = request->ballot, .first_slot = request->first_slot, .count = (uint32_t)request->entries.len};
    return true;
}
