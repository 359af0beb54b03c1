package learner

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	wit_types "go.bytecodealliance.org/pkg/wit/types"
	"paxos/contract"
	acceptors "wit_component/paxos_acceptor_acceptor"
	wit "wit_component/paxos_learner_learner"
	proposers "wit_component/paxos_proposer_proposer"
	paxos "wit_component/paxos_types_types"
)

type asked[T any] struct {
	call    uint64
	to      paxos.NodeId
	request T
}

type line struct {
	level contract.Level
	text  string
}

// memory is a node in memory around a learner.
type memory struct {
	log     []paxos.ChosenEntry
	appends int

	acceptedReads []asked[acceptors.ReadAcceptedRequest]
	logReads      []asked[wit.ReadLogRequest]
	resolves      []asked[proposers.ResolveRequest]
	lines         []line
}

func (m *memory) AppendChosen(entries []paxos.ChosenEntry) {
	m.appends++
	for _, entry := range entries {
		if entry.Slot != uint64(len(m.log))+1 {
			panic(fmt.Sprintf("slot %d follows %d: the log has no gaps", entry.Slot, len(m.log)))
		}
		m.log = append(m.log, entry)
	}
}

func (m *memory) LoadChosen(firstSlot paxos.Slot, maxEntries, _ uint32) []paxos.ChosenEntry {
	from := min(int(firstSlot)-1, len(m.log))
	return slices.Clone(m.log[from:min(from+int(maxEntries), len(m.log))])
}

func (m *memory) ChosenThrough() paxos.Slot { return uint64(len(m.log)) }

func (m *memory) ReadAccepted(call uint64, to paxos.NodeId, request acceptors.ReadAcceptedRequest) {
	m.acceptedReads = append(m.acceptedReads, asked[acceptors.ReadAcceptedRequest]{call, to, request})
}

func (m *memory) ReadLog(call uint64, to paxos.NodeId, request wit.ReadLogRequest) {
	m.logReads = append(m.logReads, asked[wit.ReadLogRequest]{call, to, request})
}

func (m *memory) Resolve(call uint64, to paxos.NodeId, request proposers.ResolveRequest) {
	m.resolves = append(m.resolves, asked[proposers.ResolveRequest]{call, to, request})
}

func (m *memory) Log(level contract.Level, message string) {
	m.lines = append(m.lines, line{level, message})
}

func (m *memory) Abort() { panic("aborted") }

// logged is the lines of a level.
func (m *memory) logged(level contract.Level) (texts []string) {
	for _, line := range m.lines {
		if line.level == level {
			texts = append(texts, line.text)
		}
	}
	return texts
}

// --- Values ----------------------------------------------------------------------------------------------------------

// ballot is one of proposer 1.
func ballot(round uint64) paxos.Ballot {
	return paxos.Ballot{Round: round, Proposer: 1}
}

// entry is a value that proposer 1 first proposed at this round.
func entry(round uint64, text string) paxos.Entry {
	return value(ballot(round), paxos.CommandId{Session: 7, Sequence: 1}, text)
}

func value(origin paxos.Ballot, id paxos.CommandId, text string) paxos.Entry {
	command := paxos.Command{Id: id, Payload: []byte(text)}
	return paxos.Entry{Origin: origin, Content: paxos.MakeContentCommand(command)}
}

func chosen(slot paxos.Slot, text string) paxos.ChosenEntry {
	return paxos.ChosenEntry{Slot: slot, Entry: entry(1, text)}
}

func accepted(slot paxos.Slot, round uint64, text string) paxos.AcceptedEntry {
	return paxos.AcceptedEntry{Slot: slot, Ballot: ballot(round), Entry: entry(1, text)}
}

// full is votes that carry their values.
func full(acceptor paxos.NodeId, round uint64, firstSlot paxos.Slot, entries ...paxos.Entry) paxos.Votes {
	votes := bare(acceptor, round, firstSlot, uint32(len(entries)))
	votes.Entries = wit_types.Some(entries)
	return votes
}

// bare is votes without their values.
func bare(acceptor paxos.NodeId, round uint64, firstSlot paxos.Slot, count uint32) paxos.Votes {
	return paxos.Votes{Acceptor: acceptor, Ballot: ballot(round), FirstSlot: firstSlot, Count: count,
		Entries: wit_types.None[[]paxos.Entry]()}
}

// impossibleBallots is ballots, at round 1 where that can be, that no proposer of the cluster has.
func impossibleBallots() []paxos.Ballot {
	return []paxos.Ballot{{}, {Round: contract.MaxNumber + 1, Proposer: 1}, {Round: 1}, {Round: 1, Proposer: 3}}
}

// impossibleEntries is entries that no proposer of the cluster has proposed at round 1.
func impossibleEntries() (entries []paxos.Entry) {
	for _, origin := range impossibleBallots() {
		entries = append(entries, paxos.Entry{Origin: origin, Content: paxos.MakeContentNoOp()})
	}
	for _, id := range []paxos.CommandId{{Sequence: 1}, {Session: 1}, {Session: contract.MaxNumber + 1, Sequence: 1}} {
		entries = append(entries, value(ballot(1), id, ""))
	}
	return entries
}

// --- A learner over it -----------------------------------------------------------------------------------------------

// node is a learner with what is around it.
type node struct {
	*Learner
	*memory
	t *testing.T
}

// over starts learner 1 of two, of three acceptors with quorums of two, and two proposers, with bounds that a test
// reaches.
func over(t *testing.T, m *memory) *node {
	configuration := contract.Configuration{
		Self:                  1,
		Proposers:             []paxos.NodeId{1, 2},
		Acceptors:             []paxos.NodeId{1, 2, 3},
		Learners:              []paxos.NodeId{1, 2},
		Phase1Quorum:          2,
		Phase2Quorum:          2,
		ElectionTimeoutMillis: 1000,
		RetryMillis:           300,
		MaxValueBytes:         100,
		MaxBatchEntries:       4,
		MaxBatchBytes:         100,
		MaxOpenSlots:          16,
		MaxOpenBytes:          1000,
	}
	return &node{New(configuration, m), m, t}
}

// newNode has ticked at 1,000 ms, and its first poll went unanswered.
func newNode(t *testing.T) *node {
	n := over(t, &memory{})
	n.Tick(1000, 0)
	n.unreachable()
	return n
}

// polling has asked all others at 3,000 ms.
func polling(t *testing.T) *node {
	n := newNode(t)
	n.Tick(3000, 0)
	return n
}

func (n *node) learn(votes ...paxos.Votes) (wit.LearnOutcome, error) {
	return n.Learn(n.configuration.Self, wit.LearnRequest{Votes: votes})
}

// learns counts votes that are in order.
func (n *node) learns(votes ...paxos.Votes) {
	n.t.Helper()
	if _, err := n.learn(votes...); err != nil {
		n.t.Fatalf("refused: %v", err)
	}
}

func (n *node) status() wit.LearnerStatus {
	n.t.Helper()
	status, err := n.Status(n.configuration.Self)
	if err != nil {
		n.t.Fatalf("refused: %v", err)
	}
	return status
}

func gone() paxos.Refusal { return paxos.MakeRefusalUnavailable("gone") }

// unreachable answers all that the learner has asked with a failure, and forgets it.
func (n *node) unreachable() {
	reads, logs := n.acceptedReads, n.logReads
	n.acceptedReads, n.logReads = nil, nil
	for _, read := range reads {
		n.AcceptedRead(read.call, read.to, wit_types.Err[acceptors.AcceptedPage](gone()))
	}
	for _, read := range logs {
		n.LogRead(read.call, read.to, wit_types.Err[wit.LogPage](gone()))
	}
}

// answerLog answers the read of another learner's log that is under way.
func (n *node) answerLog(through paxos.Slot, entries ...paxos.ChosenEntry) {
	n.t.Helper()
	expect(n.t, len(n.logReads) > 0, "no log is read")
	read := n.logReads[0]
	n.logReads = n.logReads[1:]
	page := wit.LogPage{Entries: entries, ChosenThrough: through}
	n.LogRead(read.call, read.to, wit_types.Ok[wit.LogPage, paxos.Refusal](page))
}

// answerVotes answers the read of an acceptor's votes that is under way.
func (n *node) answerVotes(acceptor paxos.NodeId, more bool, entries ...paxos.AcceptedEntry) {
	n.t.Helper()
	for i, read := range n.acceptedReads {
		if read.to == acceptor {
			n.acceptedReads = slices.Delete(n.acceptedReads, i, i+1)
			page := acceptors.AcceptedPage{Entries: entries, More: more}
			n.AcceptedRead(read.call, acceptor, wit_types.Ok[acceptors.AcceptedPage, paxos.Refusal](page))
			return
		}
	}
	n.t.Fatalf("acceptor %d is not asked", acceptor)
}

func (n *node) expectLog(texts ...string) {
	n.t.Helper()
	var held []string
	for i, chosen := range n.memory.log {
		expect(n.t, chosen.Slot == uint64(i)+1, "slot %d at place %d", chosen.Slot, i)
		command, _ := contract.CommandOf(chosen.Entry)
		held = append(held, string(command.Payload))
	}
	expect(n.t, slices.Equal(held, texts), "the log is %q, not %q", held, texts)
}

func (n *node) expectSeen(through, highest paxos.Slot) {
	n.t.Helper()
	status := n.status()
	expect(n.t, status.ChosenThrough == through && status.HighestSlot == highest,
		"learned through %d and seen %d, not %d and %d", status.ChosenThrough, status.HighestSlot, through, highest)
}

func expect(t *testing.T, holds bool, what string, with ...any) {
	t.Helper()
	if !holds {
		t.Fatalf(what, with...)
	}
}

// expectRefused checks the case and the text of a refusal.
func expectRefused(t *testing.T, err error, tag uint8, part string) {
	t.Helper()
	var refused *contract.Refused
	if !errors.As(err, &refused) {
		t.Fatalf("not refused, but %v", err)
	}
	if refused.Refusal.Tag() != tag {
		t.Fatalf("refused as case %d, not %d: %v", refused.Refusal.Tag(), tag, err)
	}
	expect(t, strings.Contains(err.Error(), part), "%q does not have %q in it", err, part)
}

// expectAborted checks that something ends the instance, after this line.
func expectAborted(t *testing.T, n *node, text string, act func()) {
	t.Helper()
	defer func() {
		t.Helper()
		expect(t, recover() == "aborted", "it went on")
		errors := n.logged(contract.Error)
		expect(t, slices.Contains(errors, text), "%q", errors)
	}()
	act()
}
