package acceptor

import (
	"fmt"

	paxos "wit_component/paxos_types_types"
)

// Refused is a refusal as an error.
type Refused struct {
	Refusal paxos.Refusal
}

// Error is what the refusal reads like in a log.
func (r *Refused) Error() string {
	return showRefusal(r.Refusal)
}

func showRefusal(refusal paxos.Refusal) string {
	switch refusal.Tag() {
	case paxos.Refusal_Misaddressed:
		return fmt.Sprintf("it is node %d", refusal.Misaddressed())
	case paxos.Refusal_UnknownNode:
		return fmt.Sprintf("node %d is not known", refusal.UnknownNode())
	case paxos.Refusal_Overloaded:
		return fmt.Sprintf("too much is under way, ask again in %d ms", refusal.Overloaded())
	case paxos.Refusal_Invalid:
		return refusal.Invalid()
	case paxos.Refusal_TooLarge:
		return refusal.TooLarge()
	case paxos.Refusal_Unavailable:
		return refusal.Unavailable()
	default:
		return refusal.Violation()
	}
}

func invalid(format string, arguments ...any) error {
	return &Refused{paxos.MakeRefusalInvalid(fmt.Sprintf(format, arguments...))}
}

func tooLarge(format string, arguments ...any) error {
	return &Refused{paxos.MakeRefusalTooLarge(fmt.Sprintf(format, arguments...))}
}

func unavailable(format string, arguments ...any) error {
	return &Refused{paxos.MakeRefusalUnavailable(fmt.Sprintf(format, arguments...))}
}

// isPassing tells whether a refusal says no more than that something cannot be had now.
func isPassing(refusal paxos.Refusal) bool {
	return refusal.Tag() == paxos.Refusal_Unavailable || refusal.Tag() == paxos.Refusal_Overloaded
}
