package acceptor

import (
	"slices"
	"testing"

	wit_types "go.bytecodealliance.org/pkg/wit/types"
	"paxos/contract"
	wit "wit_component/paxos_acceptor_acceptor"
	paxos "wit_component/paxos_types_types"
)

func (n *node) recover(life uint64) error {
	_, err := n.Recover(n.configuration.Self, wit.RecoverRequest{Life: life})
	return err
}

func TestOneThatHasForgottenBeginsALaterLifeAndAsksAllProposersAnew(t *testing.T) {
	n := forgetful(t)
	n.admits = nil
	expect(t, n.recover(50) == nil, "refused")
	n.expectStanding(wit.Standing_Recovering)
	life := n.memory.life
	expect(t, life.Life > 50 && life.Standing == WrittenRecovering, "%v", life)
	expectHas(t, n.waitsFor(), "it recovers, and waits for proposers [1, 2] to tell which rounds they have used")
	expect(t, n.recover(50) == nil && n.memory.life == life, "a request that comes twice recovers once")
	n.Tick(1_020, 0)
	expect(t, len(n.admits) == 2 && n.admits[0].request.Life == life.Life, "%v", n.admits)
	expect(t, n.admits[0].request.Standing == wit.Standing_Recovering, "%v", n.admits)
}

func TestOneThatVotesOrDoesNotKnowYetRefusesToRecover(t *testing.T) {
	n := newNode(t)
	expectRefused(t, n.recover(n.memory.life.Life), paxos.Refusal_Invalid,
		"the acceptor votes, and no proposer knows of anything that it has forgotten")
	n.expectStanding(wit.Standing_Voting)
	expectRefused(t, over(t, voted()).recover(50), paxos.Refusal_Unavailable,
		"ask again in a moment: it has just started and asks the proposers")
}

func TestARecoverThatBreaksTheContractIsRefused(t *testing.T) {
	n := forgetful(t)
	expectRefused(t, n.recover(0), paxos.Refusal_Invalid, "life is 0; it must be from 1 to 9007199254740991")
	expectRefused(t, n.recover(51), paxos.Refusal_Invalid, "life is 51; this acceptor is in life 50")
	_, err := n.Recover(2, wit.RecoverRequest{Life: 50})
	expectRefused(t, err, paxos.Refusal_Misaddressed, "it is node 1")
	n.configuration.Phase2Quorum = 1
	expectRefused(t, n.recover(50), paxos.Refusal_Unavailable,
		"with a phase-2 quorum of 1 of 3 acceptors a value may have been chosen by this acceptor alone")
}

// recovering is an acceptor that recovers, and to which the proposers have told the rounds 5 and 7; proposer 2 leads.
func recovering(t *testing.T) *node {
	n := forgetful(t)
	n.recover(50)
	n.Tick(1_020, 0)
	told := knows(50, ballot(4), 2)
	told.Round = 5
	n.admission(1, told)
	told.Round, told.Leads = 7, true
	n.admission(2, told)
	n.admits = nil
	n.Tick(1_040, 0)
	return n
}

// withBallot is one that has been given ballot (8, 2).
func withBallot(t *testing.T) *node {
	n := recovering(t)
	n.admission(2, gives(ballotOf(8, 2)))
	return n
}

// source answers the last prepare that another acceptor got from this one.
func (n *node) source(from paxos.NodeId, outcome wit.PrepareOutcome) {
	n.t.Helper()
	for _, asked := range slices.Backward(n.prepares) {
		if asked.to == from {
			n.PrepareAnswered(asked.call, from, wit_types.Ok[wit.PrepareOutcome, paxos.Refusal](outcome))
			return
		}
	}
	n.t.Fatalf("acceptor %d was not asked to promise", from)
}

func (n *node) promiseOf(from paxos.NodeId) {
	n.t.Helper()
	n.source(from, wit.MakePrepareOutcomePromised(wit.Promise{Ballot: ballotOf(8, 2)}))
}

// pageOf answers the last page that was read of another acceptor.
func (n *node) pageOf(from paxos.NodeId, more bool, entries ...paxos.AcceptedEntry) {
	n.t.Helper()
	for _, asked := range slices.Backward(n.reads) {
		if asked.to == from {
			page := wit.AcceptedPage{Entries: entries, More: more}
			n.AcceptedRead(asked.call, from, wit_types.Ok[wit.AcceptedPage, paxos.Refusal](page))
			return
		}
	}
	n.t.Fatalf("acceptor %d was not read", from)
}

func TestTheLeaderIsAskedForABallotAboveAllRoundsAndAfterAWhileTheNext(t *testing.T) {
	n := recovering(t)
	expect(t, len(n.admits) == 1 && n.admits[0].to == 2 && n.admits[0].request.Above.Some() == 7, "%v", n.admits)
	expectHas(t, n.waitsFor(), "waits for a proposer to give it a ballot")
	n.Tick(1_339, 0)
	expect(t, len(n.admits) == 1, "%v", n.admits)
	n.Tick(1_340, 0)
	n.Tick(1_640, 0)
	expect(t, len(n.admits) == 3 && n.admits[1].to == 2 && n.admits[2].to == 1, "%v", n.admits)
}

func TestABallotThatIsNotAboveTheBoundOrNotTheProposersOwnIsNotTaken(t *testing.T) {
	n := recovering(t)
	for _, bad := range []paxos.Ballot{ballotOf(7, 2), ballotOf(8, 1), ballotOf(contract.MaxNumber+1, 2)} {
		n.admission(2, gives(bad))
		expect(t, n.memory.promised == ballot(3) && len(n.prepares) == 0, "took %v", bad)
	}
	n.admission(2, gives(ballotOf(8, 2)))
	expect(t, n.memory.promised == ballotOf(8, 2), "%v", n.memory.promised)
	expect(t, len(n.prepares) == 2 && n.prepares[0].to == 2 && n.prepares[1].to == 3, "%v", n.prepares)
	expectHas(t, n.waitsFor(), "waits for promises at round 8 from 2 others; 0 have promised")
}

func TestWhereNoProposerGoesAboveARoundWhoeverHasToldItIsAskedAgain(t *testing.T) {
	n := recovering(t)
	n.AdmitAnswered(n.admits[0].call, 2, wit_types.Err[wit.Admission](paxos.MakeRefusalInvalid("no")))
	expectHas(t, n.logged(contract.Error), "proposer 2 says that it has used round 7, which no other goes above")
	expectHas(t, n.waitsFor(), "waits for proposers [2]")
}

func TestWhatEnoughOthersShowIsAcceptedAtTheBallotAndThenItVotes(t *testing.T) {
	n := withBallot(t)
	n.promiseOf(2)
	expect(t, len(n.reads) == 1 && n.reads[0].to == 2 && n.reads[0].request.FirstSlot == 1, "%v", n.reads)
	n.pageOf(2, false, accepted(1, 3, "a"), accepted(2, 5, "newer"))
	expectHas(t, n.waitsFor(), "from 2 others; 1 have promised")
	n.promiseOf(3)
	n.pageOf(3, false, accepted(2, 4, "older"), accepted(4, 4, "b"))

	n.expectStanding(wit.Standing_Voting)
	expect(t, n.memory.life.Life > 50 && n.memory.life.Standing == WrittenVoting, "%v", n.memory.life)
	expect(t, slices.Equal(n.slots(), []paxos.Slot{1, 2, 4}), "%v", n.slots())
	for _, entry := range n.memory.accepted {
		expect(t, entry.Ballot == ballotOf(8, 2), "%v", entry)
	}
	expect(t, contract.Equal(n.memory.accepted[2].Entry, entry(5, "newer")), "%v", n.memory.accepted[2])
	expectHas(t, n.logged(contract.Info), "recovered, with what is accepted up to slot 4: votes again")
}

func TestAValueThatALeaderHasProposedSinceKeepsItsHigherBallot(t *testing.T) {
	n := withBallot(t)
	n.source(2, wit.MakePrepareOutcomeRejected(ballot(9)))
	n.promiseOf(3)
	n.pageOf(2, false, accepted(1, 9, "later"))
	n.pageOf(3, false)
	n.expectStanding(wit.Standing_Voting)
	expect(t, n.memory.accepted[1].Ballot == ballot(9) && n.memory.promised == ballot(9), "%v", n.memory.accepted[1])
}

func TestPagesAreReadOneAfterTheOtherAndNoneGoesAhead(t *testing.T) {
	n := withBallot(t)
	n.promiseOf(2)
	n.promiseOf(3)
	n.pageOf(2, true, accepted(1, 3, "a"), accepted(2, 3, "b"))
	expect(t, len(n.reads) == 2, "acceptor 2 waits for acceptor 3: %v", n.reads)
	n.pageOf(3, true, accepted(1, 3, "a"))
	expect(t, n.memory.accepted[1].Ballot == ballotOf(8, 2), "%v", n.memory.accepted[1])
	expect(t, n.memory.accepted[2].Ballot == ballot(3), "still that of the former life: %v", n.memory.accepted[2])
	expectHas(t, n.waitsFor(), "copies what 2 others hold; it has copied up to slot 1")
	expect(t, len(n.reads) == 3 && n.reads[2].to == 3 && n.reads[2].request.FirstSlot == 2, "%v", n.reads)
	n.pageOf(3, false)
	expect(t, len(n.reads) == 4 && n.reads[3].to == 2 && n.reads[3].request.FirstSlot == 3, "%v", n.reads)
	n.pageOf(2, false)
	n.expectStanding(wit.Standing_Voting)
}

func TestARejectionByABallotThatNobodyHasOrALowerOneFencesNothing(t *testing.T) {
	n := withBallot(t)
	n.source(2, wit.MakePrepareOutcomeRejected(ballotOf(9, 7)))
	expectHas(t, n.logged(contract.Warn), "acceptor 2 did not help to recover: ballot.proposer is 7")
	n.source(3, wit.MakePrepareOutcomeRejected(ballot(7)))
	expect(t, len(n.reads) == 0, "%v", n.reads)
	expectHas(t, n.waitsFor(), "0 have promised")
}

func TestASourceThatShowsWhatCannotBeIsNamedAndNotCopiedFrom(t *testing.T) {
	n := withBallot(t)
	n.promiseOf(2)
	n.promiseOf(3)
	n.pageOf(2, false, accepted(1, 8+contract.MaxStep+1, "a"))
	expectHas(t, n.logged(contract.Error), "acceptor 2 shows what cannot be in slot 1, and nothing is copied from it")
	n.pageOf(3, false)
	expectHas(t, n.waitsFor(), "needs what 2 others hold, but acceptors [2] show what cannot be")
	n.expectStanding(wit.Standing_Recovering)
}

func TestASlotAfterAGapThatCannotBeIsNotCopied(t *testing.T) {
	n := withBallot(t)
	n.promiseOf(2)
	n.promiseOf(3)
	n.pageOf(2, false, accepted(1, 3, "a"), accepted(257, 3, "near"), accepted(514, 3, "far"))
	n.pageOf(3, false)
	n.expectStanding(wit.Standing_Voting)
	expect(t, n.HighestAccepted() == 257, "%v", n.slots())
	expectHas(t, n.logged(contract.Error), "an acceptor shows slot 514, where the log ends at 257: it is not copied")
}

func TestARestartBeginsWithTheProposersAgain(t *testing.T) {
	n := withBallot(t)
	n.promiseOf(2)
	life := n.memory.life
	n = over(t, n.memory)
	n.expectStanding(wit.Standing_Recovering)
	expect(t, n.memory.life == life, "%v", n.memory.life)
	expectHas(t, n.waitsFor(), "waits for proposers [1, 2]")
}

func TestALifeThatAProposerKnowsToHaveBeenLaterIsPassed(t *testing.T) {
	n := forgetful(t)
	n.recover(50)
	n.Tick(1_020, 0)
	known := n.memory.life.Life + 5
	n.admission(1, knows(known, paxos.Ballot{}, 0))
	expect(t, n.memory.life.Life > known && n.memory.life.Standing == WrittenRecovering, "%v", n.memory.life)
	expectHas(t, n.waitsFor(), "waits for proposers [1, 2]")
}
