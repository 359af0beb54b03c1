package contract

import (
	"errors"
	"fmt"

	wit_types "go.bytecodealliance.org/pkg/wit/types"
	paxos "wit_component/paxos_types_types"
)

// Refused is a refusal as an error.
type Refused struct {
	Refusal paxos.Refusal
}

// Error is what the refusal reads like in a log.
func (r *Refused) Error() string {
	return ShowRefusal(r.Refusal)
}

// Result makes the interfaces' result of a value and an error, which is a refusal.
func Result[T any](value T, err error) wit_types.Result[T, paxos.Refusal] {
	if err == nil {
		return wit_types.Ok[T, paxos.Refusal](value)
	}
	var refused *Refused
	if !errors.As(err, &refused) {
		panic(err)
	}
	return wit_types.Err[T, paxos.Refusal](refused.Refusal)
}

// ShowRefusal is what a refusal reads like in a log.
func ShowRefusal(refusal paxos.Refusal) string {
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

// Invalid refuses what breaks the contract, and says what would be right.
func Invalid(format string, arguments ...any) error {
	return &Refused{paxos.MakeRefusalInvalid(fmt.Sprintf(format, arguments...))}
}

// TooLarge refuses what is over a bound.
func TooLarge(format string, arguments ...any) error {
	return &Refused{paxos.MakeRefusalTooLarge(fmt.Sprintf(format, arguments...))}
}

// Unavailable refuses what cannot be had now.
func Unavailable(format string, arguments ...any) error {
	return &Refused{paxos.MakeRefusalUnavailable(fmt.Sprintf(format, arguments...))}
}

// IsPassing tells whether a refusal says no more than that something cannot be had now.
func IsPassing(refusal paxos.Refusal) bool {
	return refusal.Tag() == paxos.Refusal_Unavailable || refusal.Tag() == paxos.Refusal_Overloaded
}

// Violation refuses what would break what is agreed already.
func Violation(text string) error {
	return &Refused{paxos.MakeRefusalViolation(text)}
}
