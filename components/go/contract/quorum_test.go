package contract

import (
	"testing"

	paxos "wit_component/paxos_types_types"
)

func TestASetCountsEachAcceptorOfTheClusterOnce(t *testing.T) {
	c := &Configuration{Acceptors: []paxos.NodeId{10, 20, 30}}
	var set AcceptorSet
	for _, acceptor := range []paxos.NodeId{10, 10, 30, 11, 0} {
		set.Add(c, acceptor)
	}
	if set.Len() != 2 || !set.Has(c, 30) || set.Has(c, 20) || set.Has(c, 11) {
		t.Fatalf("%b", set)
	}
}

func TestAcceptorsBeyondSixtyFourAreInNoSet(t *testing.T) {
	c := &Configuration{}
	for id := range paxos.NodeId(70) {
		c.Acceptors = append(c.Acceptors, id)
	}
	var set AcceptorSet
	for _, acceptor := range c.Acceptors {
		set.Add(c, acceptor)
	}
	if set.Len() != 64 {
		t.Fatalf("%d", set.Len())
	}
}
