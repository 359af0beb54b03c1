//go:build wasm

// Package export_paxos_acceptor_acceptor has the functions of paxos:acceptor/acceptor, by the names and in the place
// that the generated code expects: the build copies this file there.
package export_paxos_acceptor_acceptor

import (
	wit_types "go.bytecodealliance.org/pkg/wit/types"
	"paxos/acceptor/component"
	"paxos/contract"
	wit "wit_component/paxos_acceptor_acceptor"
	paxos "wit_component/paxos_types_types"
)

func Prepare(acceptor paxos.NodeId, request wit.PrepareRequest) wit_types.Result[wit.PrepareOutcome, paxos.Refusal] {
	return contract.Result(component.Acceptor().Prepare(acceptor, request))
}

func Accept(acceptor paxos.NodeId, request wit.AcceptRequest) wit_types.Result[wit.AcceptOutcome, paxos.Refusal] {
	return contract.Result(component.Acceptor().Accept(acceptor, request))
}

func ReadAccepted(
	acceptor paxos.NodeId, request wit.ReadAcceptedRequest,
) wit_types.Result[wit.AcceptedPage, paxos.Refusal] {
	return contract.Result(component.Acceptor().ReadAccepted(acceptor, request))
}

func Heartbeat(
	acceptor paxos.NodeId, request wit.LeaderHeartbeatRequest,
) wit_types.Result[wit.LeaderHeartbeatOutcome, paxos.Refusal] {
	return contract.Result(component.Acceptor().Heartbeat(acceptor, request))
}

func Recover(acceptor paxos.NodeId, request wit.RecoverRequest) wit_types.Result[wit.AcceptorStatus, paxos.Refusal] {
	return contract.Result(component.Acceptor().Recover(acceptor, request))
}

func Status(acceptor paxos.NodeId) wit_types.Result[wit.AcceptorStatus, paxos.Refusal] {
	return contract.Result(component.Acceptor().Status(acceptor))
}
