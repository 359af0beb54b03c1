package learner

import (
	"strings"
	"testing"

	wit_types "go.bytecodealliance.org/pkg/wit/types"
	"paxos/contract"
	wit "wit_component/paxos_learner_learner"
	paxos "wit_component/paxos_types_types"
)

func TestAValueIsChosenOnceAQuorumVotedForItAtOneBallot(t *testing.T) {
	n := newNode(t)
	for through, acceptor := range []paxos.NodeId{1, 2} {
		outcome, err := n.learn(full(acceptor, 1, 1, entry(1, "a")))
		expect(t, err == nil && outcome.ChosenThrough == uint64(through), "%v, %v", outcome, err)
	}
	n.expectLog("a")
}

func TestOneVoteThatCarriesTheValueIsEnough(t *testing.T) {
	n := newNode(t)
	n.learns(bare(3, 1, 1, 1))
	n.learns(full(2, 1, 1, entry(1, "a")))
	n.expectLog("a")
}

func TestAQuorumWithoutTheValueChoosesNothingYet(t *testing.T) {
	n := newNode(t)
	n.learns(bare(3, 1, 1, 1))
	n.learns(bare(2, 1, 1, 1))
	n.expectLog()
	n.learns(full(1, 1, 1, entry(1, "a")))
	n.expectLog("a")
}

func TestTheSameVoteTwiceCountsOnce(t *testing.T) {
	n := newNode(t)
	for range 3 {
		n.learns(full(1, 1, 1, entry(1, "a")))
	}
	n.expectLog()
}

func TestVotesAtDifferentBallotsDoNotAddUp(t *testing.T) {
	n := newNode(t)
	n.learns(full(1, 1, 1, entry(1, "a")))
	n.learns(full(2, 2, 1, entry(1, "a")))
	n.expectLog()
}

func TestALaterBallotMayCarryOnTheValueOfALowerOne(t *testing.T) {
	n := newNode(t)
	n.learns(full(1, 1, 1, entry(1, "a")))
	n.learns(full(1, 2, 1, entry(1, "a")))
	n.learns(bare(3, 2, 1, 1))
	n.expectLog("a")
}

func TestWhatIsChosenOutOfOrderIsWrittenInOrderAndAtOnce(t *testing.T) {
	n := newNode(t)
	for acceptor := range paxos.NodeId(2) {
		n.learns(full(acceptor+1, 1, 2, entry(1, "b"), entry(1, "c")))
	}
	n.expectLog()
	for acceptor := range paxos.NodeId(2) {
		n.learns(full(acceptor+1, 1, 1, entry(1, "a")))
	}
	n.expectLog("a", "b", "c")
	expect(t, n.appends == 1, "%d writes", n.appends)
}

func TestWhatIsWrittenAtOnceKeepsToTheBoundsOfABatch(t *testing.T) {
	n := newNode(t)
	long := strings.Repeat("x", 60)
	for slot := paxos.Slot(7); slot > 0; slot-- {
		text := "a"
		if slot > 5 {
			text = long
		}
		for acceptor := range paxos.NodeId(2) {
			n.learns(full(acceptor+1, 1, slot, entry(1, text)))
		}
	}
	n.expectLog("a", "a", "a", "a", "a", long, long)
	expect(t, n.appends == 3, "%d writes: max-batch-entries is 4, max-batch-bytes 100", n.appends)
}

func TestVotesForLearnedSlotsChangeNothing(t *testing.T) {
	n := newNode(t)
	for _, acceptor := range []paxos.NodeId{1, 2, 3, 3} {
		n.learns(full(acceptor, 1, 1, entry(1, "a")))
	}
	n.expectLog("a")
	expect(t, n.window.bytes == 0, "%d bytes are kept", n.window.bytes)
}

func TestVotesBeyondTheWindowOnlyShowHowFarTheLogGoesAsFarAsAQuorumSaysSo(t *testing.T) {
	n := newNode(t)
	far := paxos.Slot(4*16 + 1)
	n.learns(full(1, 1, far, entry(1, "a")))
	n.expectSeen(0, 0)
	n.learns(full(2, 1, far+2, entry(1, "a")))
	n.expectSeen(0, far)
	expect(t, n.window.bytes == 0, "%d bytes are kept", n.window.bytes)
}

func TestAnExtremeSlotOfOneAcceptorNeitherKeepsTheLearnerAskingNorHidesHowFarTheOthersAre(t *testing.T) {
	n := newNode(t)
	n.learns(full(3, 1, contract.MaxNumber, entry(1, "z")))
	n.Tick(1999, 0)
	n.expectSeen(0, 0)
	expect(t, len(n.acceptedReads) == 0, "it asks")
	for acceptor := range paxos.NodeId(2) {
		n.learns(full(acceptor+1, 1, 1, entry(1, "a")))
	}
	n.expectSeen(1, 1)
	n.learns(bare(2, 1, 1000, 1))
	n.expectSeen(1, 1000)
}

func TestWhateverBallotsOneAcceptorNamesTheVotesOfTheOthersAreCounted(t *testing.T) {
	n := newNode(t)
	for round := uint64(contract.MaxNumber - 50); round <= contract.MaxNumber; round++ {
		n.learns(full(3, round, 1, entry(1, "z")))
	}
	expect(t, n.window.bytes == 2, "two ballots for one acceptor alone, not %d", n.window.bytes)
	n.learns(full(1, 5, 1, entry(1, "a")))
	n.learns(bare(2, 5, 1, 1))
	n.expectLog("a")
}

func TestExtremeBallotsDoNotPushOutVotesThatCameBeforeThem(t *testing.T) {
	n := newNode(t)
	n.learns(full(1, 5, 1, entry(1, "a")))
	for round := uint64(contract.MaxNumber - 50); round <= contract.MaxNumber; round++ {
		n.learns(full(3, round, 1, entry(1, "z")))
	}
	n.learns(bare(2, 5, 1, 1))
	n.expectLog("a")
}

func TestManyBallotsForASlotStayBounded(t *testing.T) {
	n := newNode(t)
	for round := range uint64(100) {
		n.learns(full(1, round+1, 1, entry(1, "0123456789")))
	}
	expect(t, n.window.bytes == 20, "%d bytes are kept", n.window.bytes)
	n.learns(bare(2, 100, 1, 1))
	n.expectLog("0123456789")
}

func TestALowerBallotDoesNotPushOutAHigherOne(t *testing.T) {
	n := newNode(t)
	for _, round := range []uint64{5, 6, 4} {
		n.learns(full(3, round, 1, entry(1, "a")))
	}
	n.learns(bare(1, 5, 1, 1))
	n.expectLog("a")
}

func TestWhatIsChosenIsKeptWhateverIsVotedForUntilTheLogGetsThere(t *testing.T) {
	n := newNode(t)
	n.learns(full(1, 1, 2, entry(1, "b")), full(2, 1, 2, entry(1, "b")))
	for round := range uint64(20) {
		n.learns(bare(1, round+2, 2, 1), bare(2, round+2, 2, 1))
	}
	n.learns(full(1, 1, 1, entry(1, "a")), full(2, 1, 1, entry(1, "a")))
	n.expectLog("a", "b")
}

func TestTheNextValueIsTakenHoweverLittleMayBeKept(t *testing.T) {
	n := newNode(t)
	n.configuration.MaxOpenBytes = 5
	for slot := paxos.Slot(1); slot <= 2; slot++ {
		n.learns(full(1, 1, slot, entry(1, "0123456789")), bare(2, 1, slot, 1))
	}
	n.expectLog("0123456789", "0123456789")
}

func TestBallotsThatSeveralVotedAtStayBounded(t *testing.T) {
	n := newNode(t)
	for round := range uint64(20) {
		n.learns(bare(1, round+1, 1, 1), bare(2, round+1, 1, 1))
	}
	tallies := n.window.at(1).ballots
	expect(t, len(tallies) <= maxBallots+3*maxBallotsAlone, "%d are kept", len(tallies))
	n.learns(full(3, 20, 1, entry(1, "a")))
	n.expectLog("a")
}

func TestAFullWindowKeepsVotesWithoutValuesButAlwaysTakesTheNextOne(t *testing.T) {
	n := newNode(t)
	long := strings.Repeat("x", 100)
	for slot := paxos.Slot(2); slot <= 12; slot++ {
		n.learns(full(1, 1, slot, entry(1, long)))
	}
	expect(t, n.window.bytes == 1000, "max-open-bytes is 1000, not %d", n.window.bytes)
	for acceptor := range paxos.NodeId(2) {
		n.learns(full(acceptor+1, 1, 1, entry(1, long)))
	}
	n.expectLog(long)
}

func TestValuesFarAheadGiveWayToNearerOnes(t *testing.T) {
	n := newNode(t)
	long := strings.Repeat("x", 100)
	for slot := paxos.Slot(11); slot <= 20; slot++ {
		n.learns(full(1, 1, slot, entry(1, long)))
	}
	for slot := paxos.Slot(10); slot >= 1; slot-- {
		for acceptor := range paxos.NodeId(2) {
			n.learns(full(acceptor+1, 1, slot, entry(1, long)))
		}
	}
	// What gave way is known to be missing.
	n.expectSeen(10, 20)
}

func TestOneBallotWithTwoValuesIsAViolation(t *testing.T) {
	n := newNode(t)
	n.learns(full(1, 1, 1, entry(1, "a")))
	_, err := n.learn(full(2, 1, 1, entry(1, "b")))
	expectRefused(t, err, paxos.Refusal_Violation, "slot 1 was voted for with two values at ballot (1, 1)")
	expect(t, len(n.logged(contract.Error)) == 1, "%v", n.lines)
	n.expectLog()
}

func TestQuorumsForTwoValuesAreAViolation(t *testing.T) {
	n := newNode(t)
	for acceptor := range paxos.NodeId(2) {
		n.learns(full(acceptor+1, 1, 2, entry(1, "a")))
	}
	n.learns(full(2, 2, 2, entry(1, "b")))
	_, err := n.learn(full(3, 2, 2, entry(1, "b")))
	expectRefused(t, err, paxos.Refusal_Violation, "slot 2 is chosen with two values")
}

func TestVotesThatBreakTheContractAreRefusedAndNoneIsCounted(t *testing.T) {
	n := newNode(t)
	_, err := n.Learn(2, wit.LearnRequest{})
	expectRefused(t, err, paxos.Refusal_Misaddressed, "it is node 1")
	uneven := full(1, 1, 1, entry(1, "a"))
	uneven.Count = 2
	for _, bad := range []struct {
		votes paxos.Votes
		why   string
	}{
		{bare(9, 1, 1, 1), "acceptor is 9; the acceptors of this cluster are [1, 2, 3]"},
		{bare(1, 0, 1, 1), "ballot.round is 0; it must be from 1"},
		{bare(1, 1, 0, 1), "first-slot is 0; it must be from 1"},
		{bare(1, 1, 1, 0), "count is 0; it must be at least 1"},
		{bare(1, 1, contract.MaxNumber, 2), "end beyond the last slot"},
		{full(1, 1, 1, entry(2, "a")), "the origin (2, 1) of an entry is above the ballot (1, 1)"},
		{uneven, "entries holds 1; it must hold count, 2, or be left out"},
	} {
		_, err := n.learn(full(1, 1, 1, entry(1, "a")), bad.votes)
		expectRefused(t, err, paxos.Refusal_Invalid, bad.why)
	}
	for _, impossible := range impossibleBallots() {
		votes := bare(1, 1, 1, 1)
		votes.Ballot = impossible
		_, err := n.learn(votes)
		expectRefused(t, err, paxos.Refusal_Invalid, "ballot.")
	}
	for _, impossible := range impossibleEntries() {
		_, err := n.learn(full(1, 1, 1, impossible))
		expectRefused(t, err, paxos.Refusal_Invalid, "; ")
	}
	_, err = n.learn(bare(1, 1, 1, 5))
	expectRefused(t, err, paxos.Refusal_TooLarge, "count is 5; max-batch-entries is 4")
	_, err = n.learn(make([]paxos.Votes, 17)...)
	expectRefused(t, err, paxos.Refusal_TooLarge, "votes holds 17; max-open-slots is 16")
	n.expectSeen(0, 0)
	expect(t, len(n.window.slots) == 0, "something was counted")
}

// --- Votes that cannot be beside what is learned ---------------------------------------------------------------------

// learned has found "a" chosen in slot 1 at round 2.
func learned(t *testing.T) *node {
	n := newNode(t)
	for acceptor := range paxos.NodeId(2) {
		n.learns(full(acceptor+1, 2, 1, entry(1, "a")))
	}
	return n
}

func TestAVoteForAnotherValueThanIsLearnedShowsThatAcceptorsHaveForgottenAndIsSaidAndShown(t *testing.T) {
	n := learned(t)
	n.learns(full(3, 3, 1, entry(3, "b")))
	want := "acceptors have forgotten what they accepted, as 1 votes show; the first: slot 1 is chosen at ballot (2, 1) " +
		"with the value of origin (1, 1), but acceptor 3 voted at (3, 1) for that of origin (3, 1)"
	expect(t, n.status().Trouble == wit_types.Some(want), "%v", n.status())
	errors := n.logged(contract.Error)
	expect(t, len(errors) == 1 && errors[0] == want, "%q", errors)
	n.learns(full(1, 2, 2, entry(1, "c")))
	n.learns(full(2, 2, 2, entry(1, "c")))
	// It goes on with what it has learned.
	n.expectLog("a", "c")
}

func TestItIsCountedAndSaidLessAndLessOften(t *testing.T) {
	n := learned(t)
	for range 100 {
		n.learns(full(3, 3, 1, entry(3, "b")))
	}
	expect(t, len(n.logged(contract.Error)) == 7, "at 1, 2, 4, ... 64: %v", n.lines)
	expect(t, strings.Contains(n.status().Trouble.Some(), "as 100 votes show"), "%v", n.status())
}

func TestWhatMayBeBesideALearnedValueIsNoTrouble(t *testing.T) {
	n := learned(t)
	// A late vote below the ballot of the choice.
	n.learns(full(3, 1, 1, value(ballot(1), paxos.CommandId{Session: 8, Sequence: 1}, "x")))
	// The same value at a higher ballot is what a new leader proposes again.
	for acceptor := range paxos.NodeId(3) {
		n.learns(full(acceptor+1, 9, 1, entry(1, "a")))
	}
	n.learns(bare(3, 9, 1, 1))
	expect(t, n.status().Trouble.IsNone() && len(n.lines) == 0, "%v", n.lines)
}

func TestVotesAreNotHeldAgainstWhatAnotherLearnerBrought(t *testing.T) {
	n := polling(t)
	n.answerLog(1, chosen(1, "a"))
	n.learns(full(3, 9, 1, entry(3, "b")))
	expect(t, n.status().Trouble.IsNone(), "at which ballot it was chosen is not known here: %v", n.status())
}

func TestAtTheVeryBallotOfTheChoiceThereIsNoOtherValueEither(t *testing.T) {
	n := learned(t)
	n.learns(full(3, 2, 1, entry(2, "b")))
	expect(t, n.status().Trouble.IsSome(), "nothing is said")
}

// --- status ----------------------------------------------------------------------------------------------------------

func TestTheStatusTellsWhatIsLearnedAndWhatIsSeen(t *testing.T) {
	n := newNode(t)
	n.learns(full(1, 1, 1, entry(1, "a")))
	n.learns(bare(2, 1, 1, 3))
	n.expectSeen(1, 3)
	expect(t, n.status().Learner == 1 && n.status().Trouble.IsNone(), "%v", n.status())
	_, err := n.Status(2)
	expectRefused(t, err, paxos.Refusal_Misaddressed, "it is node 1")
}
