package learner

import (
	"fmt"
	"slices"

	"paxos/contract"
	paxos "wit_component/paxos_types_types"
)

// How many ballots of one slot that several acceptors voted at are counted side by side. A ballot beyond that pushes
// out the lowest one, whose votes the learner can ask for again.
const maxBallots = 8

// How many ballots of one slot are counted for one acceptor that no other has voted at. A ballot beyond that pushes
// out the lowest of these: so whatever ballots one acceptor names, the votes of the others stay.
const maxBallotsAlone = 2

// A window is the votes for the slots that are not learned yet.
type window struct {
	first paxos.Slot // the slot of the first one; all below are learned
	slots []tallies
	bytes int // the payload bytes of the values held
}

// tallies is the votes for one slot.
type tallies struct {
	ballots []tally
	// The ballot at which a quorum voted, whose tally holds the value; none before.
	chosen paxos.Ballot
}

// A tally is the votes at one ballot.
type tally struct {
	ballot paxos.Ballot
	voters contract.AcceptorSet
	value  *paxos.Entry // nil until a vote has brought it
}

// A vote is one acceptor's for one slot.
type vote struct {
	slot     paxos.Slot
	acceptor paxos.NodeId
	ballot   paxos.Ballot
	value    *paxos.Entry // nil where the vote does not carry it
}

// A conflict is two values where there can be only one.
type conflict struct {
	slot   paxos.Slot
	ballot paxos.Ballot // none where the values are of several ballots
}

func (c *conflict) String() string {
	if contract.IsSome(c.ballot) {
		return fmt.Sprintf("slot %d was voted for with two values at %s", c.slot, contract.ShowBallot(c.ballot))
	}
	return fmt.Sprintf("slot %d is chosen with two values", c.slot)
}

// at is the tallies of a slot; nil where there are none.
func (w *window) at(slot paxos.Slot) *tallies {
	if slot < w.first || slot-w.first >= uint64(len(w.slots)) {
		return nil
	}
	return &w.slots[slot-w.first]
}

// knows tells whether the value voted for at a ballot is held already.
func (w *window) knows(slot paxos.Slot, ballot paxos.Ballot) bool {
	t := w.at(slot)
	return t != nil && t.value(ballot) != nil
}

func (w *window) hasRoomFor(bytes, maxBytes int) bool {
	return w.bytes+bytes <= maxBytes
}

// makeRoom forgets the votes for the farthest slots where a nearer one needs their room: the nearer is learned first.
func (w *window) makeRoom(slot paxos.Slot, bytes, maxBytes int) {
	if slot < w.first {
		return
	}
	for !w.hasRoomFor(bytes, maxBytes) && uint64(len(w.slots)) > slot-w.first+1 {
		farthest := len(w.slots) - 1
		w.bytes -= w.slots[farthest].bytes()
		w.slots[farthest] = tallies{}
		w.slots = w.slots[:farthest]
	}
}

// count counts a vote. room says whether a value may be kept with it; without, the vote counts and the value is asked
// for later.
func (w *window) count(c *contract.Configuration, vote vote, room bool) *conflict {
	if vote.slot < w.first {
		return nil
	}
	if missing := int(vote.slot-w.first) + 1 - len(w.slots); missing > 0 {
		w.slots = append(w.slots, make([]tallies, missing)...)
	}
	tallies := w.at(vote.slot)
	tally := w.tally(tallies, c, vote)
	if tally == nil {
		return nil
	}

	// A ballot and a slot fix the value (Paxos Made Simple, P2b follows from it).
	if vote.value != nil {
		if tally.value != nil && !contract.Equal(*tally.value, *vote.value) {
			return &conflict{vote.slot, vote.ballot}
		}
		if tally.value == nil && room {
			tally.value = vote.value
			w.bytes += contract.PayloadBytes(*vote.value)
		}
	}
	tally.voters.Add(c, vote.acceptor)

	// Paxos Made Simple, 2.3: chosen once a phase-2 quorum voted at one and the same ballot (Flexible Paxos, 2016).
	if tally.voters.Len() >= c.Phase2Quorum && tally.value != nil {
		return tallies.choose(vote.slot, vote.ballot)
	}
	return nil
}

// takeChosen is what is chosen from the first slot on without a gap, and at which ballots; it leaves the window.
func (w *window) takeChosen() (chosen []paxos.ChosenEntry, ballots []paxos.Ballot) {
	for len(w.slots) > 0 {
		entry := w.slots[0].chosenValue()
		if entry == nil {
			break
		}
		chosen = append(chosen, paxos.ChosenEntry{Slot: w.first, Entry: *entry})
		ballots = append(ballots, w.slots[0].chosen)
		w.popFirst()
	}
	return chosen, ballots
}

func (w *window) popFirst() {
	w.bytes -= w.slots[0].bytes()
	w.slots[0] = tallies{}
	w.slots = w.slots[1:]
	w.first++
}

// agrees tells whether what another learner holds for a slot is what was found chosen here, if anything was.
func (w *window) agrees(chosen paxos.ChosenEntry) *conflict {
	if t := w.at(chosen.Slot); t != nil {
		if value := t.chosenValue(); value != nil && !contract.Equal(*value, chosen.Entry) {
			return &conflict{slot: chosen.Slot}
		}
	}
	return nil
}

// forgetThrough: the log is learned up to a slot.
func (w *window) forgetThrough(slot paxos.Slot) {
	for w.first <= slot && len(w.slots) > 0 {
		w.popFirst()
	}
	w.first = max(w.first, slot+1)
}

// tally is the one that a vote counts for; nil where its ballot is too low to be worth counting.
func (w *window) tally(t *tallies, c *contract.Configuration, vote vote) *tally {
	if known := t.find(vote.ballot); known != nil {
		several := func(it *tally) bool { return it.voters.Len() > 1 }
		if known.voters.Len() > 0 && !known.voters.Has(c, vote.acceptor) && !w.makeWay(t, vote.ballot, maxBallots, several) {
			return nil
		}
		// It lies elsewhere where one before it has made way.
		return t.find(vote.ballot)
	}
	alone := func(it *tally) bool { return it.voters.Len() == 1 && it.voters.Has(c, vote.acceptor) }
	if !w.makeWay(t, vote.ballot, maxBallotsAlone, alone) {
		return nil
	}
	t.ballots = append(t.ballots, tally{ballot: vote.ballot})
	return &t.ballots[len(t.ballots)-1]
}

// makeWay forgets the lowest of some tallies where there are as many as may be. It tells whether one more may join.
func (w *window) makeWay(t *tallies, ballot paxos.Ballot, most int, of func(*tally) bool) bool {
	among, lowest := 0, -1
	for i := range t.ballots {
		it := &t.ballots[i]
		if !of(it) {
			continue
		}
		among++
		if it.ballot != t.chosen && (lowest < 0 || contract.Compare(it.ballot, t.ballots[lowest].ballot) < 0) {
			lowest = i
		}
	}
	if among < most {
		return true
	}
	if lowest < 0 || contract.Compare(t.ballots[lowest].ballot, ballot) > 0 {
		return false
	}
	w.bytes -= t.ballots[lowest].bytes()
	t.ballots = slices.Delete(t.ballots, lowest, lowest+1)
	return true
}

func (t *tallies) find(ballot paxos.Ballot) *tally {
	for i := range t.ballots {
		if t.ballots[i].ballot == ballot {
			return &t.ballots[i]
		}
	}
	return nil
}

func (t *tallies) value(ballot paxos.Ballot) *paxos.Entry {
	if tally := t.find(ballot); tally != nil {
		return tally.value
	}
	return nil
}

// chosenValue is nil where none is known to be chosen.
func (t *tallies) chosenValue() *paxos.Entry {
	if !contract.IsSome(t.chosen) {
		return nil
	}
	return t.value(t.chosen)
}

// choose: a quorum at a second ballot must have voted for the same value (Paxos Made Simple, P2).
func (t *tallies) choose(slot paxos.Slot, ballot paxos.Ballot) *conflict {
	known := t.chosenValue()
	if known == nil {
		t.chosen = ballot
		return nil
	}
	if !contract.Equal(*known, *t.value(ballot)) {
		return &conflict{slot: slot}
	}
	return nil
}

func (t *tallies) bytes() (bytes int) {
	for i := range t.ballots {
		bytes += t.ballots[i].bytes()
	}
	return bytes
}

func (t *tally) bytes() int {
	if t.value == nil {
		return 0
	}
	return contract.PayloadBytes(*t.value)
}
