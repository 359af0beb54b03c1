// Texts for people, and memory for them: what cannot be had ends the call, and with it the instance.

#ifndef TEXT_H
#define TEXT_H

#include <inttypes.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "paxos.h"

// Zeroed memory for `count` items. To be freed.
void *allocate(size_t count, size_t size);

// The memory with room for `count` items. To be freed.
void *reallocate(void *memory, size_t count, size_t size);

// As sprintf, into memory of its own. To be freed.
char *text(const char *format, ...) __attribute__((format(printf, 1, 2)));
char *text_of(const char *format, va_list arguments);

// Ids as in "[1, 2]". To be freed.
char *text_of_ids(const paxos_node_id_t *ids, size_t count);

// "ballot (3, 1)". To be freed.
char *text_of_ballot(paxos_ballot_t ballot);

// What a refusal reads like in a log. To be freed.
char *text_of_refusal(const paxos_refusal_t *refusal);

// The text as the interfaces' string, which takes its memory.
paxos_string_t string_of(char *text);

// Writes one line to the log of the service.
void log_line(log_level_t level, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
