package acceptor

import (
	"paxos/contract"
	wit "wit_component/paxos_acceptor_acceptor"
	paxos "wit_component/paxos_types_types"
)

// Recover begins to bring back an acceptor that has forgotten.
func (a *Acceptor) Recover(acceptor paxos.NodeId, request wit.RecoverRequest) (wit.AcceptorStatus, error) {
	c := &a.configuration
	if err := contract.FirstOf(c.CheckAddressed(acceptor), contract.CheckNumber("life", request.Life)); err != nil {
		return wit.AcceptorStatus{}, err
	}
	if err := a.mayRecover(request.Life); err != nil {
		return wit.AcceptorStatus{}, err
	}
	if life := a.life.Life; request.Life == life {
		next := lifeAfter(life, a.random)
		a.log(contract.Warn, "recovering: life %d ends, life %d begins", life, next)
		a.forgot = ""
		a.live(LifeRecord{next, WrittenRecovering})
		a.recovery = &recovery{}
	}
	return a.Status(acceptor)
}

// mayRecover refuses what cannot be recovered. One that has not forgotten goes on voting: it is needed by those that
// have, and one request for each acceptor would stop the cluster.
func (a *Acceptor) mayRecover(asked uint64) error {
	c := &a.configuration
	life := a.life.Life
	switch {
	case life == 0:
		return contract.Unavailable("the acceptor has just started: ask again in a moment")
	case a.sourcesOfRecovery() >= len(c.Acceptors):
		return contract.Unavailable("with a phase-2 quorum of %d of %d acceptors a value may have been chosen by this "+
			"acceptor alone: nothing can tell what it has forgotten", c.Phase2Quorum, len(c.Acceptors))
	case asked > life:
		return contract.Invalid("life is %d; this acceptor is in life %d", asked, life)
	case asked < life:
		return nil
	}
	switch a.standing() {
	case wit.Standing_Forgetful, wit.Standing_Recovering:
		return nil
	case wit.Standing_Voting:
		return contract.Invalid("the acceptor votes, and no proposer knows of anything that it has forgotten; if its disk " +
			"is in doubt all the same, stop it, move its store aside, and start it over an empty one")
	default:
		return contract.Unavailable("whether the acceptor has forgotten anything is not known yet, ask again in a moment: %s",
			a.waitsFor())
	}
}
