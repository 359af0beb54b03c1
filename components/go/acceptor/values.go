package acceptor

import (
	"bytes"
	"cmp"
	"fmt"
	"strings"

	paxos "wit_component/paxos_types_types"
)

// compare orders ballots by round, then by proposer. The zero ballot stands for none, which is below all: rounds begin
// with 1.
func compare(one, other paxos.Ballot) int {
	return cmp.Or(cmp.Compare(one.Round, other.Round), cmp.Compare(one.Proposer, other.Proposer))
}

func higher(one, other paxos.Ballot) paxos.Ballot {
	if compare(one, other) >= 0 {
		return one
	}
	return other
}

func isSome(ballot paxos.Ballot) bool {
	return ballot != paxos.Ballot{}
}

func command(entry paxos.Entry) (command paxos.Command, ok bool) {
	if entry.Content.Tag() != paxos.Content_Command {
		return paxos.Command{}, false
	}
	return entry.Content.Command(), true
}

func payloadBytes(entry paxos.Entry) int {
	command, _ := command(entry)
	return len(command.Payload)
}

func equal(one, other paxos.Entry) bool {
	a, isCommand := command(one)
	b, isOther := command(other)
	return one.Origin == other.Origin && isCommand == isOther && a.Id == b.Id && bytes.Equal(a.Payload, b.Payload)
}

func showBallot(ballot paxos.Ballot) string {
	return fmt.Sprintf("ballot (%d, %d)", ballot.Round, ballot.Proposer)
}

// showIds writes ids as in "[1, 2]".
func showIds(ids []paxos.NodeId) string {
	texts := make([]string, len(ids))
	for i, id := range ids {
		texts[i] = fmt.Sprint(id)
	}
	return "[" + strings.Join(texts, ", ") + "]"
}
