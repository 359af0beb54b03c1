#include "check.h"
#include "host.h"
#include "limits.h"
#include "values.h"

static void a_new_acceptor_promises_any_ballot_and_stores_the_promise(void)
{
    start_new();
    struct answer answer = prepare(ballot(3), 1, 10);
    CHECK(answer.promised && answer.count == 0 && !answer.more);
    CHECK(ballot_compare(host.promised, ballot(3)) == 0);
    stop();
}

static void the_same_ballot_is_promised_again_without_another_write(void)
{
    start_new();
    prepare(ballot(3), 1, 10);
    int writes = host.writes;
    CHECK(prepare(ballot(3), 1, 10).promised);
    CHECK(host.writes == writes);
    stop();
}

static void a_lower_ballot_is_rejected_with_the_promised_one_also_after_a_restart(void)
{
    start_new();
    prepare(ballot(3), 1, 10);
    int writes = host.writes;
    for (int restarts = 0; restarts < 2; restarts++) {
        struct answer answer = prepare(ballot(2), 1, 10);
        CHECK(answer.ok && !answer.promised && ballot_compare(answer.ballot, ballot(3)) == 0);
        CHECK(host.writes == writes);
        start_admitted();
    }
    stop();
}

static void of_two_ballots_of_a_round_the_one_of_the_higher_proposer_is_higher(void)
{
    start_new();
    CHECK(prepare(ballot_of(3, 2), 1, 10).promised);
    CHECK(!prepare(ballot_of(3, 1), 1, 10).promised);
    stop();
}

static void a_promise_reports_what_is_accepted_page_by_page(void)
{
    start_new();
    for (paxos_slot_t slot = 1; slot <= 10; slot++) {
        accept_text(1, slot, "0123456789");
    }
    struct answer answer = prepare(ballot(2), 1, UINT32_MAX);
    CHECK(answer.count == 4 && answer.more);  // max-batch-entries
    answer = prepare(ballot(2), 9, 3);
    CHECK(answer.count == 2 && !answer.more && answer.slots[0] == 9 && answer.slots[1] == 10);
    CHECK(ballot_compare(answer.ballots[0], ballot(1)) == 0);
    stop();
}

static void one_request_does_not_carry_the_rounds_to_their_end(void)
{
    start_new();
    struct answer answer = prepare(ballot(MAX_STEP + 1), 1, 1);
    CHECK(!answer.ok && answer.refusal == PAXOS_REFUSAL_INVALID);
    CHECK_HAS(answer.text, "4294967296 above 0");
    CHECK(!prepare(ballot(MAX_NUMBER), 1, 1).ok && host.writes == 0);
    CHECK(prepare(ballot(MAX_STEP), 1, 1).promised);
    stop();
}

static void a_request_that_breaks_the_contract_is_refused(void)
{
    start_new();
    const exports_api_prepare_request_t bad[] = {
        {ballot(0), 1, 1}, {ballot(MAX_NUMBER + 1), 1, 1}, {ballot(UINT64_MAX), 1, 1},
        {ballot(1), 0, 1}, {ballot(1), MAX_NUMBER + 1, 1}, {ballot(1), UINT64_MAX, 1},
        {ballot(1), 1, 0}, {ballot_of(1, 9), 1, 1},
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct answer answer = prepare(bad[i].ballot, bad[i].first_slot, bad[i].max_entries);
        CHECK(!answer.ok && answer.refusal == PAXOS_REFUSAL_INVALID);
    }
    CHECK_HAS(prepare(ballot_of(1, 9), 1, 1).text, "ballot.proposer is 9; the proposers of this cluster are [1, 2]");
    host.self = 2;  // the answers below are addressed to this one
    struct answer answer = prepare(ballot(1), 1, 1);
    CHECK(!answer.ok && answer.refusal == PAXOS_REFUSAL_MISADDRESSED);
    CHECK_HAS(answer.text, "it is node 1");
    CHECK(host.writes == 0);
    stop();
}

const struct test prepare_tests[] = {
    TEST(a_new_acceptor_promises_any_ballot_and_stores_the_promise),
    TEST(the_same_ballot_is_promised_again_without_another_write),
    TEST(a_lower_ballot_is_rejected_with_the_promised_one_also_after_a_restart),
    TEST(of_two_ballots_of_a_round_the_one_of_the_higher_proposer_is_higher),
    TEST(a_promise_reports_what_is_accepted_page_by_page),
    TEST(one_request_does_not_carry_the_rounds_to_their_end),
    TEST(a_request_that_breaks_the_contract_is_refused),
    {0},
};
