// The lives of an acceptor's store: how often it was recovered, then a number drawn at random. A later life is a
// greater number, and two stores that nobody compared are told apart.

#ifndef LIFE_H
#define LIFE_H

#include <stdbool.h>
#include <stdint.h>

// How many recoveries one report may be ahead of what is known; more than that is no report to believe.
#define MAX_RECOVERIES_AHEAD 1024

// The life of a new store.
uint64_t life_first(uint64_t random);

// A life after this one.
uint64_t life_after(uint64_t life, uint64_t random);

// Whether a life that is told of may follow one that is known.
bool life_is_plausible(uint64_t told, uint64_t known);

#endif
