package learner

import (
	"fmt"
	"math/bits"

	"paxos/contract"
	paxos "wit_component/paxos_types_types"
)

// forgotten is votes that cannot be beside what is learned. Once a value is chosen at a ballot, every vote at that
// ballot or a higher one is for this value (Lamport, Paxos Made Simple, P2b): a vote for another one shows that
// acceptors have forgotten what they accepted, and that the log may be decided again with other values.
type forgotten struct {
	count uint64
	first string // the first of them, in words
}

// trouble is what is told of it; empty where there is none.
func (f *forgotten) trouble() string {
	if f.count == 0 {
		return ""
	}
	return fmt.Sprintf("acceptors have forgotten what they accepted, as %d votes show; the first: %s", f.count, f.first)
}

// holdAgainstTheLog holds a vote for a learned slot against what is learned.
func (l *Learner) holdAgainstTheLog(vote vote) {
	if vote.value == nil {
		return
	}
	chosen, at, known := l.recent.chosen(vote.slot)
	voted := idOf(paxos.ChosenEntry{Slot: vote.slot, Entry: *vote.value})
	if !known || contract.Compare(vote.ballot, at) < 0 || chosen == voted {
		return
	}
	if l.forgotten.count == 0 {
		l.forgotten.first = fmt.Sprintf("slot %d is chosen at %s with the value of origin (%d, %d), but acceptor %d "+
			"voted at (%d, %d) for that of origin (%d, %d)",
			vote.slot, contract.ShowBallot(at), chosen.Origin.Round, chosen.Origin.Proposer, vote.acceptor,
			vote.ballot.Round, vote.ballot.Proposer, voted.Origin.Round, voted.Origin.Proposer)
	}
	l.forgotten.count++
	// The same again and again is said less and less often.
	if bits.OnesCount64(l.forgotten.count) == 1 {
		l.host.Log(contract.Error, l.forgotten.trouble())
	}
}
