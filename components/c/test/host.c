#include "host.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text.h"
#include "values.h"

// A test that needs more room ends here.
#define CHECK_ROOM(count)                                                                                              \
    if ((count) >= MAX_NOTED) {                                                                                        \
        fprintf(stderr, "%s: no room for more than %d\n", #count, MAX_NOTED);                                          \
        abort();                                                                                                       \
    }

// What the generated code leaves where an option is none.
#define GARBAGE 0x5a

struct host host;
struct acceptor node;

void host_begin(void)
{
    host = (struct host){.self = 1, .phase2_quorum = 2};
}

void host_end(void)
{
    entries_free(&host.accepted);
    for (size_t i = 0; i < host.line_count; i++) {
        free(host.lines[i].text);
    }
    host_begin();
}

const char *host_lines(log_level_t level)
{
    static char joined[4096];
    joined[0] = '\0';
    for (size_t i = 0; i < host.line_count; i++) {
        if (host.lines[i].level == level) {
            size_t length = strlen(joined);
            snprintf(joined + length, sizeof joined - length, "%s\n", host.lines[i].text);
        }
    }
    return joined;
}

// --- What the interfaces import --------------------------------------------------------------------------------------

static node_list_node_id_t ids(uint32_t count)
{
    node_list_node_id_t list = {.ptr = allocate(count, sizeof *list.ptr), .len = count};
    for (uint32_t i = 0; i < count; i++) {
        list.ptr[i] = i + 1;
    }
    return list;
}

void node_get_cluster(node_cluster_t *cluster)
{
    *cluster = (node_cluster_t){.self = host.self,
                                .clients = ids(1),
                                .proposers = ids(2),
                                .acceptors = ids(3),
                                .learners = ids(2),
                                .coordinators = ids(1),
                                .phase1_quorum = 4 - host.phase2_quorum,
                                .phase2_quorum = host.phase2_quorum};
}

void node_get_timing(node_timing_t *timing)
{
    *timing = (node_timing_t){
        .tick_millis = 20, .heartbeat_millis = 150, .election_timeout_millis = 1000, .retry_millis = 300};
}

void node_get_bounds(node_bounds_t *bounds)
{
    *bounds = (node_bounds_t){.max_value_bytes = 100,
                              .max_batch_entries = 4,
                              .max_batch_bytes = 100,
                              .max_open_slots = 16,
                              .max_open_bytes = 1000};
}

void log_write(log_level_t level, paxos_string_t *message)
{
    CHECK_ROOM(host.line_count);
    char *copy = allocate(message->len + 1, 1);
    memcpy(copy, message->ptr, message->len);
    host.lines[host.line_count++] = (struct line){.level = level, .text = copy};
}

bool storage_load_life(storage_life_record_t *life)
{
    *life = host.life;
    if (host.life.life == 0) {
        memset(life, GARBAGE, sizeof *life);
    }
    return host.life.life > 0;
}

void storage_store_life(storage_life_record_t *life)
{
    host.life = *life;
}

bool storage_load_promised(paxos_ballot_t *promised)
{
    *promised = host.promised;
    if (host.promised.round == 0) {
        memset(promised, GARBAGE, sizeof *promised);
    }
    return host.promised.round > 0;
}

void storage_store_promised(paxos_ballot_t *promised)
{
    host.writes++;
    host.promised = *promised;
}

static void put(const paxos_accepted_entry_t *entry)
{
    size_t place = entries_through(&host.accepted, entry->slot);
    if (place > 0 && host.accepted.ptr[place - 1].slot == entry->slot) {
        // In place of what the slot held, whatever the ballot.
        host.accepted.ptr[place - 1].ballot = NO_BALLOT;
    }
    entries_put(&host.accepted, entry);
}

void storage_store_accepted(storage_list_accepted_entry_t *entries)
{
    host.writes++;
    host.last_written = entries->len;
    for (size_t i = 0; i < entries->len; i++) {
        put(&entries->ptr[i]);
    }
}

void storage_load_accepted(paxos_slot_t first_slot, uint32_t max_entries, uint32_t max_bytes,
                           storage_list_accepted_entry_t *page)
{
    host.loads++;
    size_t first = entries_through(&host.accepted, first_slot - 1);
    *page = (storage_list_accepted_entry_t){.ptr = allocate(host.accepted.len, sizeof *page->ptr)};
    size_t bytes = 0;
    for (size_t i = first; i < host.accepted.len && page->len < max_entries; i++) {
        bytes += payload_bytes(&host.accepted.ptr[i].entry);
        if (page->len > 0 && bytes > max_bytes) {
            break;
        }
        page->ptr[page->len++] = entry_copy(&host.accepted.ptr[i]);
    }
}

bool storage_highest_accepted(paxos_slot_t *slot)
{
    if (host.accepted.len == 0) {
        memset(slot, GARBAGE, sizeof *slot);
        return false;
    }
    *slot = host.accepted.ptr[host.accepted.len - 1].slot;
    return true;
}

void outbox_notify_learners(paxos_votes_t *votes)
{
    CHECK_ROOM(host.notice_count);
    host.notices[host.notice_count++] =
        (struct notice){votes->ballot, votes->first_slot, votes->count, votes->entries.is_some};
}

void outbox_admit(uint64_t call, paxos_node_id_t proposer, outbox_admit_request_t *request)
{
    CHECK_ROOM(host.admit_count);
    host.admits[host.admit_count++] = (struct admit_call){call, proposer, *request};
}

void outbox_prepare(uint64_t call, paxos_node_id_t acceptor, outbox_prepare_request_t *request)
{
    CHECK_ROOM(host.prepare_count);
    host.prepares[host.prepare_count++] = (struct prepare_call){call, acceptor, *request};
}

void outbox_read_accepted(uint64_t call, paxos_node_id_t acceptor, outbox_read_accepted_request_t *request)
{
    CHECK_ROOM(host.read_count);
    host.reads[host.read_count++] = (struct read_call){call, acceptor, *request};
}

// --- What wit-bindgen writes to free values with ---------------------------------------------------------------------

void node_cluster_free(node_cluster_t *cluster)
{
    free(cluster->clients.ptr);
    free(cluster->proposers.ptr);
    free(cluster->acceptors.ptr);
    free(cluster->learners.ptr);
    free(cluster->coordinators.ptr);
}

void storage_list_accepted_entry_free(storage_list_accepted_entry_t *entries)
{
    for (size_t i = 0; i < entries->len; i++) {
        entry_release(&entries->ptr[i]);
    }
    free(entries->ptr);
}

void exports_api_list_accepted_entry_free(exports_api_list_accepted_entry_t *entries)
{
    storage_list_accepted_entry_t same = {.ptr = entries->ptr, .len = entries->len};
    storage_list_accepted_entry_free(&same);
}

void paxos_refusal_free(paxos_refusal_t *refusal)
{
    switch (refusal->tag) {
    case PAXOS_REFUSAL_MISADDRESSED:
    case PAXOS_REFUSAL_UNKNOWN_NODE:
    case PAXOS_REFUSAL_OVERLOADED:
        break;
    default:
        free(refusal->val.invalid.ptr);
    }
}

// --- Values ----------------------------------------------------------------------------------------------------------

paxos_ballot_t ballot_of(uint64_t round, paxos_node_id_t proposer)
{
    return (paxos_ballot_t){.round = round, .proposer = proposer};
}

paxos_ballot_t ballot(uint64_t round)
{
    return ballot_of(round, 1);
}

paxos_entry_t entry(uint64_t round, const char *text)
{
    return (paxos_entry_t){
        .origin = ballot(round),
        .content = {.tag = PAXOS_CONTENT_COMMAND,
                    .val.command = {.id = {.session = 7, .sequence = 1},
                                    .payload = {.ptr = (uint8_t *)text, .len = strlen(text)}}},
    };
}

paxos_accepted_entry_t accepted(paxos_slot_t slot, uint64_t round, const char *text)
{
    return (paxos_accepted_entry_t){.slot = slot, .ballot = ballot(round), .entry = entry(round, text)};
}

// --- An acceptor over the host ---------------------------------------------------------------------------------------

void start(void)
{
    acceptor_free(&node);
    acceptor_start(&node);
    acceptor_tick(&node, 1000, 77);
}

void start_admitted(void)
{
    start();
    admission(1, never_heard_of());
    admission(2, never_heard_of());
}

void start_new(void)
{
    host_begin();
    start_admitted();
}

void begin_voted(void)
{
    host_begin();
    host.life = (storage_life_record_t){.life = 50, .standing = STORAGE_WRITTEN_STANDING_VOTING};
    host.promised = ballot(3);
    for (paxos_slot_t slot = 1; slot <= 2; slot++) {
        paxos_accepted_entry_t held = accepted(slot, 3, "a");
        put(&held);
    }
}

void start_forgetful(void)
{
    begin_voted();
    start();
    admission(2, knows(50, ballot(4), 2));
}

void stop(void)
{
    acceptor_free(&node);
    host_end();
}

exports_api_admission_t never_heard_of(void)
{
    return (exports_api_admission_t){0};
}

exports_api_admission_t gives(paxos_ballot_t ballot)
{
    return (exports_api_admission_t){.ballot = {.is_some = true, .val = ballot}};
}

exports_api_admission_t knows(uint64_t life, paxos_ballot_t promised, paxos_slot_t highest_slot)
{
    return (exports_api_admission_t){
        .known = {.is_some = true,
                  .val = {.acceptor = 1,
                          .life = life,
                          .promised = {.is_some = ballot_is_some(promised), .val = promised},
                          .highest_slot = highest_slot}},
    };
}

void admission(paxos_node_id_t proposer, exports_api_admission_t admission)
{
    for (size_t i = host.admit_count; i > 0; i--) {
        if (host.admits[i - 1].proposer == proposer) {
            exports_events_result_admission_refusal_t answer = {.val.ok = admission};
            acceptor_admit_answered(&node, host.admits[i - 1].call, proposer, &answer);
            return;
        }
    }
}

static void status(exports_api_acceptor_status_t *status)
{
    paxos_refusal_t refusal;
    if (!acceptor_status(&node, host.self, status, &refusal)) {
        abort();
    }
}

exports_api_standing_t stands(void)
{
    exports_api_acceptor_status_t now;
    status(&now);
    if (now.waits_for.is_some) {
        free(now.waits_for.val.ptr);
    }
    return now.standing;
}

const char *why(void)
{
    static char text[512];
    exports_api_acceptor_status_t now;
    status(&now);
    text[0] = '\0';
    if (now.waits_for.is_some) {
        snprintf(text, sizeof text, "%.*s", (int)now.waits_for.val.len, (const char *)now.waits_for.val.ptr);
        free(now.waits_for.val.ptr);
    }
    return text;
}

static struct answer refused(paxos_refusal_t *refusal)
{
    struct answer answer = {.refusal = refusal->tag};
    char *text = text_of_refusal(refusal);
    snprintf(answer.text, sizeof answer.text, "%s", text);
    free(text);
    paxos_refusal_free(refusal);
    return answer;
}

static void shown(struct answer *answer, exports_api_list_accepted_entry_t *entries, bool more)
{
    answer->more = more;
    answer->count = entries->len;
    for (size_t i = 0; i < entries->len && i < 8; i++) {
        answer->slots[i] = entries->ptr[i].slot;
        answer->ballots[i] = entries->ptr[i].ballot;
    }
    exports_api_list_accepted_entry_free(entries);
}

struct answer prepare(paxos_ballot_t ballot, paxos_slot_t first_slot, uint32_t max_entries)
{
    exports_api_prepare_request_t request = {ballot, first_slot, max_entries};
    exports_api_prepare_outcome_t outcome;
    paxos_refusal_t refusal;
    if (!acceptor_prepare(&node, host.self, &request, &outcome, &refusal)) {
        return refused(&refusal);
    }
    struct answer answer = {.ok = true, .promised = outcome.tag == EXPORTS_API_PREPARE_OUTCOME_PROMISED};
    if (answer.promised) {
        answer.ballot = outcome.val.promised.ballot;
        shown(&answer, &outcome.val.promised.accepted, outcome.val.promised.more);
    } else {
        answer.ballot = outcome.val.rejected;
    }
    return answer;
}

struct answer accept_entries(paxos_ballot_t ballot, paxos_slot_t first_slot, paxos_entry_t *entries, size_t count)
{
    exports_api_accept_request_t request = {
        .ballot = ballot, .first_slot = first_slot, .entries = {.ptr = entries, .len = count}};
    exports_api_accept_outcome_t outcome;
    paxos_refusal_t refusal;
    if (!acceptor_accept(&node, host.self, &request, &outcome, &refusal)) {
        return refused(&refusal);
    }
    struct answer answer = {.ok = true, .accepted = outcome.tag == EXPORTS_API_ACCEPT_OUTCOME_ACCEPTED};
    answer.ballot = answer.accepted ? outcome.val.accepted.ballot : outcome.val.rejected;
    answer.count = answer.accepted ? outcome.val.accepted.count : 0;
    return answer;
}

struct answer accept_text(uint64_t round, paxos_slot_t first_slot, const char *text)
{
    paxos_entry_t value = entry(round, text);
    return accept_entries(ballot(round), first_slot, &value, 1);
}

struct answer read_accepted(paxos_slot_t first_slot, uint32_t max_entries)
{
    exports_api_read_accepted_request_t request = {first_slot, max_entries};
    exports_api_accepted_page_t page;
    paxos_refusal_t refusal;
    if (!acceptor_read_accepted(&node, host.self, &request, &page, &refusal)) {
        return refused(&refusal);
    }
    struct answer answer = {.ok = true};
    shown(&answer, &page.entries, page.more);
    return answer;
}

struct answer beat(paxos_ballot_t ballot)
{
    exports_api_leader_heartbeat_request_t request = {ballot};
    exports_api_leader_heartbeat_outcome_t outcome;
    paxos_refusal_t refusal;
    if (!acceptor_heartbeat(&node, host.self, &request, &outcome, &refusal)) {
        return refused(&refusal);
    }
    struct answer answer = {.ok = true, .followed = outcome.tag == EXPORTS_API_LEADER_HEARTBEAT_OUTCOME_FOLLOWED};
    answer.ballot = answer.followed ? NO_BALLOT : outcome.val.rejected;
    return answer;
}

struct answer recover(uint64_t life)
{
    exports_api_recover_request_t request = {life};
    exports_api_acceptor_status_t status;
    paxos_refusal_t refusal;
    if (!acceptor_recover(&node, host.self, &request, &status, &refusal)) {
        return refused(&refusal);
    }
    if (status.waits_for.is_some) {
        free(status.waits_for.val.ptr);
    }
    return (struct answer){.ok = true};
}
