#include "life.h"

#include "limits.h"

#define DRAWN_BITS 40

static uint64_t recoveries(uint64_t life)
{
    return life >> DRAWN_BITS;
}

static uint64_t life_of(uint64_t recovered, uint64_t random)
{
    uint64_t drawn = random & ((UINT64_C(1) << DRAWN_BITS) - 1);
    uint64_t life = (recovered << DRAWN_BITS) + (drawn > 0 ? drawn : 1);
    return life < MAX_NUMBER ? life : MAX_NUMBER;
}

uint64_t life_first(uint64_t random)
{
    return life_of(0, random);
}

uint64_t life_after(uint64_t life, uint64_t random)
{
    return life_of(recoveries(life) + 1, random);
}

bool life_is_plausible(uint64_t told, uint64_t known)
{
    return told <= MAX_NUMBER && recoveries(told) <= recoveries(known) + MAX_RECOVERIES_AHEAD;
}
