//go:build wasm

// Package export_paxos_acceptor_acceptor has the functions of paxos:acceptor/acceptor, by the names and in the place
// that the generated code expects: the build copies this file there.
package export_paxos_acceptor_acceptor

import (
	"errors"

	wit_types "go.bytecodealliance.org/pkg/wit/types"
	"paxos/components/acceptor"
	"paxos/components/component"
	wit "wit_component/paxos_acceptor_acceptor"
	paxos "wit_component/paxos_types_types"
)

// result makes the interfaces' result of a value and an error, which is a refusal.
func result[T any](value T, err error) wit_types.Result[T, paxos.Refusal] {
	if err == nil {
		return wit_types.Ok[T, paxos.Refusal](value)
	}
	var refused *acceptor.Refused
	if !errors.As(err, &refused) {
		panic(err)
	}
	return wit_types.Err[T, paxos.Refusal](refused.Refusal)
}

func Prepare(acceptor paxos.NodeId, request wit.PrepareRequest) wit_types.Result[wit.PrepareOutcome, paxos.Refusal] {
	return result(component.Acceptor().Prepare(acceptor, request))
}

func Accept(acceptor paxos.NodeId, request wit.AcceptRequest) wit_types.Result[wit.AcceptOutcome, paxos.Refusal] {
	return result(component.Acceptor().Accept(acceptor, request))
}

func ReadAccepted(
	acceptor paxos.NodeId, request wit.ReadAcceptedRequest,
) wit_types.Result[wit.AcceptedPage, paxos.Refusal] {
	return result(component.Acceptor().ReadAccepted(acceptor, request))
}

func Heartbeat(
	acceptor paxos.NodeId, request wit.LeaderHeartbeatRequest,
) wit_types.Result[wit.LeaderHeartbeatOutcome, paxos.Refusal] {
	return result(component.Acceptor().Heartbeat(acceptor, request))
}

func Recover(acceptor paxos.NodeId, request wit.RecoverRequest) wit_types.Result[wit.AcceptorStatus, paxos.Refusal] {
	return result(component.Acceptor().Recover(acceptor, request))
}

func Status(acceptor paxos.NodeId) wit_types.Result[wit.AcceptorStatus, paxos.Refusal] {
	return result(component.Acceptor().Status(acceptor))
}
