package learner

import (
	"slices"
	"testing"

	wit_types "go.bytecodealliance.org/pkg/wit/types"
	"paxos/contract"
	acceptors "wit_component/paxos_acceptor_acceptor"
	wit "wit_component/paxos_learner_learner"
	proposers "wit_component/paxos_proposer_proposer"
	paxos "wit_component/paxos_types_types"
)

// --- tick ------------------------------------------------------------------------------------------------------------

func (n *node) expectAsked(acceptors ...paxos.NodeId) {
	n.t.Helper()
	var asked []paxos.NodeId
	for _, read := range n.acceptedReads {
		asked = append(asked, read.to)
	}
	expect(n.t, slices.Equal(asked, acceptors), "asked %v, not %v", asked, acceptors)
}

func TestALearnerThatStartsLooksAtOnceForWhatItMissed(t *testing.T) {
	n := over(t, &memory{})
	n.Tick(0, 0)
	n.expectAsked(1, 2, 3)
	expect(t, len(n.logReads) == 1 && n.logReads[0].to == 2, "%v", n.logReads)
	expect(t, n.logReads[0].request == wit.ReadLogRequest{FirstSlot: 1, MaxEntries: 4}, "%v", n.logReads)
}

func TestAGapIsAskedForAfterTheRetryTimeAndNotBefore(t *testing.T) {
	n := newNode(t)
	n.learns(bare(1, 1, 5, 1))
	n.Tick(1299, 0)
	n.expectAsked()
	n.Tick(1300, 0)
	n.expectAsked(1, 2, 3)
	expect(t, n.acceptedReads[0].request == acceptors.ReadAcceptedRequest{FirstSlot: 1, MaxEntries: 4}, "%v",
		n.acceptedReads)
}

func TestTheRetryTimeBeginsWhenAGapIsSeenAndAgainWhenTheLogGrows(t *testing.T) {
	n := newNode(t)
	n.Tick(1500, 0)
	n.learns(bare(1, 1, 5, 1))
	n.Tick(1700, 0)
	n.expectAsked()
	n.learns(full(1, 1, 1, entry(1, "a")), full(2, 1, 1, entry(1, "a")))
	n.Tick(1999, 0)
	n.expectAsked()
}

func TestAnIdleLearnerPollsAboutOnceASecond(t *testing.T) {
	n := newNode(t)
	n.Tick(1999, 0)
	n.expectAsked()
	n.Tick(2000, 499)
	n.expectAsked(1, 2, 3)
	n.unreachable()
	n.Tick(3498, 0)
	n.expectAsked() // the next poll varies by the random number
	n.Tick(3499, 0)
	n.expectAsked(1, 2, 3)
}

func TestANodeIsAskedAgainOnlyAfterItAnsweredOrWasGivenUp(t *testing.T) {
	n := newNode(t)
	n.learns(bare(1, 1, 5, 1))
	n.Tick(1300, 0)
	n.Tick(1600, 0)
	n.expectAsked(1, 2, 3)
	n.Tick(2600, 0)
	n.expectAsked(1, 2, 3, 1, 2, 3)
}

func TestAClockThatRunsBackwardsIsNotFollowedNorOneThatComesToItsEnd(t *testing.T) {
	n := newNode(t)
	n.Tick(0, 0)
	expect(t, n.now == 1000, "%d", n.now)
	n.Tick(1<<64-1, 1<<64-1)
	expect(t, n.catchUp.pollAt == 1<<64-1, "%d", n.catchUp.pollAt)
}

// --- Another learner's log -------------------------------------------------------------------------------------------

func TestPagesOfAnotherLearnersLogAreFollowedWithoutWaitingForTicks(t *testing.T) {
	n := polling(t)
	n.answerLog(3, chosen(1, "a"), chosen(2, "b"))
	expect(t, n.logReads[0].request.FirstSlot == 3, "%v", n.logReads)
	n.answerLog(3, chosen(3, "c"))
	expect(t, len(n.logReads) == 0, "%v", n.logReads)
	n.expectLog("a", "b", "c")
}

func TestALearnerThatComesIsAskedAndOneThatGoesIsNot(t *testing.T) {
	n := newNode(t)
	var asked []paxos.NodeId
	for i, learners := range [][]paxos.NodeId{{1, 2}, {1, 4}, {1, 4}} {
		n.LearnersAre(learners)
		n.Tick(uint64(3000+2000*i), 0)
		asked = append(asked, n.logReads[0].to)
		n.unreachable()
	}
	expect(t, slices.Equal(asked, []paxos.NodeId{2, 4, 4}), "%v", asked)
	n.LearnersAre([]paxos.NodeId{1})
	n.Tick(9000, 0)
	expect(t, len(n.logReads) == 0, "it asks itself")
}

func TestThoseThatAreThereTakeTurns(t *testing.T) {
	n := newNode(t)
	n.LearnersAre([]paxos.NodeId{1, 2, 3})
	var asked []paxos.NodeId
	for i := range uint64(3) {
		n.Tick(3000+2000*i, 0)
		asked = append(asked, n.logReads[0].to)
		n.unreachable()
	}
	expect(t, asked[0] != asked[1] && asked[0] == asked[2], "%v", asked)
}

func TestWhatAnotherLearnerBroughtIsNotWaitedForAnyMore(t *testing.T) {
	n := polling(t)
	n.learns(full(1, 1, 1, entry(1, "a"), entry(1, "b")))
	n.answerLog(2, chosen(1, "a"), chosen(2, "b"))
	expect(t, n.window.bytes == 0, "%d bytes are kept", n.window.bytes)
	n.learns(full(1, 1, 3, entry(1, "c")), full(2, 1, 3, entry(1, "c")))
	n.expectLog("a", "b", "c")
}

func TestAPageThatDoesNotFollowTheLogIsNotAppended(t *testing.T) {
	n := polling(t)
	n.answerLog(2, chosen(2, "b"))
	n.expectLog()
	n.expectSeen(0, 0)
}

func TestAPageOfAnotherLearnerIsAppendedAsFarAsItCanBeAndTheLearnerIsNamed(t *testing.T) {
	for _, entry := range impossibleEntries() {
		n := polling(t)
		n.answerLog(3, chosen(1, "a"), paxos.ChosenEntry{Slot: 2, Entry: entry}, chosen(3, "c"))
		n.expectLog("a")
		warnings := n.logged(contract.Warn)
		expect(t, len(warnings) == 1, "%q", warnings)
		want := "learner 2 shows what cannot be in slot 2: "
		expect(t, warnings[0][:len(want)] == want, "%q", warnings)
	}
}

func TestHowFarAnotherLearnerSaysItIsDoesNotKeepThisOneAsking(t *testing.T) {
	n := polling(t)
	n.answerLog(contract.MaxNumber, chosen(1, "a"))
	expect(t, n.logReads[0].request.FirstSlot == 2, "it is read on from: %v", n.logReads)
	n.answerLog(contract.MaxNumber)
	expect(t, len(n.logReads) == 0, "it is read on from without end")
	n.unreachable()
	n.Tick(3999, 0)
	n.expectAsked()
	n.expectSeen(1, 1)
}

func TestAnotherLearnerThatHoldsAnotherValueStopsTheLearner(t *testing.T) {
	n := polling(t)
	// Chosen here, but not in the log yet.
	for acceptor := range paxos.NodeId(2) {
		held := entry(1, "a")
		n.window.count(&n.configuration, vote{1, acceptor + 1, ballot(1), &held}, true)
	}
	expectAborted(t, n, "slot 1 is chosen with two values", func() { n.answerLog(1, chosen(1, "x")) })
}

// --- What acceptors hold ---------------------------------------------------------------------------------------------

func TestWhatAcceptorsHoldCountsAsTheirVotes(t *testing.T) {
	n := polling(t)
	n.answerVotes(1, false, accepted(1, 1, "a"), accepted(2, 1, "b"))
	n.expectLog()
	n.answerVotes(3, false, accepted(1, 1, "a"))
	n.expectLog("a")
}

func TestAVoteThatCannotBeDoesNotCountAndIsNamedOnce(t *testing.T) {
	var impossible []paxos.AcceptedEntry
	for _, ballot := range impossibleBallots() {
		held := accepted(1, 1, "a")
		held.Ballot = ballot
		impossible = append(impossible, held)
	}
	for _, entry := range impossibleEntries() {
		impossible = append(impossible, paxos.AcceptedEntry{Slot: 1, Ballot: ballot(1), Entry: entry})
	}
	impossible = append(impossible, accepted(0, 1, "a"), accepted(contract.MaxNumber+1, 1, "a"))
	for _, held := range impossible {
		n := polling(t)
		for acceptor := range paxos.NodeId(3) {
			n.answerVotes(acceptor+1, false, held, held)
		}
		n.expectSeen(0, 0)
		expect(t, len(n.logged(contract.Warn)) == 3, "one of each acceptor: %v", n.lines)
	}
}

func TestPagesOfAcceptorsAreFollowedWhenNoOtherLearnerHelps(t *testing.T) {
	n := polling(t)
	n.answerVotes(1, true, accepted(1, 1, "a"))
	n.expectAsked(2, 3) // the log may bring it
	read := n.logReads[0]
	n.LogRead(read.call, read.to, wit_types.Err[wit.LogPage](gone()))
	n.expectAsked(2, 3, 1)
	expect(t, n.acceptedReads[2].request.FirstSlot == 2, "%v", n.acceptedReads)
}

func TestAPageThatLeapsToTheLastSlotCostsItsRestAndNoMore(t *testing.T) {
	n := polling(t)
	n.answerVotes(3, true, accepted(1, 1, "a"), accepted(contract.MaxNumber, 1, "z"))
	n.answerVotes(1, false, accepted(1, 1, "a"), accepted(2, 1, "b"))
	n.answerVotes(2, false, accepted(2, 1, "b"))
	n.expectLog("a", "b")
	n.expectSeen(2, 2)
	n.unreachable()
	n.Tick(4000, 0)
	n.expectAsked(1, 2, 3)
	for _, read := range n.acceptedReads {
		expect(t, read.request.FirstSlot == 3, "%v", read)
	}
}

func TestPagesAreNotReadAheadIntoAFullWindow(t *testing.T) {
	for texts, asked := range map[string][]paxos.NodeId{"short": {2, 3, 1}, "0123456789": {2, 3}} {
		n := polling(t)
		n.configuration.MaxOpenBytes = 15
		read := n.logReads[0]
		n.LogRead(read.call, read.to, wit_types.Err[wit.LogPage](gone()))
		n.answerVotes(1, true, accepted(2, 1, texts))
		n.expectAsked(asked...)
	}
}

func TestPagesAreNotReadAheadFurtherThanALeaderKeepsSlotsOpen(t *testing.T) {
	for slot, asked := range map[paxos.Slot][]paxos.NodeId{15: {2, 3, 1}, 16: {2, 3}} {
		n := polling(t)
		read := n.logReads[0]
		n.LogRead(read.call, read.to, wit_types.Err[wit.LogPage](gone()))
		n.answerVotes(1, true, accepted(slot, 1, "a"))
		n.expectAsked(asked...)
	}
}

func TestAnAcceptorThatHoldsTwoValuesAtOneBallotStopsTheLearner(t *testing.T) {
	n := polling(t)
	n.answerVotes(1, false, accepted(1, 1, "a"))
	expectAborted(t, n, "slot 1 was voted for with two values at ballot (1, 1)",
		func() { n.answerVotes(2, false, accepted(1, 1, "b")) })
}

func TestAnAnswerThatNobodyAskedForIsIgnored(t *testing.T) {
	n := polling(t)
	page := wit_types.Ok[acceptors.AcceptedPage, paxos.Refusal](
		acceptors.AcceptedPage{Entries: []paxos.AcceptedEntry{accepted(1, 1, "a")}})
	read := n.acceptedReads[0]
	n.AcceptedRead(read.call+100, read.to, page)
	n.AcceptedRead(read.call, 9, page)
	log := wit_types.Ok[wit.LogPage, paxos.Refusal](wit.LogPage{Entries: []paxos.ChosenEntry{chosen(1, "a")}})
	n.LogRead(n.logReads[0].call+100, 2, log)
	n.LogRead(n.logReads[0].call, 9, log)
	n.expectSeen(0, 0)
	n.expectLog()
}

func TestWhoRefusesToBeReadIsNamedAndWhoCannotBeReachedIsNot(t *testing.T) {
	n := polling(t)
	for _, read := range n.acceptedReads {
		n.AcceptedRead(read.call, read.to, wit_types.Err[acceptors.AcceptedPage](paxos.MakeRefusalInvalid("no")))
	}
	n.LogRead(n.logReads[0].call, 2, wit_types.Err[wit.LogPage](paxos.MakeRefusalOverloaded(5)))
	warnings := n.logged(contract.Warn)
	want := []string{"acceptor 1 did not let itself be read: no", "acceptor 2 did not let itself be read: no",
		"acceptor 3 did not let itself be read: no"}
	expect(t, slices.Equal(warnings, want), "%q", warnings)
}

// --- resolve ---------------------------------------------------------------------------------------------------------

// stuck has been shown votes without a quorum for slot 1 by all acceptors, at 1,400 ms.
func stuck(t *testing.T) *node {
	n := newNode(t)
	n.learns(bare(1, 1, 1, 1))
	n.Tick(1400, 0)
	for acceptor := range paxos.NodeId(3) {
		n.answerVotes(acceptor+1, false, accepted(1, uint64(acceptor)+1, "a"))
	}
	return n
}

// asksToResolve tells whom it asks at a time.
func (n *node) asksToResolve(now uint64, proposer paxos.NodeId) uint64 {
	n.t.Helper()
	n.resolves = nil
	n.Tick(now, 0)
	expect(n.t, len(n.resolves) == 1 && n.resolves[0].to == proposer, "%v", n.resolves)
	return n.resolves[0].call
}

func (n *node) asksNobody(now uint64) {
	n.t.Helper()
	n.resolves = nil
	n.Tick(now, 0)
	expect(n.t, len(n.resolves) == 0, "%v", n.resolves)
}

func resolving() wit_types.Result[proposers.ResolveOutcome, paxos.Refusal] {
	return wit_types.Ok[proposers.ResolveOutcome, paxos.Refusal](proposers.MakeResolveOutcomeResolving())
}

func led(leader paxos.NodeId) wit_types.Result[proposers.ResolveOutcome, paxos.Refusal] {
	return wit_types.Ok[proposers.ResolveOutcome, paxos.Refusal](
		proposers.MakeResolveOutcomeNotLeader(wit_types.Some(leader)))
}

func TestASlotWithoutAQuorumIsResolvedAfterThreeElectionTimeouts(t *testing.T) {
	n := stuck(t)
	n.asksNobody(4000)
	n.asksToResolve(4001, 1)
	expect(t, n.resolves[0].request.FirstSlot == 1, "%v", n.resolves)
}

func TestTheLeaderThatAProposerNamesIsAskedNext(t *testing.T) {
	n := stuck(t)
	n.ResolveAnswered(n.asksToResolve(4001, 1), 1, led(2))
	n.ResolveAnswered(n.asksToResolve(4021, 2), 2, resolving())
	n.asksNobody(5000) // it is given time
}

func TestAProposerThatCannotBeReachedIsFollowedByTheNextInTurn(t *testing.T) {
	n := stuck(t)
	n.ResolveAnswered(n.asksToResolve(4001, 1), 1, wit_types.Err[proposers.ResolveOutcome](gone()))
	n.asksNobody(4300)
	n.asksToResolve(4301, 2)
}

func TestAProposerThatKnowsNoLeaderIsFollowedByTheNextInTurn(t *testing.T) {
	n := stuck(t)
	n.ResolveAnswered(n.asksToResolve(4001, 1), 1, wit_types.Ok[proposers.ResolveOutcome, paxos.Refusal](
		proposers.MakeResolveOutcomeNotLeader(wit_types.None[uint32]())))
	n.asksNobody(4300)
	n.asksToResolve(4301, 2)
}

func TestAProposerThatSaysItResolvesAndDoesNotIsFollowedByTheNextInTurn(t *testing.T) {
	n := stuck(t)
	n.ResolveAnswered(n.asksToResolve(4001, 1), 1, resolving())
	n.ResolveAnswered(n.asksToResolve(7100, 2), 2, resolving())
	n.asksToResolve(10_200, 1)
}

func TestALeaderThatTheClusterDoesNotHaveIsNotAsked(t *testing.T) {
	n := stuck(t)
	n.ResolveAnswered(n.asksToResolve(4001, 1), 1, led(1<<32-1))
	n.asksToResolve(4021, 2)
}

func TestAProposerThatNamesItselfIsFollowedByTheNextInTurn(t *testing.T) {
	n := stuck(t)
	n.ResolveAnswered(n.asksToResolve(4001, 1), 1, led(1))
	n.asksNobody(4300)
	n.asksToResolve(4301, 2)
}

func TestALeaderThatWasNamedIsAskedOnce(t *testing.T) {
	n := stuck(t)
	n.ResolveAnswered(n.asksToResolve(4001, 1), 1, led(2))
	n.ResolveAnswered(n.asksToResolve(4021, 2), 2, resolving())
	n.asksToResolve(7100, 1)
}

func TestAProposerThatDoesNotAnswerIsFollowedByTheNextInTurn(t *testing.T) {
	n := stuck(t)
	n.asksToResolve(4001, 1)
	n.asksNobody(7001)
	n.asksToResolve(7002, 2)
}

func TestWhatWasShownOfSlotsThatAreLearnedSinceIsNotEnough(t *testing.T) {
	n := stuck(t)
	n.learns(bare(1, 1, 3, 1))
	n.learns(full(1, 9, 1, entry(1, "a")), full(2, 9, 1, entry(1, "a")))
	n.asksNobody(9000)
	// Nor is a page that was asked for before.
	n = newNode(t)
	n.learns(bare(1, 1, 3, 1))
	n.Tick(1400, 0)
	n.learns(full(1, 9, 1, entry(1, "a")), full(2, 9, 1, entry(1, "a")))
	for acceptor := range paxos.NodeId(3) {
		n.answerVotes(acceptor+1, false, accepted(1, 9, "a"))
	}
	n.asksNobody(9000)
}

func TestAnAnswerToAnotherCallChangesNothing(t *testing.T) {
	n := stuck(t)
	call := n.asksToResolve(4001, 1)
	n.ResolveAnswered(call+1, 1, led(2))
	n.asksNobody(4021)
}

func TestNothingIsResolvedBeforeEnoughAcceptorsHaveShownTheirVotes(t *testing.T) {
	n := newNode(t)
	n.learns(bare(1, 1, 1, 1))
	n.Tick(1400, 0)
	n.answerVotes(1, false, accepted(1, 1, "a"))
	n.asksNobody(9000)
}
