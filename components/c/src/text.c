#include "text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void *allocate(size_t count, size_t size)
{
    void *memory = calloc(count > 0 ? count : 1, size);
    if (memory == NULL) {
        abort();
    }
    return memory;
}

void *reallocate(void *memory, size_t count, size_t size)
{
    void *moved = count <= SIZE_MAX / size ? realloc(memory, count * size) : NULL;
    if (moved == NULL) {
        abort();
    }
    return moved;
}

char *text_of(const char *format, va_list arguments)
{
    char *text = NULL;
    if (vasprintf(&text, format, arguments) < 0) {
        abort();
    }
    return text;
}

char *text(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    char *text = text_of(format, arguments);
    va_end(arguments);
    return text;
}

char *text_of_ids(const paxos_node_id_t *ids, size_t count)
{
    // Each takes ten digits and two for ", " at most.
    char *list = allocate(count * 12 + 3, 1);
    size_t length = (size_t)sprintf(list, "[");
    for (size_t i = 0; i < count; i++) {
        length += (size_t)sprintf(list + length, "%s%" PRIu32, i > 0 ? ", " : "", ids[i]);
    }
    strcpy(list + length, "]");
    return list;
}

char *text_of_ballot(paxos_ballot_t ballot)
{
    return text("ballot (%" PRIu64 ", %" PRIu32 ")", ballot.round, ballot.proposer);
}

char *text_of_refusal(const paxos_refusal_t *refusal)
{
    switch (refusal->tag) {
    case PAXOS_REFUSAL_MISADDRESSED:
        return text("it is node %" PRIu32, refusal->val.misaddressed);
    case PAXOS_REFUSAL_UNKNOWN_NODE:
        return text("node %" PRIu32 " is not known", refusal->val.unknown_node);
    case PAXOS_REFUSAL_OVERLOADED:
        return text("too much is under way, ask again in %" PRIu32 " ms", refusal->val.overloaded);
    default: {
        size_t length = refusal->val.invalid.len;
        char *why = allocate(length + 1, 1);
        if (length > 0) {
            memcpy(why, refusal->val.invalid.ptr, length);
        }
        return why;
    }
    }
}

paxos_string_t string_of(char *text)
{
    return (paxos_string_t){.ptr = (uint8_t *)text, .len = strlen(text)};
}

void log_line(log_level_t level, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    char *message = text_of(format, arguments);
    va_end(arguments);
    paxos_string_t line = string_of(message);
    log_write(level, &line);
    free(message);
}
