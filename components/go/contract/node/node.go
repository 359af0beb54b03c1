//go:build wasm

// Package node is what the world of every role imports: paxos:host/node and paxos:host/log.
package node

import (
	"paxos/contract"
	"wit_component/paxos_host_log"
	"wit_component/paxos_host_node"
	paxos "wit_component/paxos_types_types"
)

// Configuration asks the host about this node and its cluster.
func Configuration() contract.Configuration {
	cluster, timing, bounds := paxos_host_node.GetCluster(), paxos_host_node.GetTiming(), paxos_host_node.GetBounds()
	return contract.Configuration{
		Self:                  cluster.Self,
		Proposers:             cluster.Proposers,
		Acceptors:             cluster.Acceptors,
		Learners:              cluster.Learners,
		Phase1Quorum:          cluster.Phase1Quorum,
		Phase2Quorum:          cluster.Phase2Quorum,
		ElectionTimeoutMillis: timing.ElectionTimeoutMillis,
		RetryMillis:           timing.RetryMillis,
		MaxValueBytes:         bounds.MaxValueBytes,
		MaxBatchEntries:       bounds.MaxBatchEntries,
		MaxBatchBytes:         bounds.MaxBatchBytes,
		MaxOpenSlots:          bounds.MaxOpenSlots,
		MaxOpenBytes:          bounds.MaxOpenBytes,
	}
}

// Learners are those that there are now: they come and go.
func Learners() []paxos.NodeId {
	return paxos_host_node.GetCluster().Learners
}

// A Logger writes to the log of the service.
type Logger struct{}

func (Logger) Log(level contract.Level, message string) {
	levels := map[contract.Level]paxos_host_log.Level{
		contract.Info:  paxos_host_log.Level_Info,
		contract.Warn:  paxos_host_log.Level_Warn,
		contract.Error: paxos_host_log.Level_Error,
	}
	paxos_host_log.Write(levels[level], message)
}
