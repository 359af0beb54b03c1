// What is met again with every retry is written once, and then how often it came: first after ten seconds, then after
// twice as long each time, up to ten minutes. What has not come for that long is new again. The numbers in a line may
// differ each time, so it is known by what it is about and by the node that it is about.

#ifndef REPEATS_H
#define REPEATS_H

#include <stddef.h>
#include <stdint.h>

#include "paxos.h"

// Lines that are remembered; what is beyond is written each time.
#define MAX_REMEMBERED 256

struct repeat {
    log_level_t level;
    const char *about;
    paxos_node_id_t node;
    uint64_t told;
    uint64_t last;
    uint64_t times;
    uint64_t pause;
};

struct repeats {
    struct repeat lines[MAX_REMEMBERED];
    size_t len;
};

// Writes a line about a node, unless it was written lately.
void repeats_write(struct repeats *repeats, uint64_t now, log_level_t level, const char *about, paxos_node_id_t node,
                   const char *message);

#endif
