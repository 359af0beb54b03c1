package acceptor

import (
	"math"

	"paxos/contract"
	wit "wit_component/paxos_acceptor_acceptor"
	paxos "wit_component/paxos_types_types"
)

// Heartbeat counts the heartbeats of the leader with the highest ballot. Nothing of Paxos hangs on it: an acceptor that
// starts anew has heard nobody, and only who campaigns when is decided by it.
func (a *Acceptor) Heartbeat(
	acceptor paxos.NodeId, request wit.LeaderHeartbeatRequest,
) (wit.LeaderHeartbeatOutcome, error) {
	ballot := request.Ballot
	c := &a.configuration
	err := contract.FirstOf(c.CheckAddressed(acceptor), c.CheckBallot(ballot), a.checkVotes(), a.checkRound(ballot))
	if err != nil {
		return wit.LeaderHeartbeatOutcome{}, err
	}
	if highest := contract.Higher(a.promised, a.heard.Ballot); contract.Compare(highest, ballot) > 0 {
		return wit.MakeLeaderHeartbeatOutcomeRejected(highest), nil
	}
	if a.heard.Ballot != ballot {
		a.heard = wit.HeardLeader{Ballot: ballot}
	}
	if a.heard.Heartbeats < math.MaxUint64 {
		a.heard.Heartbeats++
	}
	return wit.MakeLeaderHeartbeatOutcomeFollowed(), nil
}
