// Package contract is what every role in Go shares of the interfaces: what a node is told about its cluster, what a
// request must keep to, refusals as errors, the order of ballots, and the log without repetitions. An error that it
// returns is always a *Refused.
package contract

import (
	paxos "wit_component/paxos_types_types"
)

// A Configuration is what the host tells a node about itself and its cluster, as far as the roles here ask. Ids are in
// ascending order.
type Configuration struct {
	Self         paxos.NodeId
	Proposers    []paxos.NodeId
	Acceptors    []paxos.NodeId
	Learners     []paxos.NodeId
	Phase1Quorum uint32
	Phase2Quorum uint32

	ElectionTimeoutMillis uint32
	RetryMillis           uint32

	MaxValueBytes   uint32
	MaxBatchEntries uint32
	MaxBatchBytes   uint32
	MaxOpenSlots    uint32
	MaxOpenBytes    uint32
}

// A Level of the log.
type Level int

const (
	Info Level = iota
	Warn
	Error
)

// A Log is paxos:host/log.
type Log interface {
	Log(level Level, message string)
}
