#include "repeats.h"

#include <string.h>

#include "text.h"

// The first pause after a line that comes again, and the longest, in milliseconds.
#define FIRST_PAUSE_MILLIS 10000
#define LONGEST_PAUSE_MILLIS 600000

static struct repeat *find(struct repeats *repeats, log_level_t level, const char *about, paxos_node_id_t node)
{
    for (size_t i = 0; i < repeats->len; i++) {
        struct repeat *line = &repeats->lines[i];
        if (line->level == level && line->node == node && strcmp(line->about, about) == 0) {
            return line;
        }
    }
    return NULL;
}

static uint64_t since(uint64_t now, uint64_t then)
{
    return now > then ? now - then : 0;
}

void repeats_write(struct repeats *repeats, uint64_t now, log_level_t level, const char *about, paxos_node_id_t node,
                   const char *message)
{
    struct repeat *line = find(repeats, level, about, node);
    if (line == NULL || since(now, line->last) > line->pause) {
        if (line == NULL && repeats->len < MAX_REMEMBERED) {
            line = &repeats->lines[repeats->len++];
        }
        if (line != NULL) {
            *line = (struct repeat){level, about, node, now, now, 0, FIRST_PAUSE_MILLIS};
        }
        log_line(level, "%s", message);
        return;
    }
    line->last = now;
    line->times++;
    uint64_t silent = since(now, line->told);
    if (silent < line->pause) {
        return;
    }
    log_line(level, "%s (the last of %" PRIu64 " times in %" PRIu64 " s)", message, line->times, silent / 1000);
    line->told = now;
    line->times = 0;
    line->pause = 2 * line->pause < LONGEST_PAUSE_MILLIS ? 2 * line->pause : LONGEST_PAUSE_MILLIS;
}
