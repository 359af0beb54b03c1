#include "check.h"
#include "life.h"
#include "limits.h"

static void a_recovered_life_is_later_than_any_that_was_drawn_before(void)
{
    CHECK(life_first(UINT64_MAX) < life_after(life_first(0), 0));
    CHECK(life_after(life_first(9), UINT64_MAX) < life_after(life_after(life_first(9), UINT64_MAX), 0));
    CHECK(life_first(0) > 0 && life_first(UINT64_MAX) <= MAX_NUMBER);
    CHECK(life_after(MAX_NUMBER, UINT64_MAX) == MAX_NUMBER);
}

static void a_life_far_ahead_of_what_is_known_is_not_believed(void)
{
    uint64_t life = life_first(7);
    for (int i = 0; i < MAX_RECOVERIES_AHEAD; i++) {
        life = life_after(life, 7);
    }
    CHECK(life_is_plausible(life, life_first(7)));
    CHECK(!life_is_plausible(life_after(life, 7), life_first(7)));
    CHECK(!life_is_plausible(MAX_NUMBER + 1, MAX_NUMBER));
    CHECK(!life_is_plausible(MAX_NUMBER, life_first(7)) && !life_is_plausible(UINT64_MAX, MAX_NUMBER));
}

const struct test life_tests[] = {
    TEST(a_recovered_life_is_later_than_any_that_was_drawn_before),
    TEST(a_life_far_ahead_of_what_is_known_is_not_believed),
    {0},
};
