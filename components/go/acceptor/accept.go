package acceptor

import (
	"fmt"
	"slices"

	wit_types "go.bytecodealliance.org/pkg/wit/types"
	"paxos/contract"
	wit "wit_component/paxos_acceptor_acceptor"
	paxos "wit_component/paxos_types_types"
)

// Accept is phase 2b.
func (a *Acceptor) Accept(acceptor paxos.NodeId, request wit.AcceptRequest) (wit.AcceptOutcome, error) {
	last, err := a.checkAccept(acceptor, request)
	if err != nil {
		return wit.AcceptOutcome{}, err
	}

	// Paxos Made Simple, P1a: accept unless a higher ballot is promised.
	if contract.Compare(a.promised, request.Ballot) > 0 {
		return wit.MakeAcceptOutcomeRejected(a.promised), nil
	}
	held, err := a.heldAtThisBallot(request, last)
	if err != nil {
		return wit.AcceptOutcome{}, err
	}

	// An acceptance is a promise, too (Paxos Made Moderately Complex, 2.2: ballot_num := b).
	a.promise(request.Ballot)
	// Whatever a slot held at a lower ballot gives way: phase 1 has made sure that a chosen value is proposed again
	// (Paxos Made Simple, P2c). All of the entries are stored, or none: it is one write of one call.
	accepted := make([]paxos.AcceptedEntry, 0, len(request.Entries))
	for i, entry := range request.Entries {
		if slot := request.FirstSlot + uint64(i); !held[slot] {
			accepted = append(accepted, paxos.AcceptedEntry{Slot: slot, Ballot: request.Ballot, Entry: entry})
		}
	}
	if len(accepted) > 0 {
		a.host.StoreAccepted(accepted)
	}
	a.highestAccepted = max(a.highestAccepted, last)

	// Paxos Made Simple, 2.3: acceptors tell the learners. A request that came twice is told twice, since the first
	// notice may be what was lost.
	count := uint32(len(request.Entries))
	votes := paxos.Votes{Acceptor: acceptor, Ballot: request.Ballot, FirstSlot: request.FirstSlot, Count: count}
	if a.votesCarryValues() {
		votes.Entries = wit_types.Some(request.Entries)
	}
	a.host.NotifyLearners(votes)
	return wit.MakeAcceptOutcomeAccepted(
		wit.Acceptance{Ballot: request.Ballot, FirstSlot: request.FirstSlot, Count: count}), nil
}

// checkAccept holds a request against the contract; the last slot is what comes back.
func (a *Acceptor) checkAccept(acceptor paxos.NodeId, request wit.AcceptRequest) (paxos.Slot, error) {
	c := &a.configuration
	err := contract.FirstOf(
		c.CheckAddressed(acceptor),
		c.CheckBallot(request.Ballot),
		c.CheckBatch("entries", request.Entries),
	)
	if err != nil {
		return 0, err
	}
	last, err := contract.LastSlot(request.FirstSlot, len(request.Entries))
	if err != nil {
		return 0, err
	}
	for _, entry := range request.Entries {
		if err := c.CheckNewEntry(request.Ballot, entry); err != nil {
			return 0, err
		}
	}
	if err := a.checkVotesAt(request.Ballot); err != nil {
		return 0, err
	}
	return last, contract.FirstOf(
		a.checkRound(request.Ballot),
		contract.CheckStep("first-slot", request.FirstSlot, a.highestAccepted),
	)
}

// heldAtThisBallot is the slots of the request that hold its values at its ballot already. A ballot and a slot fix the
// value, so another value there means that someone used a ballot twice. Slots above the highest accepted one cost no
// read.
func (a *Acceptor) heldAtThisBallot(request wit.AcceptRequest, last paxos.Slot) (map[paxos.Slot]bool, error) {
	var held map[paxos.Slot]bool
	for next := request.FirstSlot; next <= min(last, a.highestAccepted); {
		page := a.host.LoadAccepted(next, uint32(last-next+1), a.configuration.MaxBatchBytes)
		if len(page) == 0 {
			break
		}
		next = page[len(page)-1].Slot + 1
		for _, existing := range page {
			order := contract.Compare(existing.Ballot, request.Ballot)
			if existing.Slot > last || order < 0 {
				continue
			}
			if order > 0 || !contract.Equal(existing.Entry, request.Entries[existing.Slot-request.FirstSlot]) {
				return nil, a.conflict(existing, request.Ballot)
			}
			if held == nil {
				held = make(map[paxos.Slot]bool)
			}
			held[existing.Slot] = true
		}
	}
	return held, nil
}

func (a *Acceptor) conflict(existing paxos.AcceptedEntry, asked paxos.Ballot) error {
	text := fmt.Sprintf("slot %d holds another value at ballot (%d, %d) than the one asked to be accepted at (%d, %d)",
		existing.Slot, existing.Ballot.Round, existing.Ballot.Proposer, asked.Round, asked.Proposer)
	a.say(contract.Error, "holds another value", asked.Proposer, "%s", text)
	return contract.Violation(text)
}

// votesCarryValues tells whether this acceptor's votes carry the values. Those of the first (acceptors - phase-2 quorum
// + 1) do: a phase-2 quorum that avoided all of them would need more acceptors than are left, so every quorum brings
// the value along.
func (a *Acceptor) votesCarryValues() bool {
	acceptors := a.configuration.Acceptors
	carriers := min(a.sourcesOfRecovery(), len(acceptors))
	return slices.Contains(acceptors[:carriers], a.configuration.Self)
}
