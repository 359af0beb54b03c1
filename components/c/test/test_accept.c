#include <string.h>

#include "check.h"
#include "host.h"
#include "limits.h"
#include "values.h"

static void values_are_stored_at_the_ballot_and_learners_are_told(void)
{
    start_new();
    paxos_entry_t entries[] = {entry(2, "a"), entry(1, "b"), {.origin = ballot(2)}};
    struct answer answer = accept_entries(ballot(2), 5, entries, 3);
    CHECK(answer.accepted && answer.count == 3);
    CHECK(host.accepted.len == 3 && host.accepted.ptr[0].slot == 5 && host.accepted.ptr[2].slot == 7);
    CHECK(entry_equal(&host.accepted.ptr[1].entry, &entries[1]));
    CHECK(ballot_compare(host.accepted.ptr[1].ballot, ballot(2)) == 0);
    CHECK(ballot_compare(host.promised, ballot(2)) == 0);
    CHECK(host.notice_count == 1 && host.notices[0].first_slot == 5 && host.notices[0].count == 3);
    CHECK(host.notices[0].has_entries);
    stop();
}

static void of_three_acceptors_the_votes_of_the_third_need_not_carry_the_values(void)
{
    host_begin();
    host.self = 3;
    start_admitted();
    accept_text(1, 1, "a");
    CHECK(host.notice_count == 1 && !host.notices[0].has_entries);
    stop();
}

static void a_ballot_below_the_promise_is_rejected_and_nothing_is_stored(void)
{
    start_new();
    prepare(ballot(3), 1, 1);
    int writes = host.writes;
    struct answer answer = accept_text(2, 1, "a");
    CHECK(answer.ok && !answer.accepted && ballot_compare(answer.ballot, ballot(3)) == 0);
    CHECK(host.writes == writes && host.notice_count == 0);
    stop();
}

static void a_higher_ballot_takes_the_place_of_another_value(void)
{
    start_new();
    accept_text(1, 1, "a");
    CHECK(accept_text(2, 1, "b").accepted);
    paxos_entry_t expected = entry(2, "b");
    CHECK(host.accepted.len == 1 && entry_equal(&host.accepted.ptr[0].entry, &expected));
    CHECK(ballot_compare(host.accepted.ptr[0].ballot, ballot(2)) == 0);
    stop();
}

static void a_request_that_comes_twice_is_told_twice_and_stored_once(void)
{
    start_new();
    accept_text(1, 1, "a");
    int writes = host.writes;
    CHECK(accept_text(1, 1, "a").accepted);
    CHECK(host.writes == writes && host.notice_count == 2);
    stop();
}

static void of_a_request_that_is_held_in_part_only_the_rest_is_stored(void)
{
    start_new();
    accept_text(1, 2, "b");
    paxos_entry_t entries[] = {entry(1, "a"), entry(1, "b"), entry(1, "c")};
    CHECK(accept_entries(ballot(1), 1, entries, 3).accepted);
    CHECK(host.last_written == 2 && host.accepted.len == 3);
    stop();
}

static void another_value_at_the_same_ballot_is_a_violation_and_nothing_changes(void)
{
    start_new();
    accept_text(1, 2, "b");
    int writes = host.writes;
    paxos_entry_t entries[] = {entry(1, "a"), entry(1, "x")};
    for (int again = 0; again < 2; again++) {
        struct answer answer = accept_entries(ballot(1), 1, entries, 2);
        CHECK(!answer.ok && answer.refusal == PAXOS_REFUSAL_VIOLATION);
        CHECK_HAS(answer.text, "slot 2 holds another value at ballot (1, 1)");
    }
    CHECK(host.writes == writes && host.accepted.len == 1 && host.notice_count == 1);
    // Said once, though it came twice.
    CHECK(strcmp(host_lines(LOG_LEVEL_ERROR), "slot 2 holds another value at ballot (1, 1) than the one asked to be "
                                              "accepted at (1, 1)\n")
          == 0);
    stop();
}

static void slots_above_the_highest_cost_no_read(void)
{
    start_new();
    accept_text(1, 1, "a");
    int loads = host.loads;
    accept_text(1, 2, "b");
    CHECK(host.loads == loads);
    stop();
}

static void what_is_held_is_read_a_page_at_a_time(void)
{
    start_new();
    const char *large = "0123456789012345678901234567890123456789012345678901234567890123456789";
    for (paxos_slot_t slot = 1; slot <= 3; slot++) {
        accept_text(1, slot, large);
    }
    paxos_entry_t entries[] = {entry(2, "a"), entry(2, "b"), entry(2, "c")};
    CHECK(accept_entries(ballot(2), 1, entries, 3).accepted);
    CHECK(host.last_written == 3);
    stop();
}

static void one_request_does_not_carry_rounds_or_slots_to_their_end(void)
{
    start_new();
    CHECK_HAS(accept_text(MAX_STEP + 1, 1, "a").text, "ballot.round is 4294967297");
    CHECK_HAS(accept_text(1, MAX_STEP + 1, "a").text, "first-slot is 4294967297");
    CHECK(host.writes == 0);
    CHECK(accept_text(MAX_STEP, MAX_STEP, "a").accepted);
    stop();
}

static void a_request_over_a_bound_is_too_large(void)
{
    start_new();
    paxos_entry_t five[5];
    for (int i = 0; i < 5; i++) {
        five[i] = entry(1, "a");
    }
    struct answer answer = accept_entries(ballot(1), 1, five, 5);
    CHECK(answer.refusal == PAXOS_REFUSAL_TOO_LARGE);
    CHECK_HAS(answer.text, "entries holds 5; max-batch-entries is 4");
    char bytes[102] = {0};
    memset(bytes, 'x', 101);
    CHECK_HAS(accept_text(1, 1, bytes).text, "a payload has 101 bytes; max-value-bytes is 100");
    bytes[60] = '\0';
    paxos_entry_t two[] = {entry(1, bytes), entry(1, bytes)};
    CHECK_HAS(accept_entries(ballot(1), 1, two, 2).text, "entries hold 120 payload bytes; max-batch-bytes is 100");
    CHECK(host.writes == 0);
    stop();
}

static void a_request_that_breaks_the_contract_is_refused(void)
{
    start_new();
    CHECK_HAS(accept_entries(ballot(1), 1, NULL, 0).text, "entries is empty");
    CHECK(!accept_text(0, 1, "a").ok);
    CHECK(!accept_text(1, 0, "a").ok);
    paxos_entry_t two[] = {entry(1, "a"), entry(1, "b")};
    CHECK_HAS(accept_entries(ballot(1), MAX_NUMBER, two, 2).text, "2 slots from 9007199254740991 on end beyond");
    paxos_entry_t later = entry(2, "a");
    CHECK_HAS(accept_entries(ballot(1), 1, &later, 1).text, "the origin (2, 1) of an entry is above the ballot (1, 1)");
    const paxos_ballot_t origins[] = {ballot(0), ballot(MAX_NUMBER + 1), ballot_of(1, 0), ballot_of(1, 3)};
    for (size_t i = 0; i < sizeof origins / sizeof *origins; i++) {
        paxos_entry_t nobodys = {.origin = origins[i]};
        CHECK_HAS(accept_entries(ballot(1), 1, &nobodys, 1).text, "origin.");
    }
    paxos_entry_t unnamed = entry(1, "a");
    unnamed.content.val.command.id.sequence = 0;
    CHECK_HAS(accept_entries(ballot(1), 1, &unnamed, 1).text, "id.sequence is 0");
    CHECK(host.writes == 0);
    stop();
}

const struct test accept_tests[] = {
    TEST(values_are_stored_at_the_ballot_and_learners_are_told),
    TEST(of_three_acceptors_the_votes_of_the_third_need_not_carry_the_values),
    TEST(a_ballot_below_the_promise_is_rejected_and_nothing_is_stored),
    TEST(a_higher_ballot_takes_the_place_of_another_value),
    TEST(a_request_that_comes_twice_is_told_twice_and_stored_once),
    TEST(of_a_request_that_is_held_in_part_only_the_rest_is_stored),
    TEST(another_value_at_the_same_ballot_is_a_violation_and_nothing_changes),
    TEST(slots_above_the_highest_cost_no_read),
    TEST(what_is_held_is_read_a_page_at_a_time),
    TEST(one_request_does_not_carry_rounds_or_slots_to_their_end),
    TEST(a_request_over_a_bound_is_too_large),
    TEST(a_request_that_breaks_the_contract_is_refused),
    {0},
};
