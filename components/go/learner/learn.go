package learner

import (
	"paxos/contract"
	wit "wit_component/paxos_learner_learner"
	paxos "wit_component/paxos_types_types"
)

// How many times as many slots as a leader keeps open the window has.
const windowOfOpenSlots = 4

// Learn counts votes.
func (l *Learner) Learn(learner paxos.NodeId, request wit.LearnRequest) (wit.LearnOutcome, error) {
	if err := l.checkLearn(learner, request); err != nil {
		return wit.LearnOutcome{}, err
	}
	conflict := l.countAll(request.Votes)
	l.advance()
	if conflict != nil {
		l.violated(conflict)
		return wit.LearnOutcome{}, contract.Violation(conflict.String())
	}
	return wit.LearnOutcome{ChosenThrough: l.chosenThrough}, nil
}

func (l *Learner) checkLearn(learner paxos.NodeId, request wit.LearnRequest) error {
	if err := l.configuration.CheckAddressed(learner); err != nil {
		return err
	}
	if count := len(request.Votes); uint64(count) > l.maxOpenSlots() {
		return contract.TooLarge("votes holds %d; max-open-slots is %d", count, l.maxOpenSlots())
	}
	for _, votes := range request.Votes {
		if err := l.checkVotes(votes); err != nil {
			return err
		}
	}
	return nil
}

func (l *Learner) checkVotes(votes paxos.Votes) error {
	c := &l.configuration
	if err := c.CheckAcceptor(votes.Acceptor); err != nil {
		return err
	}
	if err := c.CheckBallot(votes.Ballot); err != nil {
		return err
	}
	if _, err := contract.LastSlot(votes.FirstSlot, int(votes.Count)); err != nil {
		return err
	}
	if votes.Count == 0 {
		return contract.Invalid("count is 0; it must be at least 1")
	}
	if votes.Count > c.MaxBatchEntries {
		return contract.TooLarge("count is %d; max-batch-entries is %d", votes.Count, c.MaxBatchEntries)
	}
	if votes.Entries.IsNone() {
		return nil
	}
	entries := votes.Entries.Some()
	if len(entries) != int(votes.Count) {
		return contract.Invalid("entries holds %d; it must hold count, %d, or be left out", len(entries), votes.Count)
	}
	if err := c.CheckBatch("entries", entries); err != nil {
		return err
	}
	for _, entry := range entries {
		if err := c.CheckNewEntry(votes.Ballot, entry); err != nil {
			return err
		}
	}
	return nil
}

// countAll counts votes up to the first that is in conflict with others.
func (l *Learner) countAll(all []paxos.Votes) *conflict {
	for _, votes := range all {
		entries := votes.Entries.SomeOr(nil)
		for i := range uint64(votes.Count) {
			vote := vote{slot: votes.FirstSlot + i, acceptor: votes.Acceptor, ballot: votes.Ballot}
			if i < uint64(len(entries)) {
				// A copy, so that one that is kept does not keep the others.
				entry := entries[i]
				vote.value = &entry
			}
			if conflict := l.countVote(vote); conflict != nil {
				return conflict
			}
		}
	}
	return nil
}

// countVote counts a vote for a slot that is not learned yet. Beyond the window it only helps to show how far the log
// goes: the learner asks for it when it gets there.
func (l *Learner) countVote(vote vote) *conflict {
	if vote.slot <= l.chosenThrough {
		l.holdAgainstTheLog(vote)
		return nil
	}
	if vote.slot > l.chosenThrough+windowOfOpenSlots*l.maxOpenSlots() {
		l.sawFarSlot(vote.acceptor, vote.slot)
		return nil
	}
	l.sawSlot(vote.slot)
	bytes, maxBytes := 0, int(l.configuration.MaxOpenBytes)
	if vote.value != nil {
		bytes = contract.PayloadBytes(*vote.value)
	}
	if !l.window.hasRoomFor(bytes, maxBytes) && !l.window.knows(vote.slot, vote.ballot) {
		l.window.makeRoom(vote.slot, bytes, maxBytes)
	}
	// The next slot's value is always kept, so that a full window cannot stop the log.
	room := vote.slot == l.nextSlot() || l.window.hasRoomFor(bytes, maxBytes)
	return l.window.count(&l.configuration, vote, room)
}
