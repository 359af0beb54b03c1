#include "check.h"
#include "host.h"

static void accepted_values_are_read_a_page_at_a_time_across_holes(void)
{
    start_new();
    accept_text(1, 2, "a");
    accept_text(2, 9, "b");
    struct answer answer = read_accepted(1, 1);
    CHECK(answer.count == 1 && answer.slots[0] == 2 && answer.more);
    answer = read_accepted(3, 1);
    CHECK(answer.count == 1 && answer.slots[0] == 9 && !answer.more);
    stop();
}

static void beyond_the_last_value_there_is_an_empty_page(void)
{
    start_new();
    accept_text(1, 2, "a");
    struct answer answer = read_accepted(3, 10);
    CHECK(answer.ok && answer.count == 0 && !answer.more);
    stop();
}

static void a_request_that_breaks_the_contract_is_refused(void)
{
    start_new();
    CHECK(read_accepted(0, 1).refusal == PAXOS_REFUSAL_INVALID);
    CHECK_HAS(read_accepted(1, 0).text, "max-entries is 0; it must be at least 1");
    host.self = 2;
    CHECK(read_accepted(1, 1).refusal == PAXOS_REFUSAL_MISADDRESSED);
    stop();
}

const struct test read_accepted_tests[] = {
    TEST(accepted_values_are_read_a_page_at_a_time_across_holes),
    TEST(beyond_the_last_value_there_is_an_empty_page),
    TEST(a_request_that_breaks_the_contract_is_refused),
    {0},
};
