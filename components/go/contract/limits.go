package contract

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

// FirstOf is the first refusal of some checks, none of which changes anything.
func FirstOf(checks ...error) error {
	for _, err := range checks {
		if err != nil {
			return err
		}
	}
	return nil
}

// CheckAddressed refuses what is not addressed to this node.
func (c *Configuration) CheckAddressed(node paxos.NodeId) error {
	if node != c.Self {
		return &Refused{paxos.MakeRefusalMisaddressed(c.Self)}
	}
	return nil
}

// CheckNumber checks a slot, round, session or sequence.
func CheckNumber(field string, value uint64) error {
	if value < 1 || value > MaxNumber {
		return Invalid("%s is %d; it must be from 1 to %d", field, value, uint64(MaxNumber))
	}
	return nil
}

// LastSlot is the last of count slots from first on.
func LastSlot(first paxos.Slot, count int) (paxos.Slot, error) {
	if err := CheckNumber("first-slot", first); err != nil {
		return 0, err
	}
	last := first + uint64(count) - 1
	if last > MaxNumber {
		return 0, Invalid("%d slots from %d on end beyond the last slot, %d", count, first, uint64(MaxNumber))
	}
	return last, nil
}

// CheckFirstSlot checks where a page begins.
func CheckFirstSlot(first paxos.Slot) error {
	_, err := LastSlot(first, 1)
	return err
}

// CheckAcceptor checks whose vote something is.
func (c *Configuration) CheckAcceptor(acceptor paxos.NodeId) error {
	if !slices.Contains(c.Acceptors, acceptor) {
		return Invalid("acceptor is %d; the acceptors of this cluster are %s", acceptor, ShowIds(c.Acceptors))
	}
	return nil
}

// CheckBallot: a ballot belongs to a proposer of the cluster. Proposers are as fixed as acceptors, so that this holds
// for what was said and stored long ago as well.
func (c *Configuration) CheckBallot(ballot paxos.Ballot) error {
	return c.checkBallotIn("ballot", ballot)
}

func (c *Configuration) checkBallotIn(field string, ballot paxos.Ballot) error {
	if err := CheckNumber(field+".round", ballot.Round); err != nil {
		return err
	}
	if !slices.Contains(c.Proposers, ballot.Proposer) {
		return Invalid("%s.proposer is %d; the proposers of this cluster are %s", field, ballot.Proposer,
			ShowIds(c.Proposers))
	}
	return nil
}

// CheckStep keeps one number from carrying a node to the end of its rounds or slots.
func CheckStep(field string, value, known uint64) error {
	most := uint64(math.MaxUint64)
	if known <= most-MaxStep {
		most = known + MaxStep
	}
	if value > most {
		return Invalid("%s is %d; it must be at most %d above %d, the highest known",
			field, value, uint64(MaxStep), known)
	}
	return nil
}

// CheckMaxEntries checks how much is asked for.
func CheckMaxEntries(value uint32) error {
	if value < 1 {
		return Invalid("max-entries is 0; it must be at least 1")
	}
	return nil
}

// CheckBatch: a batch has at least one value, no more than max-batch-entries, together no more than max-batch-bytes
// unless it is a single one.
func (c *Configuration) CheckBatch(field string, entries []paxos.Entry) error {
	if len(entries) == 0 {
		return Invalid("%s is empty; it must hold at least one", field)
	}
	if uint64(len(entries)) > uint64(c.MaxBatchEntries) {
		return TooLarge("%s holds %d; max-batch-entries is %d", field, len(entries), c.MaxBatchEntries)
	}
	var size uint64
	for _, entry := range entries {
		size += uint64(PayloadBytes(entry))
	}
	if len(entries) > 1 && size > uint64(c.MaxBatchBytes) {
		return TooLarge("%s hold %d payload bytes; max-batch-bytes is %d", field, size, c.MaxBatchBytes)
	}
	return nil
}

// CheckEntry: what an entry is named by is a ballot of the cluster, and a command that a client can have issued.
func (c *Configuration) CheckEntry(entry paxos.Entry) error {
	if err := c.checkBallotIn("origin", entry.Origin); err != nil {
		return err
	}
	if command, ok := CommandOf(entry); ok {
		return FirstOf(CheckNumber("id.session", command.Id.Session), CheckNumber("id.sequence", command.Id.Sequence))
	}
	return nil
}

// checkEntryAt: an entry that is held at a ballot had its origin there or at a lower one. Its size was bounded when it
// was accepted, by the bounds of then.
func (c *Configuration) checkEntryAt(ballot paxos.Ballot, entry paxos.Entry) error {
	if err := c.CheckEntry(entry); err != nil {
		return err
	}
	if Compare(entry.Origin, ballot) > 0 {
		return Invalid("the origin (%d, %d) of an entry is above the ballot (%d, %d) it is proposed at",
			entry.Origin.Round, entry.Origin.Proposer, ballot.Round, ballot.Proposer)
	}
	return nil
}

// CheckNewEntry checks an entry to be accepted, or learned, at a ballot.
func (c *Configuration) CheckNewEntry(ballot paxos.Ballot, entry paxos.Entry) error {
	if err := c.checkEntryAt(ballot, entry); err != nil {
		return err
	}
	if size := PayloadBytes(entry); uint64(size) > uint64(c.MaxValueBytes) {
		return TooLarge("a payload has %d bytes; max-value-bytes is %d", size, c.MaxValueBytes)
	}
	return nil
}

// CheckAccepted checks a value that an acceptor says it holds.
func (c *Configuration) CheckAccepted(accepted paxos.AcceptedEntry) error {
	if err := FirstOf(CheckNumber("slot", accepted.Slot), c.CheckBallot(accepted.Ballot)); err != nil {
		return err
	}
	return c.checkEntryAt(accepted.Ballot, accepted.Entry)
}
