package learner

import (
	wit_types "go.bytecodealliance.org/pkg/wit/types"
	wit "wit_component/paxos_learner_learner"
	paxos "wit_component/paxos_types_types"
)

// Status tells how far the learner has learned, what it has seen, and what shows that acceptors have forgotten.
func (l *Learner) Status(learner paxos.NodeId) (wit.LearnerStatus, error) {
	if err := l.configuration.CheckAddressed(learner); err != nil {
		return wit.LearnerStatus{}, err
	}
	status := wit.LearnerStatus{
		Learner:       learner,
		ChosenThrough: l.chosenThrough,
		HighestSlot:   l.highestSlot,
		Trouble:       wit_types.None[string](),
	}
	if trouble := l.forgotten.trouble(); trouble != "" {
		status.Trouble = wit_types.Some(trouble)
	}
	return status, nil
}
