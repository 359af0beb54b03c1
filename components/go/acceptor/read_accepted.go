package acceptor

import (
	"paxos/contract"
	wit "wit_component/paxos_acceptor_acceptor"
	paxos "wit_component/paxos_types_types"
)

// ReadAccepted is what a learner reads that missed votes. It changes nothing: an accepted value stays what it was, a
// vote.
func (a *Acceptor) ReadAccepted(acceptor paxos.NodeId, request wit.ReadAcceptedRequest) (wit.AcceptedPage, error) {
	err := contract.FirstOf(
		a.configuration.CheckAddressed(acceptor),
		contract.CheckFirstSlot(request.FirstSlot),
		contract.CheckMaxEntries(request.MaxEntries),
		a.checkVotes(),
	)
	if err != nil {
		return wit.AcceptedPage{}, err
	}
	entries, more := a.page(request.FirstSlot, request.MaxEntries)
	return wit.AcceptedPage{Entries: entries, More: more}, nil
}
