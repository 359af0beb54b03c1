#include "check.h"
#include "host.h"
#include "values.h"

static void the_status_tells_the_promise_and_the_highest_slot_also_after_a_restart(void)
{
    start_new();
    accept_text(4, 7, "a");
    for (int restarts = 0; restarts < 2; restarts++) {
        exports_api_acceptor_status_t status;
        paxos_refusal_t refusal;
        CHECK(acceptor_status(&node, 1, &status, &refusal));
        CHECK(status.acceptor == 1 && status.life == host.life.life && status.life > 0);
        CHECK(status.standing == EXPORTS_API_STANDING_VOTING && !status.waits_for.is_some);
        CHECK(status.promised.is_some && ballot_compare(status.promised.val, ballot(4)) == 0);
        CHECK(status.highest_slot == 7 && !status.leader.is_some);
        start_admitted();
    }
    stop();
}

static void a_new_acceptor_has_promised_and_accepted_nothing(void)
{
    start_new();
    exports_api_acceptor_status_t status;
    paxos_refusal_t refusal;
    CHECK(acceptor_status(&node, 1, &status, &refusal));
    CHECK(!status.promised.is_some && status.highest_slot == 0);
    stop();
}

static void a_request_for_another_acceptor_is_refused(void)
{
    start_new();
    exports_api_acceptor_status_t status;
    paxos_refusal_t refusal;
    CHECK(!acceptor_status(&node, 2, &status, &refusal));
    CHECK(refusal.tag == PAXOS_REFUSAL_MISADDRESSED && refusal.val.misaddressed == 1);
    stop();
}

const struct test status_tests[] = {
    TEST(the_status_tells_the_promise_and_the_highest_slot_also_after_a_restart),
    TEST(a_new_acceptor_has_promised_and_accepted_nothing),
    TEST(a_request_for_another_acceptor_is_refused),
    {0},
};
