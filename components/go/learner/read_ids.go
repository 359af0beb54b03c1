package learner

import (
	wit_types "go.bytecodealliance.org/pkg/wit/types"
	"paxos/contract"
	wit "wit_component/paxos_learner_learner"
	paxos "wit_component/paxos_types_types"
)

// recent is the end of the log without its payloads, in memory: who follows the log asks for nothing else.
type recent struct {
	ids []paxos.ChosenId
	// The ballot at which each was found chosen; none where another learner brought it.
	ballots []paxos.Ballot
}

func idOf(chosen paxos.ChosenEntry) paxos.ChosenId {
	id := paxos.ChosenId{Slot: chosen.Slot, Origin: chosen.Entry.Origin, Id: wit_types.None[paxos.CommandId]()}
	if command, ok := contract.CommandOf(chosen.Entry); ok {
		id.Id = wit_types.Some(command.Id)
	}
	return id
}

// append appends what follows the last id, and keeps so many.
func (r *recent) append(chosen []paxos.ChosenEntry, ballots []paxos.Ballot, kept int) {
	for i, entry := range chosen {
		var ballot paxos.Ballot
		if i < len(ballots) {
			ballot = ballots[i]
		}
		r.ids = append(r.ids, idOf(entry))
		r.ballots = append(r.ballots, ballot)
	}
	if excess := len(r.ids) - kept; excess > 0 {
		r.ids, r.ballots = r.ids[excess:], r.ballots[excess:]
	}
}

// place is where a slot stands; -1 where it is not among them.
func (r *recent) place(slot paxos.Slot) int {
	if len(r.ids) == 0 || slot < r.ids[0].Slot || slot-r.ids[0].Slot >= uint64(len(r.ids)) {
		return -1
	}
	return int(slot - r.ids[0].Slot)
}

// chosen is what is chosen for a slot, and a ballot at which it is, if that is known still.
func (r *recent) chosen(slot paxos.Slot) (id paxos.ChosenId, at paxos.Ballot, known bool) {
	place := r.place(slot)
	if place < 0 || !contract.IsSome(r.ballots[place]) {
		return paxos.ChosenId{}, paxos.Ballot{}, false
	}
	return r.ids[place], r.ballots[place], true
}

// from is the ids from a slot on; none where that slot is not among them.
func (r *recent) from(slot paxos.Slot, maxEntries uint32) []paxos.ChosenId {
	place := r.place(slot)
	if place < 0 {
		return nil
	}
	end := place + min(len(r.ids)-place, int(maxEntries))
	return r.ids[place:end]
}

// ReadIds is a page of the log as ReadLog gives it, without payloads.
func (l *Learner) ReadIds(learner paxos.NodeId, request wit.ReadLogRequest) (wit.IdPage, error) {
	if err := l.checkRead(learner, request); err != nil {
		return wit.IdPage{}, err
	}
	ids := l.recent.from(request.FirstSlot, l.maxEntries(request))
	if ids == nil {
		for _, chosen := range l.page(request) {
			ids = append(ids, idOf(chosen))
		}
	}
	return wit.IdPage{Ids: ids, ChosenThrough: l.chosenThrough}, nil
}
