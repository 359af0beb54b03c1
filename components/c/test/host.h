// A node in memory around an acceptor: what the interfaces import, and what an acceptor stored and sent.

#ifndef HOST_H
#define HOST_H

#include "acceptor.h"

#define MAX_NOTED 512

struct admit_call {
    uint64_t call;
    paxos_node_id_t proposer;
    outbox_admit_request_t request;
};

struct prepare_call {
    uint64_t call;
    paxos_node_id_t acceptor;
    outbox_prepare_request_t request;
};

struct read_call {
    uint64_t call;
    paxos_node_id_t acceptor;
    outbox_read_accepted_request_t request;
};

struct notice {
    paxos_ballot_t ballot;
    paxos_slot_t first_slot;
    uint32_t count;
    bool has_entries;
};

struct line {
    log_level_t level;
    char *text;
};

struct host {
    paxos_node_id_t self;
    uint32_t phase2_quorum;

    storage_life_record_t life;
    paxos_ballot_t promised;
    struct entries accepted;
    size_t last_written;
    int writes;
    int loads;

    struct notice notices[MAX_NOTED];
    size_t notice_count;
    struct line lines[MAX_NOTED];
    size_t line_count;
    struct admit_call admits[MAX_NOTED];
    size_t admit_count;
    struct prepare_call prepares[MAX_NOTED];
    size_t prepare_count;
    struct read_call reads[MAX_NOTED];
    size_t read_count;
};

extern struct host host;

// Three acceptors with quorums of two, two proposers, and bounds that a test reaches: 100 bytes a value, 4 entries and
// 100 bytes a batch, 16 open slots. This acceptor is number 1.
void host_begin(void);
void host_end(void);

// The lines of a level, joined by newlines, until the next call.
const char *host_lines(log_level_t level);

// --- Values ----------------------------------------------------------------------------------------------------------

// A ballot of proposer 1.
paxos_ballot_t ballot(uint64_t round);
paxos_ballot_t ballot_of(uint64_t round, paxos_node_id_t proposer);

// A value that proposer 1 first proposed at this round. Its bytes are those of the literal.
paxos_entry_t entry(uint64_t round, const char *text);
paxos_accepted_entry_t accepted(paxos_slot_t slot, uint64_t round, const char *text);

// --- An acceptor over the host ---------------------------------------------------------------------------------------

extern struct acceptor node;

// Starts it over what the host stores, and ticks once, at 1,000 ms.
void start(void);

// The same, and each proposer tells that it has never heard of it.
void start_admitted(void);

// Begins the host anew and starts it admitted, as life 50 that has promised round 3 and accepted slots 1 and 2, or as
// one that proposer 2 has shown to have forgotten.
void start_new(void);
void begin_voted(void);
void start_forgetful(void);
void stop(void);

// What a proposer answers that has never heard of it, that gives it a ballot, or that remembers of it.
exports_api_admission_t never_heard_of(void);
exports_api_admission_t gives(paxos_ballot_t ballot);
exports_api_admission_t knows(uint64_t life, paxos_ballot_t promised, paxos_slot_t highest_slot);

// Answers what a proposer was asked last.
void admission(paxos_node_id_t proposer, exports_api_admission_t admission);

exports_api_standing_t stands(void);

// Why it does not vote, until the next call; "" where it does.
const char *why(void);

// Calls that free what they are answered. Whether it was not refused; the refusal's text is then in `refused`.
struct answer {
    bool ok;
    bool promised;
    bool accepted;
    bool followed;
    bool more;
    paxos_ballot_t ballot;
    size_t count;
    paxos_slot_t slots[8];
    paxos_ballot_t ballots[8];
    uint8_t refusal;
    char text[512];
};

struct answer prepare(paxos_ballot_t ballot, paxos_slot_t first_slot, uint32_t max_entries);
struct answer accept_entries(paxos_ballot_t ballot, paxos_slot_t first_slot, paxos_entry_t *entries, size_t count);
struct answer accept_text(uint64_t round, paxos_slot_t first_slot, const char *text);
struct answer read_accepted(paxos_slot_t first_slot, uint32_t max_entries);
struct answer beat(paxos_ballot_t ballot);
struct answer recover(uint64_t life);

#endif
