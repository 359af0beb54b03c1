package acceptor

import (
	"math"
	"slices"

	paxos "wit_component/paxos_types_types"
)

// What a request must keep to. Each check names the field, what it held, and what would be right.

// MaxNumber is the largest slot, round, session and sequence: what every JSON reader keeps exact.
const MaxNumber = 9007199254740991

// MaxStep is how far one report may move a round or a slot ahead of what is known. Elections and values come one by
// one, so nothing sound is ever that far ahead; and what was taken in still leaves more than two million such steps.
const MaxStep = 1 << 32

// firstOf is the first refusal of some checks, none of which changes anything.
func firstOf(checks ...error) error {
	for _, err := range checks {
		if err != nil {
			return err
		}
	}
	return nil
}

// checkAddressed refuses what is not addressed to this node.
func (c *Configuration) checkAddressed(node paxos.NodeId) error {
	if node != c.Self {
		return &Refused{paxos.MakeRefusalMisaddressed(c.Self)}
	}
	return nil
}

func checkNumber(field string, value uint64) error {
	if value < 1 || value > MaxNumber {
		return invalid("%s is %d; it must be from 1 to %d", field, value, uint64(MaxNumber))
	}
	return nil
}

// lastSlot is the last of count slots from first on.
func lastSlot(first paxos.Slot, count int) (paxos.Slot, error) {
	if err := checkNumber("first-slot", first); err != nil {
		return 0, err
	}
	last := first + uint64(count) - 1
	if last > MaxNumber {
		return 0, invalid("%d slots from %d on end beyond the last slot, %d", count, first, uint64(MaxNumber))
	}
	return last, nil
}

func checkFirstSlot(first paxos.Slot) error {
	_, err := lastSlot(first, 1)
	return err
}

// checkBallot: a ballot belongs to a proposer of the cluster. Proposers are as fixed as acceptors, so that this holds
// for what was said and stored long ago as well.
func (c *Configuration) checkBallot(ballot paxos.Ballot) error {
	return c.checkBallotIn("ballot", ballot)
}

func (c *Configuration) checkBallotIn(field string, ballot paxos.Ballot) error {
	if err := checkNumber(field+".round", ballot.Round); err != nil {
		return err
	}
	if !slices.Contains(c.Proposers, ballot.Proposer) {
		return invalid("%s.proposer is %d; the proposers of this cluster are %s", field, ballot.Proposer,
			showIds(c.Proposers))
	}
	return nil
}

// checkStep keeps one number from carrying a node to the end of its rounds or slots.
func checkStep(field string, value, known uint64) error {
	most := uint64(math.MaxUint64)
	if known <= most-MaxStep {
		most = known + MaxStep
	}
	if value > most {
		return invalid("%s is %d; it must be at most %d above %d, the highest known",
			field, value, uint64(MaxStep), known)
	}
	return nil
}

func checkMaxEntries(value uint32) error {
	if value < 1 {
		return invalid("max-entries is 0; it must be at least 1")
	}
	return nil
}

// checkBatch: a batch has at least one value, no more than max-batch-entries, together no more than max-batch-bytes
// unless it is a single one.
func (c *Configuration) checkBatch(field string, entries []paxos.Entry) error {
	if len(entries) == 0 {
		return invalid("%s is empty; it must hold at least one", field)
	}
	if uint64(len(entries)) > uint64(c.MaxBatchEntries) {
		return tooLarge("%s holds %d; max-batch-entries is %d", field, len(entries), c.MaxBatchEntries)
	}
	var size uint64
	for _, entry := range entries {
		size += uint64(payloadBytes(entry))
	}
	if len(entries) > 1 && size > uint64(c.MaxBatchBytes) {
		return tooLarge("%s hold %d payload bytes; max-batch-bytes is %d", field, size, c.MaxBatchBytes)
	}
	return nil
}

// checkEntryAt: what an entry is named by is a ballot of the cluster, at or below the one that it is held at, and a
// command that a client can have issued. Its size was bounded when it was accepted, by the bounds of then.
func (c *Configuration) checkEntryAt(ballot paxos.Ballot, entry paxos.Entry) error {
	if err := c.checkBallotIn("origin", entry.Origin); err != nil {
		return err
	}
	if command, ok := command(entry); ok {
		err := firstOf(checkNumber("id.session", command.Id.Session), checkNumber("id.sequence", command.Id.Sequence))
		if err != nil {
			return err
		}
	}
	if compare(entry.Origin, ballot) > 0 {
		return invalid("the origin (%d, %d) of an entry is above the ballot (%d, %d) it is proposed at",
			entry.Origin.Round, entry.Origin.Proposer, ballot.Round, ballot.Proposer)
	}
	return nil
}

// checkNewEntry checks an entry to be accepted at a ballot.
func (c *Configuration) checkNewEntry(ballot paxos.Ballot, entry paxos.Entry) error {
	if err := c.checkEntryAt(ballot, entry); err != nil {
		return err
	}
	if size := payloadBytes(entry); uint64(size) > uint64(c.MaxValueBytes) {
		return tooLarge("a payload has %d bytes; max-value-bytes is %d", size, c.MaxValueBytes)
	}
	return nil
}

// checkAccepted checks a value that another acceptor says it holds.
func (c *Configuration) checkAccepted(accepted paxos.AcceptedEntry) error {
	if err := firstOf(checkNumber("slot", accepted.Slot), c.checkBallot(accepted.Ballot)); err != nil {
		return err
	}
	return c.checkEntryAt(accepted.Ballot, accepted.Entry)
}
