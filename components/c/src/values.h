// Ballots and entries: how they are compared and copied.

#ifndef VALUES_H
#define VALUES_H

#include <stdbool.h>
#include <stddef.h>

#include "acceptor.h"

// Below, at or above 0 as `one` is below, at or above `other`. Ballots are ordered by round, then by proposer.
int ballot_compare(paxos_ballot_t one, paxos_ballot_t other);
paxos_ballot_t ballot_max(paxos_ballot_t one, paxos_ballot_t other);
bool ballot_is_some(paxos_ballot_t ballot);

size_t payload_bytes(const paxos_entry_t *entry);
bool entry_equal(const paxos_entry_t *one, const paxos_entry_t *other);

// The entry with a payload of its own.
paxos_accepted_entry_t entry_copy(const paxos_accepted_entry_t *entry);
void entry_release(paxos_accepted_entry_t *entry);

// Puts a copy of the entry in the place of its slot, unless the list holds the slot at the same or a higher ballot.
void entries_put(struct entries *entries, const paxos_accepted_entry_t *entry);

// How many entries there are up to a slot.
size_t entries_through(const struct entries *entries, paxos_slot_t slot);

// Drops the first entries.
void entries_drop(struct entries *entries, size_t count);
void entries_free(struct entries *entries);

#endif
