package contract

import (
	"bytes"
	"cmp"
	"fmt"
	"strings"

	paxos "wit_component/paxos_types_types"
)

// Compare orders ballots by round, then by proposer. The zero ballot stands for none, which is below all: rounds begin
// with 1.
func Compare(one, other paxos.Ballot) int {
	return cmp.Or(cmp.Compare(one.Round, other.Round), cmp.Compare(one.Proposer, other.Proposer))
}

// Higher is the higher of two ballots.
func Higher(one, other paxos.Ballot) paxos.Ballot {
	if Compare(one, other) >= 0 {
		return one
	}
	return other
}

// IsSome tells whether a ballot is not the zero one.
func IsSome(ballot paxos.Ballot) bool {
	return ballot != paxos.Ballot{}
}

// CommandOf is the command of an entry, and whether it has one.
func CommandOf(entry paxos.Entry) (command paxos.Command, ok bool) {
	if entry.Content.Tag() != paxos.Content_Command {
		return paxos.Command{}, false
	}
	return entry.Content.Command(), true
}

// PayloadBytes is how large the value of an entry is.
func PayloadBytes(entry paxos.Entry) int {
	command, _ := CommandOf(entry)
	return len(command.Payload)
}

// Equal tells whether two entries are the same.
func Equal(one, other paxos.Entry) bool {
	a, isCommand := CommandOf(one)
	b, isOther := CommandOf(other)
	return one.Origin == other.Origin && isCommand == isOther && a.Id == b.Id && bytes.Equal(a.Payload, b.Payload)
}

// ShowBallot writes a ballot as in "ballot (3, 1)".
func ShowBallot(ballot paxos.Ballot) string {
	return fmt.Sprintf("ballot (%d, %d)", ballot.Round, ballot.Proposer)
}

// ShowIds writes ids as in "[1, 2]".
func ShowIds(ids []paxos.NodeId) string {
	texts := make([]string, len(ids))
	for i, id := range ids {
		texts[i] = fmt.Sprint(id)
	}
	return "[" + strings.Join(texts, ", ") + "]"
}
