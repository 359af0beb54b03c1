package acceptor

import (
	"strings"
	"testing"

	"paxos/contract"
	wit "wit_component/paxos_acceptor_acceptor"
	paxos "wit_component/paxos_types_types"
)

func TestValuesAreStoredAtTheBallotAndLearnersAreTold(t *testing.T) {
	n := newNode(t)
	request := acceptRequest(2, 5, "a", "b")
	request.Entries = append(request.Entries, noOp(ballot(1)))
	n.accepts(request)
	expect(t, len(n.memory.accepted) == 3 && n.memory.promised == ballot(2), "stored %v", n.memory.accepted)
	for i, entry := range request.Entries {
		stored := n.memory.accepted[5+uint64(i)]
		expect(t, stored.Ballot == ballot(2) && contract.Equal(stored.Entry, entry), "slot %d holds %v", 5+i, stored)
	}
	expect(t, len(n.notified) == 1 && n.notified[0].FirstSlot == 5 && n.notified[0].Count == 3, "%v", n.notified)
	expect(t, len(n.notified[0].Entries.Some()) == 3, "the first of three acceptors carries the values")
}

func TestOfThreeAcceptorsTheVotesOfTheThirdNeedNotCarryTheValues(t *testing.T) {
	n := overAs(t, 3, &memory{}).admitted()
	n.accepts(acceptRequest(1, 1, "a"))
	expect(t, n.notified[0].Entries.IsNone(), "%v", n.notified)
}

func TestABallotBelowThePromiseIsRejectedAndNothingIsStored(t *testing.T) {
	n := newNode(t)
	n.promised(ballot(3))
	writes := n.writes
	outcome := expectOk[wit.AcceptOutcome](t)(n.accept(acceptRequest(2, 1, "a")))
	expect(t, outcome.Tag() == wit.AcceptOutcome_Rejected && outcome.Rejected() == ballot(3), "%v", outcome)
	expect(t, n.writes == writes && len(n.notified) == 0, "something was stored or told")
}

func TestAHigherBallotTakesThePlaceOfAnotherValue(t *testing.T) {
	n := newNode(t)
	n.accepts(acceptRequest(1, 1, "a"))
	n.accepts(acceptRequest(2, 1, "b"))
	held := n.memory.accepted[1]
	expect(t, held.Ballot == ballot(2) && contract.Equal(held.Entry, entry(2, "b")), "%v", held)
}

func TestARequestThatComesTwiceIsToldTwiceAndStoredOnce(t *testing.T) {
	n := newNode(t)
	n.accepts(acceptRequest(1, 2, "b"))
	writes := n.writes
	n.accepts(acceptRequest(1, 2, "b"))
	expect(t, n.writes == writes && len(n.notified) == 2, "%d writes more, told %v", n.writes-writes, n.notified)
	n.accepts(acceptRequest(1, 1, "a", "b", "c"))
	expect(t, len(n.lastWritten) == 2, "only what is not held is stored: %v", n.lastWritten)
}

func TestAnotherValueAtTheSameBallotIsAViolationAndNothingChanges(t *testing.T) {
	n := newNode(t)
	n.accepts(acceptRequest(1, 2, "b"))
	writes := n.writes
	for range 2 {
		_, err := n.accept(acceptRequest(1, 1, "a", "x"))
		expectRefused(t, err, paxos.Refusal_Violation, "slot 2 holds another value at ballot (1, 1)")
	}
	expect(t, n.writes == writes && len(n.notified) == 1, "something was stored or told")
	expect(t, len(n.lines) == 1, "said once, though it came twice: %v", n.lines)
}

func TestSlotsAboveTheHighestCostNoRead(t *testing.T) {
	n := newNode(t)
	n.accepts(acceptRequest(1, 1, "a"))
	loads := n.loads
	n.accepts(acceptRequest(1, 2, "b"))
	expect(t, n.loads == loads, "%d reads", n.loads-loads)
}

func TestARequestOverABoundIsTooLarge(t *testing.T) {
	n := newNode(t)
	for _, bad := range []struct {
		request wit.AcceptRequest
		why     string
	}{
		{acceptRequest(1, 1, "a", "b", "c", "d", "e"), "entries holds 5; max-batch-entries is 4"},
		{acceptRequest(1, 1, strings.Repeat("x", 101)), "a payload has 101 bytes; max-value-bytes is 100"},
		{acceptRequest(1, 1, strings.Repeat("x", 60), strings.Repeat("x", 60)),
			"entries hold 120 payload bytes; max-batch-bytes is 100"},
	} {
		_, err := n.accept(bad.request)
		expectRefused(t, err, paxos.Refusal_TooLarge, bad.why)
	}
	expect(t, n.writes == 0, "something was stored")
}

func TestAnAcceptThatBreaksTheContractIsRefused(t *testing.T) {
	n := newNode(t)
	unnamed := acceptRequest(1, 1)
	unnamed.Entries = []paxos.Entry{
		{Origin: ballot(1), Content: paxos.MakeContentCommand(paxos.Command{Id: paxos.CommandId{Session: 1}})}}
	later := acceptRequest(1, 1)
	later.Entries = []paxos.Entry{noOp(ballot(2))}
	nobodys := acceptRequest(1, 1)
	nobodys.Entries = []paxos.Entry{noOp(ballotOf(1, 3))}
	for _, bad := range []struct {
		request wit.AcceptRequest
		why     string
	}{
		{acceptRequest(1, 1), "entries is empty; it must hold at least one"},
		{acceptRequest(0, 1, "a"), "ballot.round is 0"},
		{acceptRequest(1, 0, "a"), "first-slot is 0"},
		{acceptRequest(1, contract.MaxNumber, "a", "b"), "2 slots from 9007199254740991 on end beyond the last slot"},
		{acceptRequest(contract.MaxStep+1, 1, "a"), "ballot.round is 4294967297"},
		{acceptRequest(1, contract.MaxStep+1, "a"), "first-slot is 4294967297"},
		{unnamed, "id.sequence is 0"},
		{later, "the origin (2, 1) of an entry is above the ballot (1, 1) it is proposed at"},
		{nobodys, "origin.proposer is 3"},
	} {
		_, err := n.accept(bad.request)
		expectRefused(t, err, paxos.Refusal_Invalid, bad.why)
	}
	_, err := n.Acceptor.Accept(2, acceptRequest(1, 1, "a"))
	expectRefused(t, err, paxos.Refusal_Misaddressed, "it is node 1")
	expect(t, n.writes == 0, "something was stored")
	n.accepts(acceptRequest(contract.MaxStep, contract.MaxStep, "a"))
}
