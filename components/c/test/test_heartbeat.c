#include "check.h"
#include "host.h"
#include "values.h"

static void heartbeats_of_a_leader_are_counted_and_nothing_is_stored(void)
{
    start_new();
    for (uint64_t beats = 1; beats <= 3; beats++) {
        CHECK(beat(ballot(2)).followed);
        CHECK(node.heard.heartbeats == beats && ballot_compare(node.heard.ballot, ballot(2)) == 0);
    }
    CHECK(host.writes == 0);
    stop();
}

static void a_leader_of_a_higher_ballot_is_counted_anew_and_the_lower_one_rejected(void)
{
    start_new();
    beat(ballot(2));
    beat(ballot(2));
    CHECK(beat(ballot(5)).followed && node.heard.heartbeats == 1);
    struct answer answer = beat(ballot(2));
    CHECK(answer.ok && !answer.followed && ballot_compare(answer.ballot, ballot(5)) == 0);
    stop();
}

static void a_leader_below_the_promise_is_rejected(void)
{
    start_new();
    prepare(ballot(3), 1, 1);
    struct answer answer = beat(ballot(2));
    CHECK(answer.ok && !answer.followed && ballot_compare(answer.ballot, ballot(3)) == 0);
    CHECK(beat(ballot(3)).followed);
    stop();
}

static void a_heartbeat_that_breaks_the_contract_is_refused(void)
{
    start_new();
    CHECK(beat(ballot(0)).refusal == PAXOS_REFUSAL_INVALID);
    host.self = 2;
    CHECK(beat(ballot(1)).refusal == PAXOS_REFUSAL_MISADDRESSED);
    stop();
}

const struct test heartbeat_tests[] = {
    TEST(heartbeats_of_a_leader_are_counted_and_nothing_is_stored),
    TEST(a_leader_of_a_higher_ballot_is_counted_anew_and_the_lower_one_rejected),
    TEST(a_leader_below_the_promise_is_rejected),
    TEST(a_heartbeat_that_breaks_the_contract_is_refused),
    {0},
};
