package acceptor

import (
	"math"
	"testing"

	"paxos/contract"
	wit "wit_component/paxos_acceptor_acceptor"
	paxos "wit_component/paxos_types_types"
)

// --- read-accepted ---------------------------------------------------------------------------------------------------

func TestAcceptedValuesAreReadAPageAtATimeAcrossHoles(t *testing.T) {
	n := newNode(t)
	n.accepts(acceptRequest(1, 2, "a"))
	n.accepts(acceptRequest(2, 9, "b"))
	for _, page := range []struct {
		from, holds paxos.Slot
		more        bool
	}{{1, 2, true}, {3, 9, false}} {
		request := wit.ReadAcceptedRequest{FirstSlot: page.from, MaxEntries: 1}
		read := expectOk[wit.AcceptedPage](t)(n.Acceptor.ReadAccepted(1, request))
		expect(t, len(read.Entries) == 1 && read.Entries[0].Slot == page.holds && read.More == page.more, "%v", read)
	}
	beyond := expectOk[wit.AcceptedPage](t)(
		n.Acceptor.ReadAccepted(1, wit.ReadAcceptedRequest{FirstSlot: 10, MaxEntries: 9}))
	expect(t, len(beyond.Entries) == 0 && !beyond.More, "%v", beyond)
}

func TestAReadThatBreaksTheContractIsRefused(t *testing.T) {
	n := newNode(t)
	_, err := n.Acceptor.ReadAccepted(1, wit.ReadAcceptedRequest{FirstSlot: 0, MaxEntries: 1})
	expectRefused(t, err, paxos.Refusal_Invalid, "first-slot is 0")
	_, err = n.Acceptor.ReadAccepted(1, wit.ReadAcceptedRequest{FirstSlot: 1, MaxEntries: 0})
	expectRefused(t, err, paxos.Refusal_Invalid, "max-entries is 0; it must be at least 1")
	_, err = n.Acceptor.ReadAccepted(3, wit.ReadAcceptedRequest{FirstSlot: 1, MaxEntries: 1})
	expectRefused(t, err, paxos.Refusal_Misaddressed, "it is node 1")
}

// --- heartbeat -------------------------------------------------------------------------------------------------------

func (n *node) beat(ballot paxos.Ballot) wit.LeaderHeartbeatOutcome {
	n.t.Helper()
	return expectOk[wit.LeaderHeartbeatOutcome](n.t)(
		n.Heartbeat(n.configuration.Self, wit.LeaderHeartbeatRequest{Ballot: ballot}))
}

func TestHeartbeatsOfALeaderAreCountedAndNothingIsStored(t *testing.T) {
	n := newNode(t)
	for beats := uint64(1); beats <= 3; beats++ {
		expect(t, n.beat(ballot(2)).Tag() == wit.LeaderHeartbeatOutcome_Followed, "not followed")
		status := expectOk[wit.AcceptorStatus](t)(n.Status(1))
		expect(t, status.Leader.Some() == wit.HeardLeader{Ballot: ballot(2), Heartbeats: beats}, "%v", status)
	}
	expect(t, n.writes == 0, "something was stored")
	status := expectOk[wit.AcceptorStatus](t)(n.restart().Status(1))
	expect(t, status.Leader.IsNone(), "one that starts anew has heard nobody: %v", status)
}

func TestALeaderBelowAnotherOneOrThePromiseIsRejected(t *testing.T) {
	n := newNode(t)
	n.beat(ballot(2))
	n.beat(ballot(5))
	expect(t, n.beat(ballot(2)).Rejected() == ballot(5), "not rejected")
	n.promised(ballot(7))
	expect(t, n.beat(ballot(5)).Rejected() == ballot(7), "not rejected")
	expect(t, n.beat(ballot(7)).Tag() == wit.LeaderHeartbeatOutcome_Followed, "not followed")
	expect(t, n.heard.Heartbeats == 1, "counted anew: %v", n.heard)
}

func TestAHeartbeatThatBreaksTheContractIsRefused(t *testing.T) {
	n := newNode(t)
	_, err := n.Heartbeat(1, wit.LeaderHeartbeatRequest{})
	expectRefused(t, err, paxos.Refusal_Invalid, "ballot.round is 0")
	_, err = n.Heartbeat(2, wit.LeaderHeartbeatRequest{Ballot: ballot(1)})
	expectRefused(t, err, paxos.Refusal_Misaddressed, "it is node 1")
}

// --- status ----------------------------------------------------------------------------------------------------------

func TestTheStatusTellsThePromiseAndTheHighestSlotAlsoAfterARestart(t *testing.T) {
	n := newNode(t)
	fresh := expectOk[wit.AcceptorStatus](t)(n.Status(1))
	expect(t, fresh.Promised.IsNone() && fresh.HighestSlot == 0 && fresh.WaitsFor.IsNone(), "%v", fresh)
	n.accepts(acceptRequest(4, 7, "a", "b"))
	for range 2 {
		status := expectOk[wit.AcceptorStatus](t)(n.Status(1))
		expect(t, status.Promised.Some() == ballot(4) && status.HighestSlot == 8, "%v", status)
		expect(t, status.Life == fresh.Life && status.Standing == wit.Standing_Voting, "%v", status)
		n = n.restart()
	}
	_, err := n.Status(2)
	expectRefused(t, err, paxos.Refusal_Misaddressed, "it is node 1")
}

// --- lives -----------------------------------------------------------------------------------------------------------

func TestARecoveredLifeIsLaterThanAnyThatWasDrawnBefore(t *testing.T) {
	expect(t, firstLife(math.MaxUint64) < lifeAfter(firstLife(0), 0), "not later")
	second := lifeAfter(firstLife(9), math.MaxUint64)
	expect(t, second < lifeAfter(second, 0), "not later")
	expect(t, firstLife(0) > 0 && firstLife(math.MaxUint64) <= contract.MaxNumber, "not from 1 to the largest number")
	expect(t, lifeAfter(contract.MaxNumber, math.MaxUint64) == contract.MaxNumber, "over the largest number")
}

func TestALifeFarAheadOfWhatIsKnownIsNotBelieved(t *testing.T) {
	life := firstLife(7)
	for range maxRecoveriesAhead {
		life = lifeAfter(life, 7)
	}
	expect(t, isPlausible(life, firstLife(7)) && !isPlausible(lifeAfter(life, 7), firstLife(7)),
		"the bound is not kept")
	expect(t, !isPlausible(contract.MaxNumber+1, contract.MaxNumber), "the largest number is passed")
	expect(t, !isPlausible(contract.MaxNumber, firstLife(7)), "the end is believed")
	expect(t, !isPlausible(math.MaxUint64, contract.MaxNumber), "what is beyond the end is believed")
}
