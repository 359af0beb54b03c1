#include <string.h>

#include "check.h"
#include "host.h"

static void one_that_has_forgotten_begins_a_later_life_and_asks_all_proposers_anew(void)
{
    start_forgetful();
    host.admit_count = 0;
    CHECK(recover(50).ok);
    CHECK(stands() == EXPORTS_API_STANDING_RECOVERING);
    CHECK(host.life.life > 50 && host.life.standing == STORAGE_WRITTEN_STANDING_RECOVERING);
    CHECK(strcmp(why(), "it recovers, and waits for proposers [1, 2] to tell which rounds they have used") == 0);
    acceptor_tick(&node, 1020, 0);
    CHECK(host.admit_count == 2 && host.admits[0].request.life == host.life.life);
    CHECK(host.admits[0].request.standing == EXPORTS_API_STANDING_RECOVERING);
    stop();
}

static void a_request_that_comes_twice_recovers_once(void)
{
    start_forgetful();
    CHECK(recover(50).ok);
    uint64_t life = host.life.life;
    CHECK(recover(50).ok && host.life.life == life);
    stop();
}

static void one_that_votes_refuses(void)
{
    start_new();
    struct answer answer = recover(host.life.life);
    CHECK(!answer.ok && answer.refusal == PAXOS_REFUSAL_INVALID);
    CHECK_HAS(answer.text, "the acceptor votes, and no proposer knows of anything that it has forgotten");
    CHECK(stands() == EXPORTS_API_STANDING_VOTING);
    stop();
}

static void one_that_does_not_know_yet_asks_for_patience(void)
{
    begin_voted();
    start();
    struct answer answer = recover(50);
    CHECK(!answer.ok && answer.refusal == PAXOS_REFUSAL_UNAVAILABLE);
    CHECK_HAS(answer.text, "ask again in a moment: it has just started and asks the proposers");
    stop();
}

static void one_that_may_have_chosen_alone_cannot_be_recovered(void)
{
    begin_voted();
    host.phase2_quorum = 1;
    start();
    admission(2, knows(50, ballot(4), 2));
    CHECK_HAS(recover(50).text, "with a phase-2 quorum of 1 of 3 acceptors a value may have been chosen by this");
    stop();
}

static void a_request_that_breaks_the_contract_is_refused(void)
{
    start_forgetful();
    CHECK_HAS(recover(0).text, "life is 0; it must be from 1 to 9007199254740991");
    CHECK_HAS(recover(51).text, "life is 51; this acceptor is in life 50");
    host.self = 2;
    CHECK(recover(50).refusal == PAXOS_REFUSAL_MISADDRESSED);
    stop();
}

const struct test recover_tests[] = {
    TEST(one_that_has_forgotten_begins_a_later_life_and_asks_all_proposers_anew),
    TEST(a_request_that_comes_twice_recovers_once),
    TEST(one_that_votes_refuses),
    TEST(one_that_does_not_know_yet_asks_for_patience),
    TEST(one_that_may_have_chosen_alone_cannot_be_recovered),
    TEST(a_request_that_breaks_the_contract_is_refused),
    {0},
};
