//go:build wasm

// Package component is the component around an acceptor: the world paxos:acceptor/acceptor-component.
package component

import (
	"paxos/components/acceptor"
	"wit_component/paxos_host_node"
)

var instance *acceptor.Acceptor

// Acceptor is the one node that an instance is, recovered from storage at the first call.
func Acceptor() *acceptor.Acceptor {
	if instance == nil {
		instance = acceptor.New(configuration(), host{})
	}
	return instance
}

func configuration() acceptor.Configuration {
	cluster, timing, bounds := paxos_host_node.GetCluster(), paxos_host_node.GetTiming(), paxos_host_node.GetBounds()
	return acceptor.Configuration{
		Self:                  cluster.Self,
		Proposers:             cluster.Proposers,
		Acceptors:             cluster.Acceptors,
		Phase2Quorum:          cluster.Phase2Quorum,
		ElectionTimeoutMillis: timing.ElectionTimeoutMillis,
		RetryMillis:           timing.RetryMillis,
		MaxValueBytes:         bounds.MaxValueBytes,
		MaxBatchEntries:       bounds.MaxBatchEntries,
		MaxBatchBytes:         bounds.MaxBatchBytes,
		MaxOpenSlots:          bounds.MaxOpenSlots,
	}
}
