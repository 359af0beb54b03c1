// Package learner is the learner of Paxos: it counts the acceptors' votes (Lamport, Paxos Made Simple (2001), 2.3),
// keeps what is chosen in the order of slots, and asks for what it missed.
//
// It is plain Go and does no I/O: what it stores, sends and logs goes through a Host. The types of requests and answers
// are those that wit-bindgen writes from the interfaces. An error that it returns is always a *contract.Refused.
package learner

import (
	"fmt"
	"math"
	"slices"

	"paxos/contract"
	acceptors "wit_component/paxos_acceptor_acceptor"
	wit "wit_component/paxos_learner_learner"
	proposers "wit_component/paxos_proposer_proposer"
	paxos "wit_component/paxos_types_types"
)

// Host is what the node around a learner does for it: paxos:host/learner-storage, paxos:host/log and
// paxos:learner/learner-outbox.
type Host interface {
	AppendChosen(entries []paxos.ChosenEntry)
	LoadChosen(firstSlot paxos.Slot, maxEntries, maxBytes uint32) []paxos.ChosenEntry
	// ChosenThrough tells the last slot that is stored; 0 for none.
	ChosenThrough() paxos.Slot

	ReadAccepted(call uint64, acceptor paxos.NodeId, request acceptors.ReadAcceptedRequest)
	ReadLog(call uint64, learner paxos.NodeId, request wit.ReadLogRequest)
	Resolve(call uint64, proposer paxos.NodeId, request proposers.ResolveRequest)

	contract.Log
	// Abort ends the call and the instance, and does not return: nothing of what the call stored or sent leaves the
	// node.
	Abort()
}

// A Learner keeps nothing in memory but what it could learn again.
type Learner struct {
	host          Host
	configuration contract.Configuration

	now     uint64
	started bool
	calls   uint64

	chosenThrough paxos.Slot
	// The highest slot known to have a vote or to be chosen.
	highestSlot paxos.Slot
	// The highest slot beyond the window that each acceptor has voted for.
	far map[paxos.NodeId]paxos.Slot

	window    window
	recent    recent
	forgotten forgotten
	catchUp   catchUp
	resolve   resolve
	repeats   contract.Repeats
}

// New recovers a learner from its storage.
func New(configuration contract.Configuration, host Host) *Learner {
	through := host.ChosenThrough()
	return &Learner{
		host:          host,
		configuration: configuration,
		chosenThrough: through,
		highestSlot:   through,
		far:           map[paxos.NodeId]paxos.Slot{},
		window:        window{first: through + 1},
		catchUp:       newCatchUp(&configuration),
		repeats:       contract.Repeats{},
	}
}

func (l *Learner) nextCall() uint64 {
	if l.calls < math.MaxUint64 {
		l.calls++
	}
	return l.calls
}

// nextSlot is the first slot that is not learned.
func (l *Learner) nextSlot() paxos.Slot {
	return l.chosenThrough + 1
}

func (l *Learner) isBehind() bool {
	return l.highestSlot > l.chosenThrough
}

// since is how many milliseconds have passed.
func (l *Learner) since(then uint64) uint64 {
	return l.now - min(l.now, then)
}

// after is the time when so many milliseconds more have passed.
func (l *Learner) after(millis uint64) uint64 {
	return l.now + min(millis, math.MaxUint64-l.now)
}

// retry is after how many milliseconds without an answer something is asked again.
func (l *Learner) retry() uint64 {
	return max(uint64(l.configuration.RetryMillis), 1)
}

// maxOpenSlots is how many slots a leader keeps open.
func (l *Learner) maxOpenSlots() uint64 {
	return max(uint64(l.configuration.MaxOpenSlots), 1)
}

// sawFarSlot: one acceptor has voted for a slot beyond the window. That is no proof of a log that long, unless so many
// say so that a value could be chosen there.
func (l *Learner) sawFarSlot(acceptor paxos.NodeId, slot paxos.Slot) {
	l.far[acceptor] = max(l.far[acceptor], slot)
	quorum := max(int(l.configuration.Phase2Quorum), 1)
	if len(l.far) < quorum {
		return
	}
	far := make([]paxos.Slot, 0, len(l.far))
	for _, slot := range l.far {
		far = append(far, slot)
	}
	slices.Sort(far)
	l.sawSlot(far[len(far)-quorum])
}

func (l *Learner) sawSlot(slot paxos.Slot) {
	if slot <= l.highestSlot {
		return
	}
	if !l.isBehind() {
		l.catchUp.waitingSince = l.now
	}
	l.highestSlot = slot
}

// advance writes down what is chosen next to what is written down already: the log has no gaps.
func (l *Learner) advance() {
	chosen, ballots := l.window.takeChosen()
	l.append(chosen, ballots)
}

// append appends entries that follow the last learned slot without a gap, each with the ballot at which it was found
// chosen, if it was found here.
func (l *Learner) append(entries []paxos.ChosenEntry, ballots []paxos.Ballot) {
	if len(entries) == 0 {
		return
	}
	for rest := entries; len(rest) > 0; {
		end := l.batchOf(rest)
		l.host.AppendChosen(rest[:end])
		rest = rest[end:]
	}
	l.recent.append(entries, ballots, int(l.configuration.MaxOpenSlots))
	last := entries[len(entries)-1].Slot
	l.chosenThrough = last
	l.highestSlot = max(l.highestSlot, last)
	l.window.forgetThrough(last)
	l.catchUp.progressed(l.now)
}

// batchOf is how many of some entries go into one batch. The first one always fits.
func (l *Learner) batchOf(entries []paxos.ChosenEntry) int {
	var size uint64
	for i, entry := range entries {
		size += uint64(contract.PayloadBytes(entry.Entry))
		if i > 0 && (i >= int(l.configuration.MaxBatchEntries) || size > uint64(l.configuration.MaxBatchBytes)) {
			return i
		}
	}
	return len(entries)
}

// say says what a retry may bring up again.
func (l *Learner) say(level contract.Level, about string, node paxos.NodeId, format string, arguments ...any) {
	subject := contract.Subject{Level: level, About: about, Node: node}
	l.repeats.Write(l.host, l.now, subject, fmt.Sprintf(format, arguments...))
}

// violated: two values for one slot, what Paxos rules out. Nothing is better than to stop.
func (l *Learner) violated(conflict *conflict) {
	l.say(contract.Error, "conflict", 0, "%s", conflict)
}
