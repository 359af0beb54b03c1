package acceptor

import (
	wit_types "go.bytecodealliance.org/pkg/wit/types"
	"paxos/contract"
	wit "wit_component/paxos_acceptor_acceptor"
	paxos "wit_component/paxos_types_types"
)

// Status tells whether the acceptor votes, what it has promised, how far it has accepted, and whom it hears lead.
func (a *Acceptor) Status(acceptor paxos.NodeId) (wit.AcceptorStatus, error) {
	if err := a.configuration.CheckAddressed(acceptor); err != nil {
		return wit.AcceptorStatus{}, err
	}
	status := wit.AcceptorStatus{
		Acceptor:    acceptor,
		Life:        a.life.Life,
		Standing:    a.standing(),
		HighestSlot: a.highestAccepted,
	}
	if why := a.waitsFor(); why != "" {
		status.WaitsFor = wit_types.Some(why)
	}
	if contract.IsSome(a.promised) {
		status.Promised = wit_types.Some(a.promised)
	}
	if contract.IsSome(a.heard.Ballot) {
		status.Leader = wit_types.Some(a.heard)
	}
	return status, nil
}
