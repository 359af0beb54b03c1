//go:build wasm

// Package export_paxos_learner_learner has the functions of paxos:learner/learner, by the names and in the place that
// the generated code expects: the build copies this file there.
package export_paxos_learner_learner

import (
	wit_types "go.bytecodealliance.org/pkg/wit/types"
	"paxos/contract"
	"paxos/learner/component"
	wit "wit_component/paxos_learner_learner"
	paxos "wit_component/paxos_types_types"
)

func Learn(learner paxos.NodeId, request wit.LearnRequest) wit_types.Result[wit.LearnOutcome, paxos.Refusal] {
	return contract.Result(component.Learner().Learn(learner, request))
}

func ReadLog(learner paxos.NodeId, request wit.ReadLogRequest) wit_types.Result[wit.LogPage, paxos.Refusal] {
	return contract.Result(component.Learner().ReadLog(learner, request))
}

func ReadIds(learner paxos.NodeId, request wit.ReadLogRequest) wit_types.Result[wit.IdPage, paxos.Refusal] {
	return contract.Result(component.Learner().ReadIds(learner, request))
}

func Status(learner paxos.NodeId) wit_types.Result[wit.LearnerStatus, paxos.Refusal] {
	return contract.Result(component.Learner().Status(learner))
}
