package learner

import (
	"slices"

	wit_types "go.bytecodealliance.org/pkg/wit/types"
	proposers "wit_component/paxos_proposer_proposer"
	paxos "wit_component/paxos_types_types"
)

// How many election timeouts a learner waits before it asks for a decision, and then for one that was promised.
const patienceTimeouts = 3

// resolve is asking the leader to decide again, where the votes alone do not show what is chosen.
type resolve struct {
	call      uint64 // the one that waits for its answer; 0 while there is none
	sentAt    uint64
	notBefore uint64
	turn      int
	hint      paxos.NodeId // who is said to lead
	hinted    bool
}

// askForResolution: a learner that cannot tell whether a value was chosen has a proposer issue a proposal (Paxos Made
// Simple, 2.3). That is the case when a phase-1 quorum has shown its votes, none of the ballots has a quorum, and
// nothing has moved for longer than an election takes.
func (l *Learner) askForResolution() {
	r, c := &l.resolve, &l.configuration
	patience := patienceTimeouts * max(uint64(c.ElectionTimeoutMillis), 1)
	if r.call != 0 && l.since(r.sentAt) > patience {
		r.call = 0
	}
	stuck := l.isBehind() && l.since(l.catchUp.waitingSince) > patience &&
		l.catchUp.answered.Len() >= c.Phase1Quorum
	if !stuck || r.call != 0 || l.now < r.notBefore || len(c.Proposers) == 0 {
		return
	}
	turn := r.turn % len(c.Proposers)
	proposer := c.Proposers[turn]
	// A name is good for one try: whoever says that it resolves, and does not, is followed by the next in turn.
	if r.hinted && slices.Contains(c.Proposers, r.hint) {
		proposer = r.hint
	}
	r.hinted = false
	r.turn = turn + 1
	r.notBefore = l.after(patience)
	r.call, r.sentAt = l.nextCall(), l.now
	l.host.Resolve(r.call, proposer, proposers.ResolveRequest{FirstSlot: l.nextSlot()})
}

// ResolveAnswered takes what a proposer says to it. The next tick asks the one that leads, or the next in turn.
func (l *Learner) ResolveAnswered(
	call uint64, proposer paxos.NodeId, answer wit_types.Result[proposers.ResolveOutcome, paxos.Refusal],
) {
	r := &l.resolve
	if r.call == 0 || r.call != call {
		return
	}
	r.call = 0
	if answer.IsOk() {
		outcome := answer.Ok()
		if outcome.Tag() == proposers.ResolveOutcome_Resolving {
			return
		}
		leader := outcome.NotLeader()
		r.hinted = leader.IsSome() && leader.Some() != proposer
		if r.hinted {
			r.hint = leader.Some()
			r.notBefore = l.now
			return
		}
	}
	r.hinted = false
	r.notBefore = l.after(uint64(l.configuration.RetryMillis))
}
