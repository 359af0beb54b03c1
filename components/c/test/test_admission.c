#include <string.h>

#include "check.h"
#include "host.h"
#include "life.h"
#include "limits.h"

// It neither promises nor accepts nor shows anything, and says why.
static void is_silent(const char *because)
{
    const struct answer answers[] = {prepare(ballot(90), 1, 1), accept_text(90, 1, "x"), read_accepted(1, 1),
                                     beat(ballot(90))};
    for (size_t i = 0; i < sizeof answers / sizeof *answers; i++) {
        CHECK(!answers[i].ok && answers[i].refusal == PAXOS_REFUSAL_UNAVAILABLE);
        CHECK_HAS(answers[i].text, "acceptor 1 does not vote: ");
        CHECK_HAS(answers[i].text, because);
    }
}

static void a_new_store_votes_once_every_proposer_knows_of_no_former_life(void)
{
    host_begin();
    start();
    CHECK(host.life.life == life_first(77) && host.life.standing == STORAGE_WRITTEN_STANDING_FRESH);
    is_silent("its store is new, and it waits for proposers [1, 2] to tell that they know of no former one");
    admission(1, never_heard_of());
    is_silent("proposers [2]");
    admission(2, never_heard_of());
    CHECK(stands() == EXPORTS_API_STANDING_VOTING);
    CHECK(host.life.standing == STORAGE_WRITTEN_STANDING_VOTING);
    CHECK(prepare(ballot(1), 1, 1).promised);
    stop();
}

static void a_new_store_that_a_proposer_knows_by_another_life_has_forgotten(void)
{
    host_begin();
    start();
    admission(2, knows(9, NO_BALLOT, 0));
    CHECK(stands() == EXPORTS_API_STANDING_FORGETFUL);
    CHECK_HAS(why(), "proposer 2 knows it to have voted before. Recover it: ./paxos recover acceptor-1, or POST "
                     "/acceptors/1/recover");
    CHECK(strcmp(host_lines(LOG_LEVEL_ERROR), "this acceptor does not vote: its store is new, but proposer 2 knows it "
                                              "to have voted before\n")
          == 0);
    start();
    is_silent("its store has forgotten what it said");
    CHECK(host.admit_count == 2);  // nobody is asked any more
    stop();
}

static void a_new_store_that_a_proposer_knows_by_the_same_life_is_new(void)
{
    host_begin();
    start();
    admission(1, knows(host.life.life, NO_BALLOT, 0));
    admission(2, knows(host.life.life, NO_BALLOT, 0));
    CHECK(stands() == EXPORTS_API_STANDING_VOTING);
    stop();
}

static void an_older_copy_is_found_out_by_the_promise_the_slot_and_the_life(void)
{
    const struct {
        exports_api_admission_t admission;
        const char *why;
    } remembered[] = {
        {knows(50, ballot(4), 2), "promised ballot (4, 1), its store holds ballot (3, 1): an older copy"},
        {knows(50, ballot_of(3, 2), 2), "promised ballot (3, 2), its store holds ballot (3, 1)"},
        {knows(50, ballot(3), 3), "accepted slot 3, its store ends at slot 2: an older copy"},
        {knows(51, NO_BALLOT, 0), "proposer 2 remembers it in life 51, its store is of life 50"},
    };
    for (size_t i = 0; i < sizeof remembered / sizeof *remembered; i++) {
        begin_voted();
        start();
        CHECK(stands() == EXPORTS_API_STANDING_STARTING);
        admission(2, remembered[i].admission);
        is_silent(remembered[i].why);
        CHECK(host.life.life == 50 && host.life.standing == STORAGE_WRITTEN_STANDING_FORGETFUL);
        stop();
    }
}

static void a_store_that_holds_all_that_proposers_remember_or_more_votes_at_once(void)
{
    begin_voted();
    start();
    admission(1, knows(50, ballot(3), 2));
    is_silent("it has just started");
    admission(2, knows(50, ballot(2), 1));
    CHECK(stands() == EXPORTS_API_STANDING_VOTING);
    stop();
}

static void a_store_from_before_lives_were_written_down_votes_on(void)
{
    begin_voted();
    host.life = (storage_life_record_t){0};
    start();
    CHECK(host.life.life == life_first(77) && host.life.standing == STORAGE_WRITTEN_STANDING_VOTING);
    admission(1, knows(0, ballot(3), 2));
    admission(2, knows(0, ballot(3), 2));
    CHECK(stands() == EXPORTS_API_STANDING_VOTING);
    stop();
}

static void after_two_election_timeouts_one_proposer_is_enough_but_without_any_it_waits_for_ever(void)
{
    begin_voted();
    start();
    acceptor_tick(&node, 90000, 0);
    CHECK(stands() == EXPORTS_API_STANDING_STARTING);
    admission(2, knows(50, NO_BALLOT, 0));
    CHECK(stands() == EXPORTS_API_STANDING_VOTING);
    stop();

    begin_voted();
    start();
    admission(2, knows(50, NO_BALLOT, 0));
    acceptor_tick(&node, 2999, 0);
    CHECK(stands() == EXPORTS_API_STANDING_STARTING);
    acceptor_tick(&node, 3000, 0);
    CHECK(stands() == EXPORTS_API_STANDING_VOTING);
    stop();
}

static void to_a_ballot_of_a_proposer_that_has_not_told_what_it_remembers_it_does_not_vote_and_asks_it_soon(void)
{
    begin_voted();
    start();
    admission(2, knows(50, NO_BALLOT, 0));
    acceptor_tick(&node, 3000, 0);
    const char *because = "acceptor 1 has yet to hear what proposer 1 remembers of it";
    CHECK(strcmp(prepare(ballot(9), 1, 1).text, because) == 0);
    CHECK(strcmp(accept_text(9, 1, "x").text, because) == 0);
    CHECK(prepare(ballot_of(9, 2), 1, 1).promised);
    host.admit_count = 0;
    acceptor_tick(&node, 3300, 0);
    CHECK(host.admit_count == 0);  // an answer may still be on its way
    prepare(ballot(9), 1, 1);
    acceptor_tick(&node, 3320, 0);
    CHECK(host.admit_count == 1 && host.admits[0].proposer == 1);
    stop();
}

static void what_it_has_promised_since_it_started_does_not_hide_what_it_has_forgotten(void)
{
    begin_voted();
    start();
    admission(2, knows(50, NO_BALLOT, 0));
    acceptor_tick(&node, 3000, 0);
    CHECK(prepare(ballot_of(9, 2), 1, 1).promised);
    admission(1, knows(50, ballot(4), 0));
    CHECK(stands() == EXPORTS_API_STANDING_FORGETFUL);
    stop();
}

static void a_memory_that_cannot_be_is_not_believed_and_its_proposer_is_named_once(void)
{
    const struct {
        exports_api_admission_t admission;
        const char *why;
    } claims[] = {
        {knows(50, ballot(3 + MAX_STEP + 1), 0), "life 50, ballot (4294967300, 1) and slot 0"},
        {knows(50, ballot(UINT64_MAX), 0), "ballot (18446744073709551615, 1)"},
        {knows(50, ballot_of(3, 0), 0), "ballot (3, 0)"},
        {knows(50, NO_BALLOT, 2 + MAX_STEP + 1), "none and slot 4294967299 of acceptor 1, which cannot be"},
        {knows(50, NO_BALLOT, UINT64_MAX), "slot 18446744073709551615"},
        {knows(MAX_NUMBER, NO_BALLOT, 0), "life 9007199254740991"},
        {knows(UINT64_MAX, NO_BALLOT, 0), "life 18446744073709551615"},
    };
    for (size_t i = 0; i < sizeof claims / sizeof *claims; i++) {
        begin_voted();
        start();
        admission(1, claims[i].admission);
        admission(1, claims[i].admission);
        CHECK(stands() == EXPORTS_API_STANDING_STARTING);
        CHECK_HAS(host_lines(LOG_LEVEL_ERROR), "proposer 1 claims to remember");
        CHECK_HAS(host_lines(LOG_LEVEL_ERROR), claims[i].why);
        CHECK(host.line_count == 1);
        admission(2, knows(50, ballot(3), 2));
        acceptor_tick(&node, 3000, 0);
        CHECK(stands() == EXPORTS_API_STANDING_VOTING);  // the others are enough
        stop();
    }
}

static void answers_that_nobody_waits_for_and_refusals_change_nothing(void)
{
    begin_voted();
    start();
    uint64_t call = host.admits[0].call;
    exports_events_result_admission_refusal_t sound = {.val.ok = never_heard_of()};
    acceptor_admit_answered(&node, call + 100, 1, &sound);
    acceptor_admit_answered(&node, 0, 1, &sound);
    acceptor_admit_answered(&node, call, 9, &sound);
    exports_events_result_admission_refusal_t refused = {
        .is_err = true, .val.err = {.tag = PAXOS_REFUSAL_OVERLOADED, .val.overloaded = 5}};
    acceptor_admit_answered(&node, call, 1, &refused);
    CHECK(host.line_count == 0);
    refused.val.err = (paxos_refusal_t){.tag = PAXOS_REFUSAL_MISADDRESSED, .val.misaddressed = 2};
    acceptor_admit_answered(&node, call, 1, &refused);
    CHECK_HAS(host_lines(LOG_LEVEL_WARN), "proposer 1 did not tell what it remembers: it is node 2");
    acceptor_tick(&node, 90000, 0);
    CHECK(stands() == EXPORTS_API_STANDING_STARTING);
    stop();
}

static void a_clock_that_runs_backwards_is_not_followed(void)
{
    begin_voted();
    start();
    host.admit_count = 0;
    acceptor_tick(&node, 0, 0);
    CHECK(host.admit_count == 0);
    acceptor_tick(&node, UINT64_MAX, UINT64_MAX);
    CHECK(host.admit_count == 2);
    acceptor_tick(&node, UINT64_MAX, UINT64_MAX);
    CHECK(host.admit_count == 2);
    stop();
}

const struct test admission_tests[] = {
    TEST(a_new_store_votes_once_every_proposer_knows_of_no_former_life),
    TEST(a_new_store_that_a_proposer_knows_by_another_life_has_forgotten),
    TEST(a_new_store_that_a_proposer_knows_by_the_same_life_is_new),
    TEST(an_older_copy_is_found_out_by_the_promise_the_slot_and_the_life),
    TEST(a_store_that_holds_all_that_proposers_remember_or_more_votes_at_once),
    TEST(a_store_from_before_lives_were_written_down_votes_on),
    TEST(after_two_election_timeouts_one_proposer_is_enough_but_without_any_it_waits_for_ever),
    TEST(to_a_ballot_of_a_proposer_that_has_not_told_what_it_remembers_it_does_not_vote_and_asks_it_soon),
    TEST(what_it_has_promised_since_it_started_does_not_hide_what_it_has_forgotten),
    TEST(a_memory_that_cannot_be_is_not_believed_and_its_proposer_is_named_once),
    TEST(answers_that_nobody_waits_for_and_refusals_change_nothing),
    TEST(a_clock_that_runs_backwards_is_not_followed),
    {0},
};
