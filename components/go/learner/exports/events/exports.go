//go:build wasm

// Package export_paxos_learner_learner_events has the functions of paxos:learner/learner-events, by the names and in
// the place that the generated code expects: the build copies this file there.
package export_paxos_learner_learner_events

import (
	wit_types "go.bytecodealliance.org/pkg/wit/types"
	"paxos/contract/node"
	"paxos/learner/component"
	acceptors "wit_component/paxos_acceptor_acceptor"
	wit "wit_component/paxos_learner_learner"
	proposers "wit_component/paxos_proposer_proposer"
	paxos "wit_component/paxos_types_types"
)

func Tick(nowMillis, random uint64) {
	learner := component.Learner()
	learner.LearnersAre(node.Learners())
	learner.Tick(nowMillis, random)
}

func AcceptedRead(
	call uint64, acceptor paxos.NodeId, answer wit_types.Result[acceptors.AcceptedPage, paxos.Refusal],
) {
	component.Learner().AcceptedRead(call, acceptor, answer)
}

func LogRead(call uint64, learner paxos.NodeId, answer wit_types.Result[wit.LogPage, paxos.Refusal]) {
	component.Learner().LogRead(call, learner, answer)
}

func ResolveAnswered(
	call uint64, proposer paxos.NodeId, answer wit_types.Result[proposers.ResolveOutcome, paxos.Refusal],
) {
	component.Learner().ResolveAnswered(call, proposer, answer)
}
