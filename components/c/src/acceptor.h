// The acceptor of Paxos. Its rules are those of Lamport, Paxos Made Simple (2001), 2.2 and 2.5, for all slots of the
// log under one promise, as in van Renesse and Altinbuken, Paxos Made Moderately Complex (2015).
//
// The types with an ending _t, and the functions storage_…, outbox_…, node_… and log_write, are those that wit-bindgen
// writes from the interfaces. A function that may refuse returns whether it did not; what it refuses with is then in
// its last parameter. Requests belong to the caller, answers to whoever gets them.

#ifndef ACCEPTOR_H
#define ACCEPTOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "paxos.h"
#include "repeats.h"

// Above no ballot: rounds begin with 1.
#define NO_BALLOT ((paxos_ballot_t){0, 0})

// A call that waits for its answer.
struct question {
    uint64_t call;  // 0 while there is none
    uint64_t sent_at;
};

// A proposer, and what it has answered in this life since the acceptor started.
struct proposer {
    paxos_node_id_t id;
    struct question asked;
    bool answered;
    uint64_t round;  // the highest that it has used or given away
    bool leads;
    // Whether its own disk was emptied, so that this acceptor may have voted before for all it knows.
    bool forgot;
};

// Another acceptor, from which this one copies when it recovers.
struct source {
    paxos_node_id_t acceptor;
    bool fenced;
    bool distrusted;  // it has shown what cannot be: nothing is copied from it
    paxos_slot_t covered_through;
    struct question question;
};

// Entries in ascending order of slots, which belong to the list.
struct entries {
    paxos_accepted_entry_t *ptr;
    size_t len;
    size_t capacity;
};

struct recovery {
    // Above every round that a proposer had used when it was asked; NO_BALLOT until one has given it.
    paxos_ballot_t ballot;
    size_t turn;
    struct question asked_ballot;
    struct source *sources;
    size_t source_count;
    // The highest-ballot value that a source has shown for a slot, where not enough have shown that far yet.
    struct entries shown;
    paxos_slot_t copied_through;
};

// It keeps nothing in memory but what it could read back at any time, and whom it hears lead.
struct acceptor {
    node_cluster_t cluster;
    node_timing_t timing;
    node_bounds_t bounds;

    paxos_ballot_t promised;           // NO_BALLOT when nothing is
    paxos_slot_t highest_accepted;     // 0 when nothing is
    exports_api_heard_leader_t heard;  // at NO_BALLOT when nobody is

    uint64_t now;
    uint64_t calls;
    uint64_t random;

    // What the store held when the acceptor started.
    paxos_ballot_t promised_at_start;
    paxos_slot_t highest_at_start;

    storage_life_record_t life;  // life 0 before the first tick on a new store
    char *forgot;                // what shows that the store has forgotten, once something does

    // Since when this life goes on, once that is known, what the proposers have answered in it, and whether it is
    // enough to vote.
    bool since_known;
    uint64_t since;
    struct proposer *proposers;
    size_t proposer_count;
    bool admitted;

    struct recovery *recovery;
    struct repeats repeats;
};

// Recovers an acceptor from its storage.
void acceptor_start(struct acceptor *acceptor);

// Gives back its memory, for tests: the instance of a component is simply dropped.
void acceptor_free(struct acceptor *acceptor);

// The operations of paxos:acceptor/acceptor.
bool acceptor_prepare(struct acceptor *acceptor, paxos_node_id_t node, const exports_api_prepare_request_t *request,
                      exports_api_prepare_outcome_t *outcome, paxos_refusal_t *refusal);
bool acceptor_accept(struct acceptor *acceptor, paxos_node_id_t node, const exports_api_accept_request_t *request,
                     exports_api_accept_outcome_t *outcome, paxos_refusal_t *refusal);
bool acceptor_read_accepted(const struct acceptor *acceptor, paxos_node_id_t node,
                            const exports_api_read_accepted_request_t *request, exports_api_accepted_page_t *page,
                            paxos_refusal_t *refusal);
bool acceptor_heartbeat(struct acceptor *acceptor, paxos_node_id_t node,
                        const exports_api_leader_heartbeat_request_t *request,
                        exports_api_leader_heartbeat_outcome_t *outcome, paxos_refusal_t *refusal);
bool acceptor_recover(struct acceptor *acceptor, paxos_node_id_t node, const exports_api_recover_request_t *request,
                      exports_api_acceptor_status_t *status, paxos_refusal_t *refusal);
bool acceptor_status(const struct acceptor *acceptor, paxos_node_id_t node, exports_api_acceptor_status_t *status,
                     paxos_refusal_t *refusal);

// The events of paxos:acceptor/acceptor-events.
void acceptor_tick(struct acceptor *acceptor, uint64_t now_millis, uint64_t random);
void acceptor_admit_answered(struct acceptor *acceptor, uint64_t call, paxos_node_id_t proposer,
                             const exports_events_result_admission_refusal_t *answer);
void acceptor_prepare_answered(struct acceptor *acceptor, uint64_t call, paxos_node_id_t other,
                               const exports_events_result_prepare_outcome_refusal_t *answer);
void acceptor_accepted_read(struct acceptor *acceptor, uint64_t call, paxos_node_id_t other,
                            const exports_events_result_accepted_page_refusal_t *answer);

// --- What its parts have in common -----------------------------------------------------------------------------------

// A higher promise than the ballot, which then must be rejected (Paxos Made Simple, P1a).
bool promised_above(const struct acceptor *acceptor, paxos_ballot_t ballot);

// Keeps a promise of a ballot at or above the one promised so far; only a new one costs a write.
void promise(struct acceptor *acceptor, paxos_ballot_t ballot);

// One request does not carry the rounds to their end: they are counted up by elections, one at a time.
bool bounded_step(const struct acceptor *acceptor, paxos_ballot_t ballot, paxos_refusal_t *refusal);

// A page of what is accepted from a slot on, and whether there is more beyond it.
bool read_page(const struct acceptor *acceptor, paxos_slot_t first_slot, uint32_t max_entries,
               exports_api_list_accepted_entry_t *page);

uint64_t next_call(struct acceptor *acceptor);

// After how many milliseconds without an answer something is asked again.
uint64_t retry_millis(const struct acceptor *acceptor);

// How many other acceptors, of those that remember, must show what they hold so that nothing chosen can be missing: any
// acceptors - phase-2 quorum + 1 meet every phase-2 quorum, also where some acceptors of it have forgotten.
size_t sources_of_recovery(const struct acceptor *acceptor);

// Says what a retry may bring up again.
void say(struct acceptor *acceptor, log_level_t level, const char *about, paxos_node_id_t node, const char *format, ...)
    __attribute__((format(printf, 5, 6)));

// --- admission.c -----------------------------------------------------------------------------------------------------

exports_api_standing_t standing(const struct acceptor *acceptor);

// An acceptor's word counts only while it remembers all that it has said.
bool votes(const struct acceptor *acceptor, paxos_refusal_t *refusal);

// An acceptor's word goes to a proposer only once that one has told what it remembers: what it counts on from before
// the start is then known here, and what it counts on later was said after it.
bool votes_at(struct acceptor *acceptor, paxos_ballot_t ballot, paxos_refusal_t *refusal);

// Why this acceptor does not vote; NULL while it does. To be freed.
char *waits_for(const struct acceptor *acceptor);

// Whether all proposers have told what they remember.
bool all_answered(const struct acceptor *acceptor);

// The proposers that have not, as they are written in a line. To be freed.
char *unanswered(const struct acceptor *acceptor);

// Names the life of a store that has none yet.
void begin_life(struct acceptor *acceptor);

// Begins a life, or goes on in it with another standing.
void live(struct acceptor *acceptor, uint64_t life, storage_written_standing_t written);

// Asks the proposers that have not answered, again and again: one that comes back later may remember more than the
// others.
void ask_proposers(struct acceptor *acceptor);

// Whether the proposers that have answered are enough.
void settle_admission(struct acceptor *acceptor);

// --- recovery.c ------------------------------------------------------------------------------------------------------

void recovery_begin(struct acceptor *acceptor);
void recovery_end(struct acceptor *acceptor);

// What a recovering acceptor waits for. To be freed.
char *recovery_waits_for(const struct acceptor *acceptor);

// Asks for what the recovery needs next, and again for what did not come.
void go_on_recovering(struct acceptor *acceptor);

// No proposer gives a ballot above a round that cannot be: whoever has told it is asked again.
void ballot_refused(struct acceptor *acceptor, uint64_t call);

void ballot_given(struct acceptor *acceptor, uint64_t call, paxos_node_id_t proposer, paxos_ballot_t ballot);

// The highest round that a proposer has used or given away.
uint64_t highest_round(const struct acceptor *acceptor);

#endif
