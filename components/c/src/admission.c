// Before it votes, an acceptor that starts hears what the proposers remember of it: its disk may be new, or a copy from
// before it promised and accepted what they count on. Paxos rests on acceptors that do not forget (Lamport, Paxos Made
// Simple, 2.2: "stable storage ... to maintain the information that the acceptor must remember"), so one that has
// forgotten does not vote.

#include <stdarg.h>
#include <stdlib.h>

#include "acceptor.h"
#include "life.h"
#include "limits.h"
#include "text.h"
#include "values.h"

// How many election timeouts an acceptor waits for the proposers that do not answer, once one has.
#define PATIENCE_TIMEOUTS 2
// The pause before a proposer is asked again that has not answered, in pauses between tries, once the acceptor votes.
#define UNHURRIED_RETRIES 4

exports_api_standing_t standing(const struct acceptor *acceptor)
{
    if (acceptor->life.life == 0) {
        return EXPORTS_API_STANDING_STARTING;
    }
    switch (acceptor->life.standing) {
    case STORAGE_WRITTEN_STANDING_FRESH:
        return EXPORTS_API_STANDING_FRESH;
    case STORAGE_WRITTEN_STANDING_FORGETFUL:
        return EXPORTS_API_STANDING_FORGETFUL;
    case STORAGE_WRITTEN_STANDING_RECOVERING:
        return EXPORTS_API_STANDING_RECOVERING;
    default:
        return acceptor->admitted ? EXPORTS_API_STANDING_VOTING : EXPORTS_API_STANDING_STARTING;
    }
}

bool votes(const struct acceptor *acceptor, paxos_refusal_t *refusal)
{
    char *why = waits_for(acceptor);
    if (why == NULL) {
        return true;
    }
    refuse(refusal, PAXOS_REFUSAL_UNAVAILABLE, "acceptor %" PRIu32 " does not vote: %s", acceptor->cluster.self, why);
    free(why);
    return false;
}

static struct proposer *find_proposer(struct acceptor *acceptor, paxos_node_id_t id)
{
    for (size_t i = 0; i < acceptor->proposer_count; i++) {
        if (acceptor->proposers[i].id == id) {
            return &acceptor->proposers[i];
        }
    }
    return NULL;
}

static uint64_t since(const struct acceptor *acceptor, uint64_t then)
{
    return acceptor->now - then;
}

bool votes_at(struct acceptor *acceptor, paxos_ballot_t ballot, paxos_refusal_t *refusal)
{
    if (!votes(acceptor, refusal)) {
        return false;
    }
    struct proposer *proposer = find_proposer(acceptor, ballot.proposer);
    if (proposer == NULL || proposer->answered) {
        return true;
    }
    // It is there: the next tick asks it, unless an answer may still be on its way.
    if (since(acceptor, proposer->asked.sent_at) >= retry_millis(acceptor)) {
        proposer->asked = (struct question){0};
    }
    return refuse(refusal, PAXOS_REFUSAL_UNAVAILABLE,
                  "acceptor %" PRIu32 " has yet to hear what proposer %" PRIu32 " remembers of it",
                  acceptor->cluster.self, proposer->id);
}

char *waits_for(const struct acceptor *acceptor)
{
    switch (standing(acceptor)) {
    case EXPORTS_API_STANDING_VOTING:
        return NULL;
    case EXPORTS_API_STANDING_FRESH: {
        char *silent = unanswered(acceptor);
        char *why =
            text("its store is new, and it waits for proposers %s to tell that they know of no former one", silent);
        free(silent);
        return why;
    }
    case EXPORTS_API_STANDING_FORGETFUL: {
        paxos_node_id_t self = acceptor->cluster.self;
        return text("%s. Recover it: ./paxos recover acceptor-%" PRIu32 ", or POST /acceptors/%" PRIu32 "/recover",
                    acceptor->forgot != NULL ? acceptor->forgot : "its store has forgotten what it said", self, self);
    }
    case EXPORTS_API_STANDING_RECOVERING:
        return recovery_waits_for(acceptor);
    default:
        return text("it has just started and asks the proposers what they remember of it");
    }
}

bool all_answered(const struct acceptor *acceptor)
{
    for (size_t i = 0; i < acceptor->proposer_count; i++) {
        if (!acceptor->proposers[i].answered) {
            return false;
        }
    }
    return true;
}

char *unanswered(const struct acceptor *acceptor)
{
    paxos_node_id_t *silent = allocate(acceptor->proposer_count, sizeof *silent);
    size_t count = 0;
    for (size_t i = 0; i < acceptor->proposer_count; i++) {
        if (!acceptor->proposers[i].answered) {
            silent[count++] = acceptor->proposers[i].id;
        }
    }
    char *list = text_of_ids(silent, count);
    free(silent);
    return list;
}

uint64_t highest_round(const struct acceptor *acceptor)
{
    uint64_t highest = 0;
    for (size_t i = 0; i < acceptor->proposer_count; i++) {
        const struct proposer *proposer = &acceptor->proposers[i];
        if (proposer->answered && proposer->round > highest) {
            highest = proposer->round;
        }
    }
    return highest;
}

void begin_life(struct acceptor *acceptor)
{
    if (acceptor->life.life == 0) {
        // A store with promises or values but no life was written by a version that did not write lives down.
        bool voted = ballot_is_some(acceptor->promised) || acceptor->highest_accepted > 0;
        live(acceptor, life_first(acceptor->random),
             voted ? STORAGE_WRITTEN_STANDING_VOTING : STORAGE_WRITTEN_STANDING_FRESH);
    }
}

void live(struct acceptor *acceptor, uint64_t life, storage_written_standing_t written)
{
    storage_life_record_t begun = {.life = life, .standing = written};
    storage_store_life(&begun);
    if (acceptor->life.life != life) {
        for (size_t i = 0; i < acceptor->proposer_count; i++) {
            acceptor->proposers[i] = (struct proposer){.id = acceptor->proposers[i].id};
        }
        acceptor->since_known = true;
        acceptor->since = acceptor->now;
        acceptor->admitted = false;
    }
    acceptor->life = begun;
}

void ask_proposers(struct acceptor *acceptor)
{
    exports_api_standing_t stands = standing(acceptor);
    if (acceptor->life.life == 0 || stands == EXPORTS_API_STANDING_FORGETFUL) {
        return;
    }
    uint64_t pause = retry_millis(acceptor) * (stands == EXPORTS_API_STANDING_VOTING ? UNHURRIED_RETRIES : 1);
    for (size_t i = 0; i < acceptor->proposer_count; i++) {
        struct proposer *proposer = &acceptor->proposers[i];
        if (proposer->answered || (proposer->asked.call > 0 && since(acceptor, proposer->asked.sent_at) < pause)) {
            continue;
        }
        proposer->asked = (struct question){.call = next_call(acceptor), .sent_at = acceptor->now};
        outbox_admit_request_t request = {
            .acceptor = acceptor->cluster.self, .life = acceptor->life.life, .standing = stands};
        outbox_admit(proposer->asked.call, proposer->id, &request);
    }
}

static bool forget(struct acceptor *acceptor, const char *format, ...) __attribute__((format(printf, 2, 3)));

// Votes no more. Always false: an answer that shows this does not count.
static bool forget(struct acceptor *acceptor, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    free(acceptor->forgot);
    acceptor->forgot = text_of(format, arguments);
    va_end(arguments);
    log_line(LOG_LEVEL_ERROR, "this acceptor does not vote: %s", acceptor->forgot);
    live(acceptor, acceptor->life.life, STORAGE_WRITTEN_STANDING_FORGETFUL);
    return false;
}

// "none", or the ballot. To be freed.
static char *text_of_promise(bool is_some, paxos_ballot_t ballot)
{
    return is_some ? text_of_ballot(ballot) : text("none");
}

// Holds the votes that a proposer remembers against those that this store held when the acceptor started. Whether the
// answer counts.
static bool remembers_votes(struct acceptor *acceptor, paxos_node_id_t proposer, const paxos_known_acceptor_t *known)
{
    uint64_t life = acceptor->life.life;
    if (known->life != 0 && known->life != life) {
        if (life >= life_after(known->life, 0)) {
            // It was recovered, and told every proposer so: this one has a store from before that.
            log_line(LOG_LEVEL_WARN, "proposer %" PRIu32 " remembers a life of this acceptor that has ended", proposer);
            return true;
        }
        return forget(acceptor, "proposer %" PRIu32 " remembers it in life %" PRIu64 ", its store is of life %" PRIu64,
                      proposer, known->life, life);
    }
    paxos_ballot_t promised = acceptor->promised_at_start;
    if (known->promised.is_some && ballot_compare(known->promised.val, promised) > 0) {
        char *at = text_of_ballot(known->promised.val);
        char *has = text_of_promise(ballot_is_some(promised), promised);
        forget(acceptor, "proposer %" PRIu32 " remembers that it promised %s, its store holds %s: an older copy",
               proposer, at, has);
        free(at);
        free(has);
        return false;
    }
    if (known->highest_slot > acceptor->highest_at_start) {
        return forget(acceptor,
                      "proposer %" PRIu32 " remembers that it accepted slot %" PRIu64
                      ", its store ends at slot %" PRIu64 ": an older copy",
                      proposer, known->highest_slot, acceptor->highest_at_start);
    }
    return true;
}

static bool is_possible(const struct acceptor *acceptor, const paxos_known_acceptor_t *known)
{
    if (!life_is_plausible(known->life, acceptor->life.life) || known->acceptor != acceptor->cluster.self
        || known->highest_slot > acceptor->highest_at_start + MAX_STEP) {
        return false;
    }
    if (!known->promised.is_some) {
        return true;
    }
    paxos_refusal_t refusal;
    if (!check_ballot(&acceptor->cluster, known->promised.val, &refusal)) {
        paxos_refusal_free(&refusal);
        return false;
    }
    return known->promised.val.round <= acceptor->promised_at_start.round + MAX_STEP;
}

// Holds what a proposer remembers against what this store holds. Whether the answer counts.
static bool remembers(struct acceptor *acceptor, paxos_node_id_t proposer, const paxos_known_acceptor_t *known)
{
    if (!is_possible(acceptor, known)) {
        char *promised = text_of_promise(known->promised.is_some, known->promised.val);
        say(acceptor, LOG_LEVEL_ERROR, "claims to remember", proposer,
            "proposer %" PRIu32 " claims to remember life %" PRIu64 ", %s and slot %" PRIu64 " of acceptor %" PRIu32
            ", which cannot be",
            proposer, known->life, promised, known->highest_slot, known->acceptor);
        free(promised);
        return false;
    }
    uint64_t life = acceptor->life.life;
    switch (acceptor->life.standing) {
    case STORAGE_WRITTEN_STANDING_RECOVERING: {
        bool voted = known->promised.is_some || known->highest_slot > 0;
        if (known->life > life || (known->life == life && voted)) {
            // Some life that this store knows nothing of came before, or this one has voted since the store was copied:
            // the one that begins must be later.
            live(acceptor, life_after(known->life, acceptor->random), STORAGE_WRITTEN_STANDING_RECOVERING);
            return false;
        }
        return true;
    }
    case STORAGE_WRITTEN_STANDING_FORGETFUL:
        return true;
    case STORAGE_WRITTEN_STANDING_FRESH:
        // Also a copy of a store that was new may come back.
        if (known->life == life) {
            return remembers_votes(acceptor, proposer, known);
        }
        if (known->life == 0) {
            return true;
        }
        return forget(acceptor, "its store is new, but proposer %" PRIu32 " knows it to have voted before", proposer);
    default:
        return remembers_votes(acceptor, proposer, known);
    }
}

void acceptor_admit_answered(struct acceptor *acceptor, uint64_t call, paxos_node_id_t proposer_id,
                             const exports_events_result_admission_refusal_t *answer)
{
    if (answer->is_err) {
        const paxos_refusal_t *refusal = &answer->val.err;
        if (refusal->tag == PAXOS_REFUSAL_UNAVAILABLE || refusal->tag == PAXOS_REFUSAL_OVERLOADED) {
            return;
        }
        char *why = text_of_refusal(refusal);
        say(acceptor, LOG_LEVEL_WARN, "did not tell", proposer_id,
            "proposer %" PRIu32 " did not tell what it remembers: %s", proposer_id, why);
        free(why);
        ballot_refused(acceptor, call);
        return;
    }
    const exports_api_admission_t *admission = &answer->val.ok;
    if (admission->ballot.is_some) {
        ballot_given(acceptor, call, proposer_id, admission->ballot.val);
        return;
    }
    struct proposer *proposer = find_proposer(acceptor, proposer_id);
    if (proposer == NULL || proposer->answered || proposer->asked.call == 0 || proposer->asked.call != call) {
        return;
    }
    if (admission->known.is_some && !remembers(acceptor, proposer_id, &admission->known.val)) {
        return;
    }
    proposer->answered = true;
    proposer->round = admission->round;
    proposer->leads = admission->leads;
    proposer->forgot = admission->known.is_some && admission->known.val.life == 0;
    settle_admission(acceptor);
}

void settle_admission(struct acceptor *acceptor)
{
    if (acceptor->life.life == 0) {
        return;
    }
    bool all = all_answered(acceptor);
    if (acceptor->life.standing == STORAGE_WRITTEN_STANDING_VOTING && !acceptor->admitted) {
        if (!acceptor->since_known) {
            acceptor->since_known = true;
            acceptor->since = acceptor->now;
        }
        uint64_t patience = (uint64_t)acceptor->timing.election_timeout_millis * PATIENCE_TIMEOUTS;
        bool any = false;
        for (size_t i = 0; i < acceptor->proposer_count; i++) {
            any |= acceptor->proposers[i].answered;
        }
        acceptor->admitted = all || (any && since(acceptor, acceptor->since) >= patience);
    } else if (acceptor->life.standing == STORAGE_WRITTEN_STANDING_FRESH && all) {
        bool forgot = true;
        for (size_t i = 0; i < acceptor->proposer_count; i++) {
            forgot &= acceptor->proposers[i].forgot;
        }
        if (forgot) {
            forget(acceptor, "its store is new, and no proposer remembers whether it voted before");
            return;
        }
        // No proposer knows of a former life, and none counts on an acceptor that it has not admitted: so one that has
        // forgotten nothing is enough to tell that it never voted.
        live(acceptor, acceptor->life.life, STORAGE_WRITTEN_STANDING_VOTING);
        acceptor->admitted = true;
    }
}
