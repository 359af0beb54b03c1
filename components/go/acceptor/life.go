package acceptor

import "paxos/contract"

// The lives of an acceptor's store: how often it was recovered, then a number drawn at random. A later life is a
// greater number, and two stores that nobody compared are told apart.

const drawnBits = 40

// How many recoveries one report may be ahead of what is known; more than that is no report to believe.
const maxRecoveriesAhead = 1024

func recoveries(life uint64) uint64 {
	return life >> drawnBits
}

func lifeOf(recoveries, random uint64) uint64 {
	drawn := random & (1<<drawnBits - 1)
	return min(recoveries<<drawnBits+max(drawn, 1), contract.MaxNumber)
}

// firstLife is the life of a new store.
func firstLife(random uint64) uint64 {
	return lifeOf(0, random)
}

// lifeAfter is a life after this one.
func lifeAfter(life, random uint64) uint64 {
	return lifeOf(recoveries(life)+1, random)
}

// isPlausible tells whether a life that is told of may follow one that is known.
func isPlausible(told, known uint64) bool {
	return told <= contract.MaxNumber && recoveries(told) <= recoveries(known)+maxRecoveriesAhead
}
