//go:build wasm

package component

import (
	"paxos/acceptor"
	"paxos/contract/node"
	wit "wit_component/paxos_acceptor_acceptor"
	outbox "wit_component/paxos_acceptor_acceptor_outbox"
	storage "wit_component/paxos_host_acceptor_storage"
	paxos "wit_component/paxos_types_types"
)

// host is what the world imports.
type host struct{ node.Logger }

func (host) LoadLife() (acceptor.LifeRecord, bool) {
	life := storage.LoadLife()
	if life.IsNone() {
		return acceptor.LifeRecord{}, false
	}
	record := life.Some()
	return acceptor.LifeRecord{Life: record.Life, Standing: acceptor.WrittenStanding(record.Standing)}, true
}

func (host) StoreLife(life acceptor.LifeRecord) {
	storage.StoreLife(storage.LifeRecord{Life: life.Life, Standing: storage.WrittenStanding(life.Standing)})
}

func (host) LoadPromised() (paxos.Ballot, bool) {
	promised := storage.LoadPromised()
	return promised.SomeOr(paxos.Ballot{}), promised.IsSome()
}

func (host) StorePromised(promised paxos.Ballot) {
	storage.StorePromised(promised)
}

func (host) StoreAccepted(entries []paxos.AcceptedEntry) {
	storage.StoreAccepted(entries)
}

func (host) LoadAccepted(firstSlot paxos.Slot, maxEntries, maxBytes uint32) []paxos.AcceptedEntry {
	return storage.LoadAccepted(firstSlot, maxEntries, maxBytes)
}

func (host) HighestAccepted() paxos.Slot {
	return storage.HighestAccepted().SomeOr(0)
}

func (host) NotifyLearners(votes paxos.Votes) {
	outbox.NotifyLearners(votes)
}

func (host) Admit(call uint64, proposer paxos.NodeId, request wit.AdmitRequest) {
	outbox.Admit(call, proposer, request)
}

func (host) Prepare(call uint64, acceptor paxos.NodeId, request wit.PrepareRequest) {
	outbox.Prepare(call, acceptor, request)
}

func (host) ReadAccepted(call uint64, acceptor paxos.NodeId, request wit.ReadAcceptedRequest) {
	outbox.ReadAccepted(call, acceptor, request)
}
