package acceptor

import (
	"errors"
	"slices"
	"strings"
	"testing"

	wit_types "go.bytecodealliance.org/pkg/wit/types"
	"paxos/contract"
	wit "wit_component/paxos_acceptor_acceptor"
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

// memory is a node in memory around an acceptor.
type memory struct {
	life     LifeRecord
	promised paxos.Ballot
	accepted map[paxos.Slot]paxos.AcceptedEntry

	writes, loads int
	lastWritten   []paxos.AcceptedEntry
	notified      []paxos.Votes
	admits        []asked[wit.AdmitRequest]
	prepares      []asked[wit.PrepareRequest]
	reads         []asked[wit.ReadAcceptedRequest]
	lines         []line
}

func (m *memory) LoadLife() (LifeRecord, bool)       { return m.life, m.life.Life != 0 }
func (m *memory) StoreLife(life LifeRecord)          { m.life = life }
func (m *memory) LoadPromised() (paxos.Ballot, bool) { return m.promised, contract.IsSome(m.promised) }
func (m *memory) NotifyLearners(votes paxos.Votes)   { m.notified = append(m.notified, votes) }
func (m *memory) Log(level contract.Level, message string) {
	m.lines = append(m.lines, line{level, message})
}
func (m *memory) HighestAccepted() (highest paxos.Slot) { return slices.Max(append(m.slots(), 0)) }
func (m *memory) StorePromised(promised paxos.Ballot)   { m.writes++; m.promised = promised }
func (m *memory) Admit(call uint64, to paxos.NodeId, request wit.AdmitRequest) {
	m.admits = append(m.admits, asked[wit.AdmitRequest]{call, to, request})
}

func (m *memory) Prepare(call uint64, to paxos.NodeId, request wit.PrepareRequest) {
	m.prepares = append(m.prepares, asked[wit.PrepareRequest]{call, to, request})
}

func (m *memory) ReadAccepted(call uint64, to paxos.NodeId, request wit.ReadAcceptedRequest) {
	m.reads = append(m.reads, asked[wit.ReadAcceptedRequest]{call, to, request})
}

func (m *memory) StoreAccepted(entries []paxos.AcceptedEntry) {
	m.writes++
	m.lastWritten = slices.Clone(entries)
	for _, entry := range entries {
		m.put(entry)
	}
}

func (m *memory) put(entry paxos.AcceptedEntry) {
	if m.accepted == nil {
		m.accepted = map[paxos.Slot]paxos.AcceptedEntry{}
	}
	m.accepted[entry.Slot] = entry
}

func (m *memory) slots() []paxos.Slot {
	var slots []paxos.Slot
	for slot := range m.accepted {
		slots = append(slots, slot)
	}
	slices.Sort(slots)
	return slots
}

func (m *memory) LoadAccepted(firstSlot paxos.Slot, maxEntries, maxBytes uint32) []paxos.AcceptedEntry {
	m.loads++
	var page []paxos.AcceptedEntry
	size := 0
	for _, slot := range m.slots() {
		entry := m.accepted[slot]
		if slot < firstSlot {
			continue
		}
		size += contract.PayloadBytes(entry.Entry)
		if len(page) == int(maxEntries) || (len(page) > 0 && size > int(maxBytes)) {
			break
		}
		page = append(page, entry)
	}
	return page
}

// logged is the lines of a level, one below the other.
func (m *memory) logged(level contract.Level) string {
	var texts []string
	for _, line := range m.lines {
		if line.level == level {
			texts = append(texts, line.text)
		}
	}
	return strings.Join(texts, "\n")
}

// --- Values ----------------------------------------------------------------------------------------------------------

// ballot is one of proposer 1.
func ballot(round uint64) paxos.Ballot {
	return ballotOf(round, 1)
}

func ballotOf(round uint64, proposer paxos.NodeId) paxos.Ballot {
	return paxos.Ballot{Round: round, Proposer: proposer}
}

// entry is a value that proposer 1 first proposed at this round.
func entry(round uint64, text string) paxos.Entry {
	command := paxos.Command{Id: paxos.CommandId{Session: 7, Sequence: 1}, Payload: []byte(text)}
	return paxos.Entry{Origin: ballot(round), Content: paxos.MakeContentCommand(command)}
}

func noOp(origin paxos.Ballot) paxos.Entry {
	return paxos.Entry{Origin: origin, Content: paxos.MakeContentNoOp()}
}

func accepted(slot paxos.Slot, round uint64, text string) paxos.AcceptedEntry {
	return paxos.AcceptedEntry{Slot: slot, Ballot: ballot(round), Entry: entry(round, text)}
}

func acceptRequest(round uint64, firstSlot paxos.Slot, texts ...string) wit.AcceptRequest {
	request := wit.AcceptRequest{Ballot: ballot(round), FirstSlot: firstSlot}
	for _, text := range texts {
		request.Entries = append(request.Entries, entry(round, text))
	}
	return request
}

// --- An acceptor over it ---------------------------------------------------------------------------------------------

// node is an acceptor with what is around it.
type node struct {
	*Acceptor
	*memory
	t *testing.T
}

// over starts acceptor 1 of three, with quorums of two, two proposers, and bounds that a test reaches; it has ticked
// once, at 1,000 ms, and has no answer yet.
func over(t *testing.T, m *memory) *node {
	return overAs(t, 1, m)
}

func overAs(t *testing.T, self paxos.NodeId, m *memory) *node {
	configuration := contract.Configuration{
		Self:                  self,
		Proposers:             []paxos.NodeId{1, 2},
		Acceptors:             []paxos.NodeId{1, 2, 3},
		Phase2Quorum:          2,
		ElectionTimeoutMillis: 1000,
		RetryMillis:           300,
		MaxValueBytes:         100,
		MaxBatchEntries:       4,
		MaxBatchBytes:         100,
		MaxOpenSlots:          16,
	}
	n := &node{New(configuration, m), m, t}
	n.Tick(1000, 77)
	return n
}

// admitted has each proposer answer that it has never heard of it.
func (n *node) admitted() *node {
	for proposer := paxos.NodeId(1); proposer <= 2; proposer++ {
		n.admission(proposer, wit.Admission{})
	}
	return n
}

func newNode(t *testing.T) *node {
	return over(t, &memory{}).admitted()
}

func (n *node) restart() *node {
	return overAs(n.t, n.configuration.Self, n.memory).admitted()
}

// voted is a store of life 50 that has promised round 3 and accepted slots 1 and 2.
func voted() *memory {
	m := &memory{life: LifeRecord{50, WrittenVoting}, promised: ballot(3)}
	m.put(accepted(1, 3, "a"))
	m.put(accepted(2, 3, "a"))
	return m
}

// forgetful is an acceptor of life 50 that proposer 2 has shown to have forgotten.
func forgetful(t *testing.T) *node {
	n := over(t, voted())
	n.admission(2, knows(50, ballot(4), 2))
	return n
}

func knows(life uint64, promised paxos.Ballot, highestSlot paxos.Slot) wit.Admission {
	known := paxos.KnownAcceptor{Acceptor: 1, Life: life, HighestSlot: highestSlot}
	if contract.IsSome(promised) {
		known.Promised = wit_types.Some(promised)
	}
	return wit.Admission{Known: wit_types.Some(known)}
}

func gives(ballot paxos.Ballot) wit.Admission {
	return wit.Admission{Ballot: wit_types.Some(ballot)}
}

// admission answers what a proposer was asked last.
func (n *node) admission(proposer paxos.NodeId, admission wit.Admission) {
	n.t.Helper()
	for _, asked := range slices.Backward(n.admits) {
		if asked.to == proposer {
			n.AdmitAnswered(asked.call, proposer, wit_types.Ok[wit.Admission, paxos.Refusal](admission))
			return
		}
	}
	n.t.Fatalf("proposer %d was not asked", proposer)
}

func (n *node) expectStanding(standing wit.Standing) {
	n.t.Helper()
	if n.standing() != standing {
		n.t.Fatalf("stands %d, not %d: %s", n.standing(), standing, n.waitsFor())
	}
}

func expectHas(t *testing.T, text, part string) {
	t.Helper()
	if !strings.Contains(text, part) {
		t.Fatalf("%q does not have %q in it", text, part)
	}
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
	expectHas(t, err.Error(), part)
}

func expectOk[T any](t *testing.T) func(value T, err error) T {
	return func(value T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatalf("refused: %v", err)
		}
		return value
	}
}

func (n *node) prepare(ballot paxos.Ballot, firstSlot paxos.Slot, maxEntries uint32) (wit.PrepareOutcome, error) {
	return n.Acceptor.Prepare(n.configuration.Self, wit.PrepareRequest{
		Ballot: ballot, FirstSlot: firstSlot, MaxEntries: maxEntries})
}

func (n *node) promised(ballot paxos.Ballot) wit.Promise {
	n.t.Helper()
	outcome := expectOk[wit.PrepareOutcome](n.t)(n.prepare(ballot, 1, 10))
	if outcome.Tag() != wit.PrepareOutcome_Promised {
		n.t.Fatalf("rejected by %v", outcome.Rejected())
	}
	return outcome.Promised()
}

func (n *node) accept(request wit.AcceptRequest) (wit.AcceptOutcome, error) {
	return n.Acceptor.Accept(n.configuration.Self, request)
}

func (n *node) accepts(request wit.AcceptRequest) {
	n.t.Helper()
	outcome := expectOk[wit.AcceptOutcome](n.t)(n.accept(request))
	if outcome.Tag() != wit.AcceptOutcome_Accepted {
		n.t.Fatalf("rejected by %v", outcome.Rejected())
	}
}
