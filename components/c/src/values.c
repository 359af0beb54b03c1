#include "values.h"

#include <stdlib.h>
#include <string.h>

#include "text.h"

int ballot_compare(paxos_ballot_t one, paxos_ballot_t other)
{
    if (one.round != other.round) {
        return one.round < other.round ? -1 : 1;
    }
    return (one.proposer > other.proposer) - (one.proposer < other.proposer);
}

paxos_ballot_t ballot_max(paxos_ballot_t one, paxos_ballot_t other)
{
    return ballot_compare(one, other) >= 0 ? one : other;
}

bool ballot_is_some(paxos_ballot_t ballot)
{
    return ballot_compare(ballot, NO_BALLOT) > 0;
}

size_t payload_bytes(const paxos_entry_t *entry)
{
    return entry->content.tag == PAXOS_CONTENT_COMMAND ? entry->content.val.command.payload.len : 0;
}

bool entry_equal(const paxos_entry_t *one, const paxos_entry_t *other)
{
    if (ballot_compare(one->origin, other->origin) != 0 || one->content.tag != other->content.tag) {
        return false;
    }
    if (one->content.tag != PAXOS_CONTENT_COMMAND) {
        return true;
    }
    const paxos_command_t *a = &one->content.val.command, *b = &other->content.val.command;
    return a->id.session == b->id.session && a->id.sequence == b->id.sequence && a->payload.len == b->payload.len
           && (a->payload.len == 0 || memcmp(a->payload.ptr, b->payload.ptr, a->payload.len) == 0);
}

paxos_accepted_entry_t entry_copy(const paxos_accepted_entry_t *entry)
{
    paxos_accepted_entry_t copy = *entry;
    size_t length = payload_bytes(&entry->entry);
    if (entry->entry.content.tag == PAXOS_CONTENT_COMMAND) {
        copy.entry.content.val.command.payload.ptr = length > 0 ? allocate(length, 1) : NULL;
    }
    if (length > 0) {
        memcpy(copy.entry.content.val.command.payload.ptr, entry->entry.content.val.command.payload.ptr, length);
    }
    return copy;
}

void entry_release(paxos_accepted_entry_t *entry)
{
    if (entry->entry.content.tag == PAXOS_CONTENT_COMMAND) {
        free(entry->entry.content.val.command.payload.ptr);
    }
}

size_t entries_through(const struct entries *entries, paxos_slot_t slot)
{
    size_t low = 0, high = entries->len;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (entries->ptr[middle].slot <= slot) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

void entries_put(struct entries *entries, const paxos_accepted_entry_t *entry)
{
    size_t place = entries_through(entries, entry->slot);
    paxos_accepted_entry_t *held = place > 0 ? &entries->ptr[place - 1] : NULL;
    if (held != NULL && held->slot == entry->slot) {
        if (ballot_compare(held->ballot, entry->ballot) < 0) {
            entry_release(held);
            *held = entry_copy(entry);
        }
        return;
    }
    if (entries->len == entries->capacity) {
        entries->capacity = entries->capacity > 0 ? 2 * entries->capacity : 16;
        entries->ptr = reallocate(entries->ptr, entries->capacity, sizeof *entries->ptr);
    }
    memmove(&entries->ptr[place + 1], &entries->ptr[place], (entries->len - place) * sizeof *entries->ptr);
    entries->ptr[place] = entry_copy(entry);
    entries->len++;
}

void entries_drop(struct entries *entries, size_t count)
{
    if (count == 0) {
        return;
    }
    for (size_t i = 0; i < count; i++) {
        entry_release(&entries->ptr[i]);
    }
    entries->len -= count;
    memmove(entries->ptr, &entries->ptr[count], entries->len * sizeof *entries->ptr);
}

void entries_free(struct entries *entries)
{
    entries_drop(entries, entries->len);
    free(entries->ptr);
    *entries = (struct entries){0};
}
