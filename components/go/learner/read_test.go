package learner

import (
	"math"
	"testing"

	wit_types "go.bytecodealliance.org/pkg/wit/types"
	"paxos/contract"
	wit "wit_component/paxos_learner_learner"
	paxos "wit_component/paxos_types_types"
)

func from(firstSlot paxos.Slot, maxEntries uint32) wit.ReadLogRequest {
	return wit.ReadLogRequest{FirstSlot: firstSlot, MaxEntries: maxEntries, WaitMillis: wit_types.None[uint32]()}
}

// withLog started with six entries.
func withLog(t *testing.T) *node {
	m := &memory{}
	for slot := paxos.Slot(1); slot <= 6; slot++ {
		m.log = append(m.log, chosen(slot, "a"))
	}
	return over(t, m)
}

// thatLearned has learned as many more as are said since it started, and cannot read its log any more.
func thatLearned(t *testing.T, since uint64) *node {
	n := withLog(t)
	for slot := paxos.Slot(7); slot < 7+since; slot++ {
		n.learns(full(1, 1, slot, entry(1, "a")), bare(2, 1, slot, 1))
	}
	n.memory.log = nil
	return n
}

func (n *node) expectIds(request wit.ReadLogRequest, first, last, through paxos.Slot) {
	n.t.Helper()
	page, err := n.ReadIds(1, request)
	if err != nil {
		n.t.Fatalf("refused: %v", err)
	}
	expect(n.t, page.ChosenThrough == through, "through %d, not %d", page.ChosenThrough, through)
	expect(n.t, uint64(len(page.Ids)) == last+1-first, "%v", page.Ids)
	for i, id := range page.Ids {
		want := paxos.ChosenId{Slot: first + uint64(i), Origin: ballot(1),
			Id: wit_types.Some(paxos.CommandId{Session: 7, Sequence: 1})}
		expect(n.t, id == want, "%v", id)
	}
}

func TestTheLogIsReadAPageAtATimeAlsoWhatWasLearnedBeforeARestart(t *testing.T) {
	n := withLog(t)
	page, err := n.Learner.ReadLog(1, from(2, 2))
	expect(t, err == nil && page.ChosenThrough == 6 && len(page.Entries) == 2, "%v, %v", page, err)
	expect(t, page.Entries[0].Slot == 2 && contract.Equal(page.Entries[1].Entry, entry(1, "a")), "%v", page)
	page, _ = n.Learner.ReadLog(1, from(1, math.MaxUint32))
	expect(t, len(page.Entries) == 4, "max-batch-entries is 4: %v", page)
}

func TestASlotThatIsNotLearnedGivesAnEmptyPageThatSaysWhereTheLogEnds(t *testing.T) {
	n := withLog(t)
	for _, slot := range []paxos.Slot{7, contract.MaxNumber} {
		page, err := n.Learner.ReadLog(1, from(slot, 1))
		expect(t, err == nil && page.ChosenThrough == 6 && len(page.Entries) == 0, "%v, %v", page, err)
		n.expectIds(from(slot, 1), slot, slot-1, 6)
	}
}

func TestIdsThatWereLearnedLatelyAreNotReadFromTheLog(t *testing.T) {
	n := thatLearned(t, 3)
	n.expectIds(from(7, 2), 7, 8, 9)
	n.expectIds(from(9, 9), 9, 9, 9)
	n.expectIds(from(6, 9), 6, 5, 9) // before it started
}

func TestOnlySoManyIdsAreKeptAndOlderOnesAreReadFromTheLog(t *testing.T) {
	n := thatLearned(t, 17)
	n.expectIds(from(8, math.MaxUint32), 8, 11, 23) // max-open-slots is 16, max-batch-entries 4
	n.expectIds(from(7, 4), 7, 6, 23)
	for slot := paxos.Slot(1); slot <= 23; slot++ {
		n.memory.log = append(n.memory.log, chosen(slot, "a"))
	}
	n.expectIds(from(6, 2), 6, 7, 23)
}

func TestASlotThatHoldsNothingHasNoId(t *testing.T) {
	n := newNode(t)
	noOp := paxos.Entry{Origin: ballot(1), Content: paxos.MakeContentNoOp()}
	n.learns(full(1, 1, 1, noOp), bare(2, 1, 1, 1))
	page, err := n.ReadIds(1, from(1, 1))
	want := paxos.ChosenId{Slot: 1, Origin: ballot(1), Id: wit_types.None[paxos.CommandId]()}
	expect(t, err == nil && len(page.Ids) == 1 && page.Ids[0] == want, "%v, %v", page, err)
}

func TestARequestThatBreaksTheContractIsRefused(t *testing.T) {
	n := withLog(t)
	long := from(1, 1)
	long.WaitMillis = wit_types.Some[uint32](30_001)
	reads := map[string]func(paxos.NodeId, wit.ReadLogRequest) error{
		"read-log": func(to paxos.NodeId, request wit.ReadLogRequest) error {
			_, err := n.Learner.ReadLog(to, request)
			return err
		},
		"read-ids": func(to paxos.NodeId, request wit.ReadLogRequest) error {
			_, err := n.ReadIds(to, request)
			return err
		},
	}
	for name, read := range reads {
		t.Run(name, func(t *testing.T) {
			expectRefused(t, read(2, from(1, 1)), paxos.Refusal_Misaddressed, "it is node 1")
			expectRefused(t, read(1, from(0, 1)), paxos.Refusal_Invalid, "first-slot is 0")
			expectRefused(t, read(1, from(contract.MaxNumber+1, 1)), paxos.Refusal_Invalid, "first-slot is 9007199254740992")
			expectRefused(t, read(1, from(1, 0)), paxos.Refusal_Invalid, "max-entries is 0; it must be at least 1")
			expectRefused(t, read(1, long), paxos.Refusal_Invalid, "wait-millis is 30001; it must be at most 30000")
			long.WaitMillis = wit_types.Some[uint32](30_000)
			expect(t, read(1, long) == nil, "the longest wait is refused")
			long.WaitMillis = wit_types.Some[uint32](30_001)
		})
	}
}
