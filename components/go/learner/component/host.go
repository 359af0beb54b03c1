//go:build wasm

package component

import (
	"os"

	"paxos/contract/node"
	acceptors "wit_component/paxos_acceptor_acceptor"
	storage "wit_component/paxos_host_learner_storage"
	wit "wit_component/paxos_learner_learner"
	outbox "wit_component/paxos_learner_learner_outbox"
	proposers "wit_component/paxos_proposer_proposer"
	paxos "wit_component/paxos_types_types"
)

// host is what the world imports.
type host struct{ node.Logger }

func (host) AppendChosen(entries []paxos.ChosenEntry) {
	storage.AppendChosen(entries)
}

func (host) LoadChosen(firstSlot paxos.Slot, maxEntries, maxBytes uint32) []paxos.ChosenEntry {
	return storage.LoadChosen(firstSlot, maxEntries, maxBytes)
}

func (host) ChosenThrough() paxos.Slot {
	return storage.ChosenThrough()
}

func (host) ReadAccepted(call uint64, acceptor paxos.NodeId, request acceptors.ReadAcceptedRequest) {
	outbox.ReadAccepted(call, acceptor, request)
}

func (host) ReadLog(call uint64, learner paxos.NodeId, request wit.ReadLogRequest) {
	outbox.ReadLog(call, learner, request)
}

func (host) Resolve(call uint64, proposer paxos.NodeId, request proposers.ResolveRequest) {
	outbox.Resolve(call, proposer, request)
}

// Abort: the adapter has the end of the process trap.
func (host) Abort() {
	os.Exit(1)
}
