package learner

import (
	"slices"

	wit_types "go.bytecodealliance.org/pkg/wit/types"
	"paxos/contract"
	acceptors "wit_component/paxos_acceptor_acceptor"
	wit "wit_component/paxos_learner_learner"
	paxos "wit_component/paxos_types_types"
)

// catchUp is reading what was missed, from another learner's log and from the acceptors.
type catchUp struct {
	// Since when the first unlearned slot has been waited for.
	waitingSince uint64
	// When to look for missed votes again, although nothing shows that there are any.
	pollAt uint64
	// When to fetch again while something is known to be missing.
	fetchAt uint64

	acceptors []source
	others    []paxos.NodeId
	turn      int
	logRead   *read
	// The acceptors that have shown what they hold from the first unlearned slot on.
	answered contract.AcceptorSet
}

// A source is an acceptor as a place to read votes from: at most one page is on its way.
type source struct {
	acceptor paxos.NodeId
	read     *read
	next     paxos.Slot // where its next page begins; 0 where there is none
}

// A read waits for its answer.
type read struct {
	call      uint64
	node      paxos.NodeId
	firstSlot paxos.Slot
	sentAt    uint64
}

func newCatchUp(c *contract.Configuration) catchUp {
	sources := make([]source, len(c.Acceptors))
	for i, acceptor := range c.Acceptors {
		sources[i].acceptor = acceptor
	}
	return catchUp{acceptors: sources, others: others(c.Self, c.Learners)}
}

func others(self paxos.NodeId, learners []paxos.NodeId) []paxos.NodeId {
	return slices.DeleteFunc(slices.Clone(learners), func(it paxos.NodeId) bool { return it == self })
}

func (u *catchUp) progressed(now uint64) {
	u.waitingSince = now
	u.answered = 0
}

// LearnersAre tells which learners there are now: they come and go.
func (l *Learner) LearnersAre(learners []paxos.NodeId) {
	l.catchUp.others = others(l.configuration.Self, learners)
}

// expireReads forgets calls that have stayed without an answer for too long.
func (l *Learner) expireReads(patience uint64) {
	expired := func(read *read) bool { return read != nil && l.since(read.sentAt) > patience }
	if expired(l.catchUp.logRead) {
		l.catchUp.logRead = nil
	}
	for i := range l.catchUp.acceptors {
		if source := &l.catchUp.acceptors[i]; expired(source.read) {
			source.read = nil
		}
	}
}

// fetch asks another learner for its log and every acceptor for its votes, from the first unlearned slot on.
func (l *Learner) fetch() {
	l.readNextLog()
	for i := range l.catchUp.acceptors {
		l.readVotes(&l.catchUp.acceptors[i], l.nextSlot())
	}
}

// readNextLog: the learners take turns, so that one that is gone or behind costs one try.
func (l *Learner) readNextLog() {
	u := &l.catchUp
	if u.logRead != nil || len(u.others) == 0 {
		return
	}
	turn := u.turn % len(u.others)
	u.turn = turn + 1
	l.readLogOf(u.others[turn])
}

func (l *Learner) readLogOf(learner paxos.NodeId) {
	l.catchUp.logRead = &read{l.nextCall(), learner, l.nextSlot(), l.now}
	l.host.ReadLog(l.catchUp.logRead.call, learner, wit.ReadLogRequest{
		FirstSlot:  l.nextSlot(),
		MaxEntries: l.configuration.MaxBatchEntries,
		WaitMillis: wit_types.None[uint32](),
	})
}

func (l *Learner) readVotes(source *source, firstSlot paxos.Slot) {
	if source.read != nil {
		return
	}
	source.read = &read{l.nextCall(), source.acceptor, firstSlot, l.now}
	source.next = 0
	l.host.ReadAccepted(source.read.call, source.acceptor, acceptors.ReadAcceptedRequest{
		FirstSlot:  firstSlot,
		MaxEntries: l.configuration.MaxBatchEntries,
	})
}

// followPages follows the acceptors' pages while the window has room. Another learner's log is the shorter way: while
// one is being read, the acceptors are left alone.
func (l *Learner) followPages() {
	if l.catchUp.logRead != nil {
		return
	}
	room := 2*l.window.bytes <= int(l.configuration.MaxOpenBytes)
	end := l.chosenThrough + l.maxOpenSlots()
	for i := range l.catchUp.acceptors {
		source := &l.catchUp.acceptors[i]
		if source.next == 0 {
			continue
		}
		// What comes next is always read: only reading ahead needs room.
		next := max(source.next, l.nextSlot())
		if next == l.nextSlot() || (room && next <= end) {
			l.readVotes(source, next)
		}
	}
}

// AcceptedRead takes a page of an acceptor's votes, or why there is none.
func (l *Learner) AcceptedRead(
	call uint64, acceptor paxos.NodeId, answer wit_types.Result[acceptors.AcceptedPage, paxos.Refusal],
) {
	place := slices.IndexFunc(l.catchUp.acceptors, func(it source) bool { return it.acceptor == acceptor })
	if place < 0 {
		return
	}
	source := &l.catchUp.acceptors[place]
	read := source.read
	if read == nil || read.call != call {
		return
	}
	source.read = nil
	if answer.IsErr() {
		l.unanswered("acceptor", acceptor, answer.Err())
	} else {
		l.takeVotes(source, read, answer.Ok())
	}
	l.followPages()
}

func (l *Learner) takeVotes(source *source, read *read, page acceptors.AcceptedPage) {
	if page.More && len(page.Entries) > 0 {
		// Beyond the last slot of all there is none: that begins with 0.
		source.next = page.Entries[len(page.Entries)-1].Slot + 1
	}
	if read.firstSlot == l.nextSlot() {
		l.catchUp.answered.Add(&l.configuration, source.acceptor)
	}
	for _, accepted := range page.Entries {
		if conflict := l.countAccepted(source.acceptor, accepted); conflict != nil {
			l.violated(conflict)
			l.host.Abort()
			return
		}
	}
	l.advance()
}

// countAccepted: what an acceptor holds is its vote (Paxos Made Simple, 2.3).
func (l *Learner) countAccepted(acceptor paxos.NodeId, accepted paxos.AcceptedEntry) *conflict {
	if err := l.configuration.CheckAccepted(accepted); err != nil {
		l.say(contract.Warn, "holds what cannot be", acceptor, "acceptor %d holds what cannot be: %v", acceptor, err)
		return nil
	}
	return l.countVote(vote{accepted.Slot, acceptor, accepted.Ballot, &accepted.Entry})
}

// LogRead takes a page of another learner's log, or why there is none. What another learner has learned is chosen.
func (l *Learner) LogRead(call uint64, learner paxos.NodeId, answer wit_types.Result[wit.LogPage, paxos.Refusal]) {
	read := l.catchUp.logRead
	if read == nil || read.call != call || read.node != learner {
		return
	}
	l.catchUp.logRead = nil
	if answer.IsErr() {
		l.unanswered("learner", learner, answer.Err())
	} else {
		l.takePage(learner, answer.Ok())
	}
	l.followPages()
}

func (l *Learner) takePage(learner paxos.NodeId, page wit.LogPage) {
	before := l.chosenThrough
	if conflict := l.takeOver(learner, page.Entries); conflict != nil {
		l.violated(conflict)
		l.host.Abort()
		return
	}
	l.advance()
	// How far it says it is only tells whom to read on from.
	if l.chosenThrough > before && page.ChosenThrough > l.chosenThrough {
		l.readLogOf(learner)
	}
}

// takeOver appends what follows the log, up to the first entry that cannot be.
func (l *Learner) takeOver(learner paxos.NodeId, entries []paxos.ChosenEntry) *conflict {
	next := l.nextSlot()
	var taken []paxos.ChosenEntry
	for _, chosen := range entries {
		if chosen.Slot < l.nextSlot() {
			continue
		}
		if chosen.Slot != next {
			break
		}
		err := contract.FirstOf(contract.CheckFirstSlot(chosen.Slot), l.configuration.CheckEntry(chosen.Entry))
		if err != nil {
			l.say(contract.Warn, "shows what cannot be", learner, "learner %d shows what cannot be in slot %d: %v",
				learner, chosen.Slot, err)
			break
		}
		if conflict := l.window.agrees(chosen); conflict != nil {
			return conflict
		}
		next++
		taken = append(taken, chosen)
	}
	l.append(taken, nil)
	return nil
}

// unanswered: a node that cannot be reached is no news; the next tick asks again.
func (l *Learner) unanswered(role string, node paxos.NodeId, refusal paxos.Refusal) {
	if !contract.IsPassing(refusal) {
		l.say(contract.Warn, role, node, "%s %d did not let itself be read: %s", role, node,
			contract.ShowRefusal(refusal))
	}
}
