//go:build wasm

// Package export_paxos_acceptor_acceptor_events has the functions of paxos:acceptor/acceptor-events, by the names and
// in the place that the generated code expects: the build copies this file there.
package export_paxos_acceptor_acceptor_events

import (
	wit_types "go.bytecodealliance.org/pkg/wit/types"
	"paxos/acceptor/component"
	wit "wit_component/paxos_acceptor_acceptor"
	paxos "wit_component/paxos_types_types"
)

func Tick(nowMillis, random uint64) {
	component.Acceptor().Tick(nowMillis, random)
}

func AdmitAnswered(call uint64, proposer paxos.NodeId, answer wit_types.Result[wit.Admission, paxos.Refusal]) {
	component.Acceptor().AdmitAnswered(call, proposer, answer)
}

func PrepareAnswered(call uint64, acceptor paxos.NodeId, answer wit_types.Result[wit.PrepareOutcome, paxos.Refusal]) {
	component.Acceptor().PrepareAnswered(call, acceptor, answer)
}

func AcceptedRead(call uint64, acceptor paxos.NodeId, answer wit_types.Result[wit.AcceptedPage, paxos.Refusal]) {
	component.Acceptor().AcceptedRead(call, acceptor, answer)
}
