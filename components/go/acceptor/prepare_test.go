package acceptor

import (
	"math"
	"testing"

	"paxos/contract"
	wit "wit_component/paxos_acceptor_acceptor"
	paxos "wit_component/paxos_types_types"
)

func TestANewAcceptorPromisesAnyBallotAndStoresThePromise(t *testing.T) {
	n := newNode(t)
	promise := n.promised(ballot(3))
	expect(t, promise.Ballot == ballot(3) && len(promise.Accepted) == 0 && !promise.More, "promised %v", promise)
	expect(t, n.memory.promised == ballot(3), "stored %v", n.memory.promised)
}

func TestTheSameBallotIsPromisedAgainWithoutAnotherWrite(t *testing.T) {
	n := newNode(t)
	n.promised(ballot(3))
	writes := n.writes
	n.promised(ballot(3))
	expect(t, n.writes == writes, "%d writes more", n.writes-writes)
}

func TestALowerBallotIsRejectedWithThePromisedOneAlsoAfterARestart(t *testing.T) {
	n := newNode(t)
	n.promised(ballotOf(3, 2))
	for _, lower := range []paxos.Ballot{ballot(2), ballot(3)} {
		outcome := expectOk[wit.PrepareOutcome](t)(n.prepare(lower, 1, 10))
		expect(t, outcome.Tag() == wit.PrepareOutcome_Rejected && outcome.Rejected() == ballotOf(3, 2), "%v", outcome)
		n = n.restart()
	}
}

func TestAPromiseReportsWhatIsAcceptedPageByPage(t *testing.T) {
	n := newNode(t)
	for slot := paxos.Slot(1); slot <= 10; slot++ {
		n.accepts(acceptRequest(1, slot, "0123456789"))
	}
	first := expectOk[wit.PrepareOutcome](t)(n.prepare(ballot(2), 1, math.MaxUint32)).Promised()
	expect(t, len(first.Accepted) == 4 && first.More, "max-batch-entries is 4: %v", first)
	last := expectOk[wit.PrepareOutcome](t)(n.prepare(ballot(2), 9, 3)).Promised()
	expect(t, len(last.Accepted) == 2 && !last.More && last.Accepted[1].Slot == 10, "%v", last)
	expect(t, last.Accepted[0].Ballot == ballot(1), "%v", last)
}

func TestOnePrepareDoesNotCarryTheRoundsToTheirEnd(t *testing.T) {
	n := newNode(t)
	for _, round := range []uint64{contract.MaxNumber, contract.MaxStep + 1} {
		_, err := n.prepare(ballot(round), 1, 1)
		expectRefused(t, err, paxos.Refusal_Invalid, "4294967296 above 0")
	}
	expect(t, n.writes == 0, "something was stored")
	n.promised(ballot(contract.MaxStep))
}

func TestAPrepareThatBreaksTheContractIsRefused(t *testing.T) {
	n := newNode(t)
	for _, bad := range []struct {
		request wit.PrepareRequest
		why     string
	}{
		{wit.PrepareRequest{Ballot: ballot(0), FirstSlot: 1, MaxEntries: 1}, "ballot.round is 0; it must be from 1"},
		{wit.PrepareRequest{Ballot: ballot(contract.MaxNumber + 1), FirstSlot: 1, MaxEntries: 1}, "ballot.round"},
		{wit.PrepareRequest{Ballot: ballot(1), FirstSlot: 0, MaxEntries: 1}, "first-slot is 0"},
		{wit.PrepareRequest{Ballot: ballot(1), FirstSlot: math.MaxUint64, MaxEntries: 1}, "first-slot is 1844"},
		{wit.PrepareRequest{Ballot: ballot(1), FirstSlot: 1, MaxEntries: 0}, "max-entries is 0"},
		{wit.PrepareRequest{Ballot: ballotOf(1, 9), FirstSlot: 1, MaxEntries: 1},
			"ballot.proposer is 9; the proposers of this cluster are [1, 2]"},
	} {
		_, err := n.Acceptor.Prepare(1, bad.request)
		expectRefused(t, err, paxos.Refusal_Invalid, bad.why)
	}
	_, err := n.Acceptor.Prepare(2, wit.PrepareRequest{Ballot: ballot(1), FirstSlot: 1, MaxEntries: 1})
	expectRefused(t, err, paxos.Refusal_Misaddressed, "it is node 1")
	expect(t, n.writes == 0, "something was stored")
}
