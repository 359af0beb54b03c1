package acceptor

import (
	"paxos/contract"
	wit "wit_component/paxos_acceptor_acceptor"
	paxos "wit_component/paxos_types_types"
)

// Prepare is phase 1b.
func (a *Acceptor) Prepare(acceptor paxos.NodeId, request wit.PrepareRequest) (wit.PrepareOutcome, error) {
	c := &a.configuration
	err := contract.FirstOf(
		c.CheckAddressed(acceptor),
		c.CheckBallot(request.Ballot),
		contract.CheckFirstSlot(request.FirstSlot),
		contract.CheckMaxEntries(request.MaxEntries),
	)
	if err != nil {
		return wit.PrepareOutcome{}, err
	}
	if err := a.checkVotesAt(request.Ballot); err != nil {
		return wit.PrepareOutcome{}, err
	}
	if err := a.checkRound(request.Ballot); err != nil {
		return wit.PrepareOutcome{}, err
	}

	// Paxos Made Simple, P1a: a promise forbids every lower ballot. The same ballot again is its proposer asking for
	// the next page, or again for one that was lost.
	if contract.Compare(a.promised, request.Ballot) > 0 {
		return wit.MakePrepareOutcomeRejected(a.promised), nil
	}
	a.promise(request.Ballot)

	// Paxos Made Simple, 2.2, phase 1 (b): the answer carries the highest-ballot value accepted in each slot.
	accepted, more := a.page(request.FirstSlot, request.MaxEntries)
	return wit.MakePrepareOutcomePromised(wit.Promise{Ballot: request.Ballot, Accepted: accepted, More: more}), nil
}
