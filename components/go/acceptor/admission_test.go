package acceptor

import (
	"math"
	"testing"

	wit_types "go.bytecodealliance.org/pkg/wit/types"
	"paxos/contract"
	wit "wit_component/paxos_acceptor_acceptor"
	paxos "wit_component/paxos_types_types"
)

// expectSilent checks that it neither promises nor accepts nor shows anything, and says why.
func (n *node) expectSilent(why string) {
	n.t.Helper()
	_, prepared := n.prepare(ballot(90), 1, 1)
	_, accepted := n.accept(acceptRequest(90, 1, "x"))
	_, read := n.Acceptor.ReadAccepted(1, wit.ReadAcceptedRequest{FirstSlot: 1, MaxEntries: 1})
	_, beaten := n.Heartbeat(1, wit.LeaderHeartbeatRequest{Ballot: ballot(90)})
	for _, err := range []error{prepared, accepted, read, beaten} {
		expectRefused(n.t, err, paxos.Refusal_Unavailable, "acceptor 1 does not vote: ")
		expectHas(n.t, err.Error(), why)
	}
}

func TestANewStoreVotesOnceEveryProposerKnowsOfNoFormerLife(t *testing.T) {
	n := over(t, &memory{})
	expect(t, n.memory.life == LifeRecord{firstLife(77), WrittenFresh}, "%v", n.memory.life)
	n.expectSilent("its store is new, and it waits for proposers [1, 2] to tell that they know of no former one")
	n.admission(1, wit.Admission{})
	n.expectSilent("proposers [2]")
	n.admission(2, wit.Admission{})
	n.expectStanding(wit.Standing_Voting)
	expect(t, n.memory.life.Standing == WrittenVoting, "%v", n.memory.life)
	n.promised(ballot(1))
}

func TestANewStoreThatAProposerKnowsByAnotherLifeHasForgotten(t *testing.T) {
	n := over(t, &memory{})
	n.admission(2, knows(9, paxos.Ballot{}, 0))
	n.expectStanding(wit.Standing_Forgetful)
	expectHas(t, n.waitsFor(), "its store is new, but proposer 2 knows it to have voted before. "+
		"Recover it: ./paxos recover acceptor-1, or POST /acceptors/1/recover")
	expectHas(t, n.logged(contract.Error), "this acceptor does not vote: its store is new")
	n = over(t, n.memory)
	n.expectSilent("its store has forgotten what it said")
	expect(t, len(n.admits) == 2, "nobody is asked any more: %v", n.admits)
}

func TestANewStoreThatAProposerKnowsByTheSameLifeIsNew(t *testing.T) {
	n := over(t, &memory{})
	n.admission(1, knows(n.memory.life.Life, paxos.Ballot{}, 0))
	n.admission(2, knows(n.memory.life.Life, paxos.Ballot{}, 0))
	n.expectStanding(wit.Standing_Voting)
}

func TestAnOlderCopyIsFoundOutByThePromiseTheSlotAndTheLife(t *testing.T) {
	for _, remembered := range []struct {
		admission wit.Admission
		why       string
	}{
		{knows(50, ballot(4), 2), "promised ballot (4, 1), its store holds ballot (3, 1): an older copy"},
		{knows(50, ballotOf(3, 2), 2), "promised ballot (3, 2), its store holds ballot (3, 1)"},
		{knows(50, ballot(3), 3), "accepted slot 3, its store ends at slot 2: an older copy"},
		{knows(51, paxos.Ballot{}, 0), "proposer 2 remembers it in life 51, its store is of life 50"},
	} {
		n := over(t, voted())
		n.expectStanding(wit.Standing_Starting)
		n.admission(2, remembered.admission)
		n.expectSilent(remembered.why)
		expect(t, n.memory.life == LifeRecord{50, WrittenForgetful}, "%v", n.memory.life)
	}
}

func TestAStoreThatHoldsAllThatProposersRememberOrMoreVotesAtOnce(t *testing.T) {
	n := over(t, voted())
	n.admission(1, knows(50, ballot(3), 2))
	n.expectSilent("it has just started")
	n.admission(2, knows(50, ballot(2), 1))
	n.expectStanding(wit.Standing_Voting)
}

func TestAProposerThatRemembersALifeBeforeTheRecoveryIsNotListenedToAndCountsAsHeard(t *testing.T) {
	m := voted()
	m.life.Life = lifeAfter(50, 7)
	n := over(t, m)
	n.admission(1, knows(50, ballot(90), 90))
	n.admission(2, knows(50, ballot(90), 90))
	n.expectStanding(wit.Standing_Voting)
	expectHas(t, n.logged(contract.Warn), "proposer 1 remembers a life of this acceptor that has ended")
}

func TestAStoreFromBeforeLivesWereWrittenDownVotesOn(t *testing.T) {
	m := voted()
	m.life = LifeRecord{}
	n := over(t, m)
	expect(t, n.memory.life == LifeRecord{firstLife(77), WrittenVoting}, "%v", n.memory.life)
	n.admission(1, knows(0, ballot(3), 2))
	n.admission(2, knows(0, ballot(3), 2))
	n.expectStanding(wit.Standing_Voting)
}

func TestAfterTwoElectionTimeoutsOneProposerIsEnoughButWithoutAnyItWaitsForEver(t *testing.T) {
	n := over(t, voted())
	n.Tick(90_000, 0)
	n.expectStanding(wit.Standing_Starting)
	n.admission(2, knows(50, paxos.Ballot{}, 0))
	n.expectStanding(wit.Standing_Voting)

	n = over(t, voted())
	n.admission(2, knows(50, paxos.Ballot{}, 0))
	n.Tick(2_999, 0)
	n.expectStanding(wit.Standing_Starting)
	n.Tick(3_000, 0)
	n.expectStanding(wit.Standing_Voting)
}

func TestToABallotOfAProposerThatHasNotToldWhatItRemembersItDoesNotVoteAndAsksItSoon(t *testing.T) {
	n := over(t, voted())
	n.admission(2, knows(50, paxos.Ballot{}, 0))
	n.Tick(3_000, 0)
	n.admits = nil
	why := "acceptor 1 has yet to hear what proposer 1 remembers of it"
	_, err := n.prepare(ballot(9), 1, 1)
	expectRefused(t, err, paxos.Refusal_Unavailable, why)
	_, err = n.accept(acceptRequest(9, 1, "x"))
	expectRefused(t, err, paxos.Refusal_Unavailable, why)
	n.promised(ballotOf(9, 2))
	n.Tick(3_300, 0)
	expect(t, len(n.admits) == 0, "an answer may still be on its way: %v", n.admits)
	n.prepare(ballot(9), 1, 1)
	n.Tick(3_320, 0)
	expect(t, len(n.admits) == 1 && n.admits[0].to == 1, "%v", n.admits)
}

func TestWhatItHasPromisedSinceItStartedDoesNotHideWhatItHasForgotten(t *testing.T) {
	n := over(t, voted())
	n.admission(2, knows(50, paxos.Ballot{}, 0))
	n.Tick(3_000, 0)
	n.promised(ballotOf(9, 2))
	n.admission(1, knows(50, ballot(4), 0))
	n.expectStanding(wit.Standing_Forgetful)
}

func TestAMemoryThatCannotBeIsNotBelievedAndItsProposerIsNamedOnce(t *testing.T) {
	none := paxos.Ballot{}
	for _, claim := range []struct {
		admission wit.Admission
		why       string
	}{
		{knows(50, ballot(3+contract.MaxStep+1), 0), "life 50, ballot (4294967300, 1) and slot 0"},
		{knows(50, ballot(math.MaxUint64), 0), "ballot (18446744073709551615, 1)"},
		{knows(50, ballotOf(3, 0), 0), "ballot (3, 0)"},
		{knows(50, none, 2+contract.MaxStep+1), "none and slot 4294967299 of acceptor 1, which cannot be"},
		{knows(50, none, math.MaxUint64), "slot 18446744073709551615"},
		{knows(contract.MaxNumber, none, 0), "life 9007199254740991"},
		{knows(math.MaxUint64, none, 0), "life 18446744073709551615"},
	} {
		n := over(t, voted())
		n.admission(1, claim.admission)
		n.admission(1, claim.admission)
		n.expectStanding(wit.Standing_Starting)
		expectHas(t, n.logged(contract.Error), "proposer 1 claims to remember")
		expectHas(t, n.logged(contract.Error), claim.why)
		expect(t, len(n.lines) == 1, "%v", n.lines)
		n.admission(2, knows(50, ballot(3), 2))
		n.Tick(3_000, 0)
		n.expectStanding(wit.Standing_Voting) // the others are enough
	}
}

func TestAnswersThatNobodyWaitsForAndRefusalsChangeNothing(t *testing.T) {
	n := over(t, voted())
	call := n.admits[0].call
	sound := wit_types.Ok[wit.Admission, paxos.Refusal](wit.Admission{})
	n.AdmitAnswered(call+100, 1, sound)
	n.AdmitAnswered(0, 1, sound)
	n.AdmitAnswered(call, 9, sound)
	n.AdmitAnswered(call, 1, wit_types.Err[wit.Admission](paxos.MakeRefusalOverloaded(5)))
	expect(t, len(n.lines) == 0, "%v", n.lines)
	n.AdmitAnswered(call, 1, wit_types.Err[wit.Admission](paxos.MakeRefusalMisaddressed(2)))
	expectHas(t, n.logged(contract.Warn), "proposer 1 did not tell what it remembers: it is node 2")
	n.Tick(90_000, 0)
	n.expectStanding(wit.Standing_Starting)
}

func TestAClockThatRunsBackwardsIsNotFollowed(t *testing.T) {
	n := over(t, voted())
	n.Tick(0, 0)
	expect(t, len(n.admits) == 2, "%v", n.admits)
	n.Tick(math.MaxUint64, math.MaxUint64)
	n.Tick(math.MaxUint64, math.MaxUint64)
	expect(t, len(n.admits) == 4, "%v", n.admits)
}
