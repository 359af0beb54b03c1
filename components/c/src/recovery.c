// Bringing back an acceptor that has forgotten, as the same voter. docs/rationale.md has the argument.
//
// Every proposer tells the highest round it has used or given away: what was forgotten is at those rounds. A ballot
// above them is reserved for this acceptor. Enough other acceptors promise it, or a higher one, so that nothing can be
// chosen at a forgotten ballot any more; then they show what they hold. This is phase 1 at the reserved ballot
// (Lamport, Paxos Made Simple, 2.2), and storing the values it finds is phase 2, at this acceptor alone.

#include <stdlib.h>

#include "acceptor.h"
#include "limits.h"
#include "text.h"
#include "values.h"

// The longest gap before a shown slot that may be real, in windows of open slots: as in the proposer.
#define MAX_GAP_WINDOWS 16
// Covered to the end: the acceptor has shown everything.
#define WHOLLY UINT64_MAX

void recovery_begin(struct acceptor *acceptor)
{
    recovery_end(acceptor);
    acceptor->recovery = allocate(1, sizeof *acceptor->recovery);
}

void recovery_end(struct acceptor *acceptor)
{
    if (acceptor->recovery != NULL) {
        free(acceptor->recovery->sources);
        entries_free(&acceptor->recovery->shown);
        free(acceptor->recovery);
        acceptor->recovery = NULL;
    }
}

static bool is_copied_from(const struct source *source)
{
    return source->fenced && !source->distrusted;
}

// Tells the last slot for which enough fenced sources have shown all that they hold up to there. Whether they are
// enough.
static bool covered_through(const struct recovery *recovery, size_t needed, paxos_slot_t *covered)
{
    bool enough = false;
    *covered = 0;
    for (size_t i = 0; i < recovery->source_count; i++) {
        paxos_slot_t slot = recovery->sources[i].covered_through;
        size_t reach = 0;
        for (size_t j = 0; j < recovery->source_count; j++) {
            reach += is_copied_from(&recovery->sources[j]) && recovery->sources[j].covered_through >= slot;
        }
        if (is_copied_from(&recovery->sources[i]) && reach >= needed) {
            enough = true;
            *covered = slot > *covered ? slot : *covered;
        }
    }
    return enough;
}

static char *text_of_distrusted(const struct recovery *recovery, size_t *count)
{
    paxos_node_id_t *ids = allocate(recovery->source_count, sizeof *ids);
    *count = 0;
    for (size_t i = 0; i < recovery->source_count; i++) {
        if (recovery->sources[i].distrusted) {
            ids[(*count)++] = recovery->sources[i].acceptor;
        }
    }
    char *list = text_of_ids(ids, *count);
    free(ids);
    return list;
}

char *recovery_waits_for(const struct acceptor *acceptor)
{
    const struct recovery *recovery = acceptor->recovery;
    if (recovery == NULL || !all_answered(acceptor)) {
        char *silent = unanswered(acceptor);
        char *why = text("it recovers, and waits for proposers %s to tell which rounds they have used", silent);
        free(silent);
        return why;
    }
    if (!ballot_is_some(recovery->ballot)) {
        return text("it recovers, and waits for a proposer to give it a ballot");
    }
    size_t needed = sources_of_recovery(acceptor), fenced = 0;
    for (size_t i = 0; i < recovery->source_count; i++) {
        fenced += recovery->sources[i].fenced;
    }
    if (fenced < needed) {
        return text("it recovers, and waits for promises at round %" PRIu64 " from %zu others; %zu have promised",
                    recovery->ballot.round, needed, fenced);
    }
    size_t distrusted;
    char *list = text_of_distrusted(recovery, &distrusted);
    char *why =
        recovery->source_count - distrusted < needed
            ? text("it recovers, and needs what %zu others hold, but acceptors %s show what cannot be", needed, list)
            : text("it recovers, and copies what %zu others hold; it has copied up to slot %" PRIu64, needed,
                   recovery->copied_through);
    free(list);
    return why;
}

// The leader is asked first: it knows a ballot of its own when it meets it, and is elected again at once.
static void ask_for_ballot(struct acceptor *acceptor)
{
    struct recovery *recovery = acceptor->recovery;
    uint64_t call = next_call(acceptor);
    struct question *asked = &recovery->asked_ballot;
    if ((asked->call > 0 && acceptor->now - asked->sent_at < retry_millis(acceptor)) || acceptor->proposer_count == 0) {
        return;
    }
    const struct proposer *proposer = &acceptor->proposers[recovery->turn % acceptor->proposer_count];
    for (size_t i = acceptor->proposer_count; recovery->turn == 0 && i > 0; i--) {
        if (acceptor->proposers[i - 1].answered && acceptor->proposers[i - 1].leads) {
            proposer = &acceptor->proposers[i - 1];
        }
    }
    recovery->turn++;
    *asked = (struct question){.call = call, .sent_at = acceptor->now};
    outbox_admit_request_t request = {
        .acceptor = acceptor->cluster.self,
        .life = acceptor->life.life,
        .standing = EXPORTS_API_STANDING_RECOVERING,
        .above = {.is_some = true, .val = highest_round(acceptor)},
    };
    outbox_admit(call, proposer->id, &request);
}

// Asks each source for its promise first, then for what it holds, a page at a time. None goes ahead of the others by
// more than a page, so memory is bounded.
static void ask_sources(struct acceptor *acceptor)
{
    struct recovery *recovery = acceptor->recovery;
    if (recovery == NULL || !ballot_is_some(recovery->ballot)) {
        return;
    }
    uint32_t max_entries = acceptor->bounds.max_batch_entries > 0 ? acceptor->bounds.max_batch_entries : 1;
    paxos_slot_t covered;
    covered_through(recovery, sources_of_recovery(acceptor), &covered);
    for (size_t i = 0; i < recovery->source_count; i++) {
        struct source *source = &recovery->sources[i];
        struct question *question = &source->question;
        bool waits = question->call > 0 && acceptor->now - question->sent_at < retry_millis(acceptor);
        bool ahead = source->covered_through == WHOLLY || source->covered_through > covered;
        if (waits || source->distrusted || (source->fenced && ahead)) {
            continue;
        }
        *question = (struct question){.call = next_call(acceptor), .sent_at = acceptor->now};
        if (source->fenced) {
            outbox_read_accepted_request_t request = {.first_slot = source->covered_through + 1,
                                                      .max_entries = max_entries};
            outbox_read_accepted(question->call, source->acceptor, &request);
        } else {
            outbox_prepare_request_t request = {.ballot = recovery->ballot, .first_slot = 1, .max_entries = 1};
            outbox_prepare(question->call, source->acceptor, &request);
        }
    }
}

void go_on_recovering(struct acceptor *acceptor)
{
    if (standing(acceptor) != EXPORTS_API_STANDING_RECOVERING) {
        return;
    }
    if (acceptor->recovery == NULL) {
        recovery_begin(acceptor);
    }
    if (!all_answered(acceptor)) {
        return;
    }
    if (!ballot_is_some(acceptor->recovery->ballot)) {
        ask_for_ballot(acceptor);
    }
    ask_sources(acceptor);
}

void ballot_refused(struct acceptor *acceptor, uint64_t call)
{
    struct recovery *recovery = acceptor->recovery;
    if (recovery == NULL || ballot_is_some(recovery->ballot) || recovery->asked_ballot.call == 0
        || recovery->asked_ballot.call != call) {
        return;
    }
    recovery->asked_ballot = (struct question){0};
    struct proposer *highest = NULL;
    for (size_t i = 0; i < acceptor->proposer_count; i++) {
        struct proposer *proposer = &acceptor->proposers[i];
        if (proposer->answered && (highest == NULL || proposer->round >= highest->round)) {
            highest = proposer;
        }
    }
    if (highest != NULL) {
        highest->answered = false;
        say(acceptor, LOG_LEVEL_ERROR, "used round", highest->id,
            "proposer %" PRIu32 " says that it has used round %" PRIu64 ", which no other goes above", highest->id,
            highest->round);
    }
}

void ballot_given(struct acceptor *acceptor, uint64_t call, paxos_node_id_t proposer, paxos_ballot_t ballot)
{
    struct recovery *recovery = acceptor->recovery;
    if (recovery == NULL || recovery->asked_ballot.call == 0 || recovery->asked_ballot.call != call
        || ballot_is_some(recovery->ballot) || ballot.round <= highest_round(acceptor) || ballot.round > MAX_NUMBER
        || ballot.proposer != proposer) {
        return;
    }
    recovery->ballot = ballot;
    recovery->sources = allocate(acceptor->cluster.acceptors.len, sizeof *recovery->sources);
    recovery->source_count = 0;
    for (size_t i = 0; i < acceptor->cluster.acceptors.len; i++) {
        if (acceptor->cluster.acceptors.ptr[i] != acceptor->cluster.self) {
            recovery->sources[recovery->source_count++].acceptor = acceptor->cluster.acceptors.ptr[i];
        }
    }
    // What was promised before is at rounds that no proposer uses any more, or that none has ever used.
    storage_store_promised(&ballot);
    acceptor->promised = ballot;
    ask_sources(acceptor);
}

// The source that waits for the answer to this call, which it has now; NULL where there is none.
static struct source *answered_source(struct acceptor *acceptor, uint64_t call, paxos_node_id_t other)
{
    struct recovery *recovery = acceptor->recovery;
    for (size_t i = 0; recovery != NULL && i < recovery->source_count; i++) {
        struct source *source = &recovery->sources[i];
        if (source->acceptor == other && source->question.call > 0 && source->question.call == call) {
            source->question = (struct question){0};
            return source;
        }
    }
    return NULL;
}

static void source_refused(struct acceptor *acceptor, paxos_node_id_t other, const paxos_refusal_t *refusal)
{
    if (refusal->tag != PAXOS_REFUSAL_UNAVAILABLE && refusal->tag != PAXOS_REFUSAL_OVERLOADED) {
        char *why = text_of_refusal(refusal);
        say(acceptor, LOG_LEVEL_WARN, "did not help", other, "acceptor %" PRIu32 " did not help to recover: %s", other,
            why);
        free(why);
    }
}

void acceptor_prepare_answered(struct acceptor *acceptor, uint64_t call, paxos_node_id_t other,
                               const exports_events_result_prepare_outcome_refusal_t *answer)
{
    struct source *source = answered_source(acceptor, call, other);
    if (source == NULL) {
        return;
    }
    if (answer->is_err) {
        source_refused(acceptor, other, &answer->val.err);
        return;
    }
    const exports_api_prepare_outcome_t *outcome = &answer->val.ok;
    paxos_ballot_t ballot = acceptor->recovery->ballot;
    // Either way it accepts nothing below the ballot any more.
    if (outcome->tag == EXPORTS_API_PREPARE_OUTCOME_PROMISED) {
        source->fenced |= ballot_compare(outcome->val.promised.ballot, ballot) == 0;
    } else {
        paxos_refusal_t refusal;
        if (!check_ballot(&acceptor->cluster, outcome->val.rejected, &refusal)) {
            source_refused(acceptor, other, &refusal);
            paxos_refusal_free(&refusal);
            return;
        }
        source->fenced |= ballot_compare(outcome->val.rejected, ballot) > 0;
    }
    ask_sources(acceptor);
}

static void recovered(struct acceptor *acceptor)
{
    paxos_slot_t copied = acceptor->recovery->copied_through;
    recovery_end(acceptor);
    live(acceptor, acceptor->life.life, STORAGE_WRITTEN_STANDING_VOTING);
    // All proposers know of this life.
    acceptor->admitted = true;
    log_line(LOG_LEVEL_INFO, "recovered, with what is accepted up to slot %" PRIu64 ": votes again", copied);
}

// How many of the first entries are near enough to one another to be real. A leader proposes only within a window after
// what is chosen, and enough sources show all that is: what comes after a longer gap was not proposed by one.
static size_t count_near(const struct acceptor *acceptor, size_t count)
{
    const node_bounds_t *bounds = &acceptor->bounds;
    uint64_t window =
        bounds->max_open_slots > bounds->max_batch_entries ? bounds->max_open_slots : bounds->max_batch_entries;
    paxos_slot_t end = acceptor->recovery->copied_through;
    for (size_t i = 0; i < count; i++) {
        paxos_slot_t slot = acceptor->recovery->shown.ptr[i].slot;
        if (slot > end && slot - end > MAX_GAP_WINDOWS * window) {
            log_line(LOG_LEVEL_ERROR,
                     "an acceptor shows slot %" PRIu64 ", where the log ends at %" PRIu64 ": it is not copied", slot,
                     end);
            return i;
        }
        end = slot;
    }
    return count;
}

// Accepts what enough sources have shown: at the reserved ballot, or where a leader has proposed since at a higher one,
// at that.
static void copy_what_is_covered(struct acceptor *acceptor)
{
    struct recovery *recovery = acceptor->recovery;
    paxos_slot_t covered;
    if (!ballot_is_some(recovery->ballot) || !covered_through(recovery, sources_of_recovery(acceptor), &covered)) {
        return;
    }
    size_t settled = entries_through(&recovery->shown, covered);
    size_t near = count_near(acceptor, settled);
    paxos_ballot_t highest = NO_BALLOT;
    for (size_t i = 0; i < near; i++) {
        paxos_accepted_entry_t *entry = &recovery->shown.ptr[i];
        entry->ballot = ballot_max(entry->ballot, recovery->ballot);
        highest = ballot_max(highest, entry->ballot);
    }
    if (ballot_compare(highest, acceptor->promised) > 0) {
        storage_store_promised(&highest);
        acceptor->promised = highest;
    }
    size_t batch = acceptor->bounds.max_batch_entries > 0 ? acceptor->bounds.max_batch_entries : 1;
    for (size_t first = 0; first < near; first += batch) {
        storage_list_accepted_entry_t chunk = {.ptr = &recovery->shown.ptr[first],
                                               .len = near - first < batch ? near - first : batch};
        storage_store_accepted(&chunk);
    }
    if (near > 0) {
        recovery->copied_through = recovery->shown.ptr[near - 1].slot;
        if (recovery->copied_through > acceptor->highest_accepted) {
            acceptor->highest_accepted = recovery->copied_through;
        }
    }
    entries_drop(&recovery->shown, settled);
    if (covered == WHOLLY) {
        recovered(acceptor);
    }
}

// What cannot be in a page of another acceptor; NULL where all can. Rounds are counted up one by one, and the ballot
// was above them all a moment ago.
static const paxos_accepted_entry_t *
impossible(const struct acceptor *acceptor, const exports_api_list_accepted_entry_t *entries, paxos_refusal_t *refusal)
{
    for (size_t i = 0; i < entries->len; i++) {
        const paxos_accepted_entry_t *entry = &entries->ptr[i];
        if (!check_accepted(&acceptor->cluster, entry, refusal)
            || !check_step("ballot.round", entry->ballot.round, acceptor->recovery->ballot.round, refusal)) {
            return entry;
        }
    }
    return NULL;
}

void acceptor_accepted_read(struct acceptor *acceptor, uint64_t call, paxos_node_id_t other,
                            const exports_events_result_accepted_page_refusal_t *answer)
{
    struct source *source = answered_source(acceptor, call, other);
    if (source == NULL) {
        return;
    }
    if (answer->is_err) {
        source_refused(acceptor, other, &answer->val.err);
        return;
    }
    const exports_api_accepted_page_t *page = &answer->val.ok;
    paxos_refusal_t refusal;
    const paxos_accepted_entry_t *wrong = impossible(acceptor, &page->entries, &refusal);
    if (wrong != NULL) {
        // What such an entry stands for may be chosen: to copy the rest without it would be to forget it.
        source->distrusted = true;
        char *why = text_of_refusal(&refusal);
        log_line(LOG_LEVEL_ERROR,
                 "acceptor %" PRIu32 " shows what cannot be in slot %" PRIu64 ", and nothing is copied from it: %s",
                 other, wrong->slot, why);
        free(why);
        paxos_refusal_free(&refusal);
        return;
    }

    paxos_slot_t from = source->covered_through;
    if (!page->more) {
        source->covered_through = WHOLLY;
    } else if (page->entries.len > 0 && page->entries.ptr[page->entries.len - 1].slot > from) {
        source->covered_through = page->entries.ptr[page->entries.len - 1].slot;
    }
    // What is copied already is settled without this page.
    struct recovery *recovery = acceptor->recovery;
    for (size_t i = 0; i < page->entries.len; i++) {
        if (page->entries.ptr[i].slot > recovery->copied_through && page->entries.ptr[i].slot > from) {
            entries_put(&recovery->shown, &page->entries.ptr[i]);
        }
    }
    copy_what_is_covered(acceptor);
    ask_sources(acceptor);
}
