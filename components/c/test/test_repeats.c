#include <string.h>

#include "check.h"
#include "host.h"

static void a_line_that_comes_again_and_again_is_written_once_and_then_less_and_less_often_with_a_count(void)
{
    start_new();
    for (uint64_t second = 0; second <= 70; second++) {
        node.now = second * 1000;
        say(&node, LOG_LEVEL_WARN, "refused", 1, "no, %d", (int)second);
    }
    CHECK(strcmp(host_lines(LOG_LEVEL_WARN), "no, 0\n"
                                             "no, 10 (the last of 10 times in 10 s)\n"
                                             "no, 30 (the last of 20 times in 20 s)\n"
                                             "no, 70 (the last of 40 times in 40 s)\n")
          == 0);
    stop();
}

static void other_levels_nodes_and_matters_are_lines_of_their_own(void)
{
    start_new();
    for (int again = 0; again < 2; again++) {
        say(&node, LOG_LEVEL_WARN, "a", 1, "x");
        say(&node, LOG_LEVEL_ERROR, "a", 1, "x");
        say(&node, LOG_LEVEL_WARN, "b", 1, "x");
        say(&node, LOG_LEVEL_WARN, "a", 2, "x");
    }
    CHECK(host.line_count == 4);
    stop();
}

static void what_has_not_come_for_long_is_new_again(void)
{
    start_new();
    const uint64_t times[] = {0, 1, 10002, 10003};
    for (size_t i = 0; i < sizeof times / sizeof *times; i++) {
        node.now = times[i];
        say(&node, LOG_LEVEL_WARN, "a", 1, "%d", (int)times[i]);
    }
    CHECK(strcmp(host_lines(LOG_LEVEL_WARN), "0\n10002\n") == 0);
    stop();
}

static void what_is_remembered_is_bounded_and_the_rest_is_written(void)
{
    start_new();
    for (paxos_node_id_t other = 0; other < MAX_REMEMBERED; other++) {
        say(&node, LOG_LEVEL_WARN, "a", other, "x");
    }
    CHECK(host.line_count == MAX_REMEMBERED && node.repeats.len == MAX_REMEMBERED);
    for (int again = 0; again < 3; again++) {
        say(&node, LOG_LEVEL_WARN, "a", 7, "x");
        say(&node, LOG_LEVEL_WARN, "a", MAX_REMEMBERED, "y");
    }
    CHECK(host.line_count == MAX_REMEMBERED + 3 && node.repeats.len == MAX_REMEMBERED);
    stop();
}

const struct test repeats_tests[] = {
    TEST(a_line_that_comes_again_and_again_is_written_once_and_then_less_and_less_often_with_a_count),
    TEST(other_levels_nodes_and_matters_are_lines_of_their_own),
    TEST(what_has_not_come_for_long_is_new_again),
    TEST(what_is_remembered_is_bounded_and_the_rest_is_written),
    {0},
};
