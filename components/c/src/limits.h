// What a request must keep to. Each check names the field, what it held, and what would be right; it returns whether it
// passed, and fills in the refusal where it did not.

#ifndef LIMITS_H
#define LIMITS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "paxos.h"

// The largest slot, round, session and sequence: what every JSON reader keeps exact.
#define MAX_NUMBER UINT64_C(9007199254740991)

// How far one report may move a round or a slot ahead of what is known. Elections and values come one by one, so
// nothing sound is ever that far ahead; and what was taken in still leaves more than two million such steps.
#define MAX_STEP (UINT64_C(1) << 32)

// Fills in a refusal that carries a text. Always false, so that a check can end with it.
bool refuse(paxos_refusal_t *refusal, uint8_t tag, const char *format, ...) __attribute__((format(printf, 3, 4)));

// A node refuses what is not addressed to it.
bool check_addressed(const node_cluster_t *cluster, paxos_node_id_t node, paxos_refusal_t *refusal);

bool check_number(const char *field, uint64_t value, paxos_refusal_t *refusal);

// `count` slots from `first` on; tells the last one.
bool check_slots(paxos_slot_t first, size_t count, paxos_slot_t *last, paxos_refusal_t *refusal);

// A ballot belongs to a proposer of the cluster. Proposers are as fixed as acceptors, so that this holds for what was
// said and stored long ago as well.
bool check_ballot(const node_cluster_t *cluster, paxos_ballot_t ballot, paxos_refusal_t *refusal);

// One number does not carry a node to the end of its rounds or slots.
bool check_step(const char *field, uint64_t value, uint64_t known, paxos_refusal_t *refusal);

bool check_max_entries(uint32_t value, paxos_refusal_t *refusal);

// A batch of values: at least one, no more than max-batch-entries, together no more than max-batch-bytes unless it is a
// single one.
bool check_batch(const node_bounds_t *bounds, const char *field, const exports_api_list_entry_t *entries,
                 paxos_refusal_t *refusal);

// An entry to be accepted at a ballot.
bool check_new_entry(const node_cluster_t *cluster, const node_bounds_t *bounds, paxos_ballot_t ballot,
                     const paxos_entry_t *entry, paxos_refusal_t *refusal);

// A value that another acceptor says it holds. Its size was bounded when it was accepted, by the bounds of then.
bool check_accepted(const node_cluster_t *cluster, const paxos_accepted_entry_t *accepted, paxos_refusal_t *refusal);

#endif
