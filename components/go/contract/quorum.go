package contract

import (
	"math/bits"
	"slices"

	paxos "wit_component/paxos_types_types"
)

// An AcceptorSet is some acceptors of a cluster, by their place in the ascending order of ids. A cluster has at most 64
// acceptors: one beyond that is in no set, so it never makes up a quorum.
type AcceptorSet uint64

// Add adds an acceptor; one that is there already, or that the cluster does not know, changes nothing.
func (s *AcceptorSet) Add(c *Configuration, acceptor paxos.NodeId) {
	*s |= bit(c, acceptor)
}

// Has tells whether an acceptor is in the set.
func (s AcceptorSet) Has(c *Configuration, acceptor paxos.NodeId) bool {
	return s&bit(c, acceptor) != 0
}

// Len is how many acceptors there are in the set.
func (s AcceptorSet) Len() uint32 {
	return uint32(bits.OnesCount64(uint64(s)))
}

func bit(c *Configuration, acceptor paxos.NodeId) AcceptorSet {
	place, found := slices.BinarySearch(c.Acceptors, acceptor)
	if !found {
		return 0
	}
	return 1 << place
}
