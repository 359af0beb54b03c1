// Package acceptor is the acceptor of Paxos. Its rules are those of Lamport, Paxos Made Simple (2001), 2.2 and 2.5, for
// all slots of the log under one promise, as in van Renesse and Altinbuken, Paxos Made Moderately Complex (2015).
//
// It is plain Go and does no I/O: what it stores, sends and logs goes through a Host. The types of requests and answers
// are those that wit-bindgen writes from the interfaces. An error that it returns is always a *contract.Refused.
package acceptor

import (
	"fmt"
	"math"
	"math/bits"

	"paxos/contract"
	wit "wit_component/paxos_acceptor_acceptor"
	paxos "wit_component/paxos_types_types"
)

// Host is what the node around an acceptor does for it: paxos:host/acceptor-storage, paxos:host/log and
// paxos:acceptor/acceptor-outbox.
type Host interface {
	// LoadLife tells the life that is stored, and whether one is.
	LoadLife() (LifeRecord, bool)
	StoreLife(life LifeRecord)
	// LoadPromised tells the promise that is stored, and whether one is.
	LoadPromised() (paxos.Ballot, bool)
	StorePromised(promised paxos.Ballot)
	StoreAccepted(entries []paxos.AcceptedEntry)
	LoadAccepted(firstSlot paxos.Slot, maxEntries, maxBytes uint32) []paxos.AcceptedEntry
	// HighestAccepted tells the highest slot that holds an entry; 0 for none.
	HighestAccepted() paxos.Slot

	NotifyLearners(votes paxos.Votes)
	Admit(call uint64, proposer paxos.NodeId, request wit.AdmitRequest)
	Prepare(call uint64, acceptor paxos.NodeId, request wit.PrepareRequest)
	ReadAccepted(call uint64, acceptor paxos.NodeId, request wit.ReadAcceptedRequest)

	contract.Log
}

// WrittenStanding is what a store says of itself, in the order of the interface.
type WrittenStanding uint8

const (
	WrittenVoting WrittenStanding = iota
	WrittenFresh
	WrittenForgetful
	WrittenRecovering
)

// A LifeRecord says which life of the acceptor a store is of, and whether it may vote.
type LifeRecord struct {
	Life     uint64
	Standing WrittenStanding
}

// An Acceptor keeps nothing in memory but what it could read back at any time, and whom it hears lead.
type Acceptor struct {
	host          Host
	configuration contract.Configuration

	promised        paxos.Ballot // none when nothing is
	highestAccepted paxos.Slot   // 0 when nothing is
	heard           wit.HeardLeader

	now    uint64
	calls  uint64
	random uint64

	// What the store held when the acceptor started.
	promisedAtStart paxos.Ballot
	highestAtStart  paxos.Slot

	life       LifeRecord // life 0 before the first tick on a new store
	forgot     string     // what shows that the store has forgotten, once something does
	admissions admissions
	recovery   *recovery
	repeats    contract.Repeats
}

// New recovers an acceptor from its storage.
func New(configuration contract.Configuration, host Host) *Acceptor {
	a := &Acceptor{host: host, configuration: configuration, repeats: contract.Repeats{}}
	a.promised, _ = host.LoadPromised()
	a.highestAccepted = host.HighestAccepted()
	a.life, _ = host.LoadLife()
	a.promisedAtStart, a.highestAtStart = a.promised, a.highestAccepted
	a.admissions = newAdmissions(configuration.Proposers)
	return a
}

// Tick tells that time has passed. The clock never runs backwards here, whatever is told.
func (a *Acceptor) Tick(nowMillis, random uint64) {
	a.now = max(a.now, nowMillis)
	a.random = bits.RotateLeft64(a.random, 17) ^ random
	a.beginLife()
	a.askProposers()
	a.settleAdmission()
	a.goOnRecovering()
}

// promise keeps a promise of a ballot at or above the one promised so far; only a new one costs a write.
func (a *Acceptor) promise(ballot paxos.Ballot) {
	if a.promised != ballot {
		a.host.StorePromised(ballot)
		a.promised = ballot
	}
}

// checkRound keeps one request from carrying the rounds to their end: they are counted up by elections, one at a time.
func (a *Acceptor) checkRound(ballot paxos.Ballot) error {
	return contract.CheckStep("ballot.round", ballot.Round, a.promised.Round)
}

// page reads what is accepted from a slot on, and tells whether there is more beyond it.
func (a *Acceptor) page(firstSlot paxos.Slot, maxEntries uint32) (entries []paxos.AcceptedEntry, more bool) {
	if firstSlot > a.highestAccepted {
		return nil, false
	}
	c := &a.configuration
	entries = a.host.LoadAccepted(firstSlot, min(maxEntries, c.MaxBatchEntries), c.MaxBatchBytes)
	return entries, len(entries) > 0 && entries[len(entries)-1].Slot < a.highestAccepted
}

func (a *Acceptor) nextCall() uint64 {
	if a.calls < math.MaxUint64 {
		a.calls++
	}
	return a.calls
}

// retry is after how many milliseconds without an answer something is asked again.
func (a *Acceptor) retry() uint64 {
	return max(uint64(a.configuration.RetryMillis), 1)
}

// sourcesOfRecovery is how many other acceptors, of those that remember, must show what they hold so that nothing
// chosen can be missing: any acceptors - phase-2 quorum + 1 meet every phase-2 quorum, also where some acceptors of it
// have forgotten.
func (a *Acceptor) sourcesOfRecovery() int {
	return max(len(a.configuration.Acceptors)-int(a.configuration.Phase2Quorum), 0) + 1
}

func (a *Acceptor) log(level contract.Level, format string, arguments ...any) {
	a.host.Log(level, fmt.Sprintf(format, arguments...))
}

// say says what a retry may bring up again.
func (a *Acceptor) say(level contract.Level, about string, node paxos.NodeId, format string, arguments ...any) {
	subject := contract.Subject{Level: level, About: about, Node: node}
	a.repeats.Write(a.host, a.now, subject, fmt.Sprintf(format, arguments...))
}
