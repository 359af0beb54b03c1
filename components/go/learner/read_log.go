package learner

import (
	"paxos/contract"
	wit "wit_component/paxos_learner_learner"
	paxos "wit_component/paxos_types_types"
)

// How long a service may hold a request that waits for the log to grow.
const maxWaitMillis = 30_000

// ReadLog is a page of the log. It answers at once; a service that may wait asks again when the log has grown.
func (l *Learner) ReadLog(learner paxos.NodeId, request wit.ReadLogRequest) (wit.LogPage, error) {
	if err := l.checkRead(learner, request); err != nil {
		return wit.LogPage{}, err
	}
	return wit.LogPage{Entries: l.page(request), ChosenThrough: l.chosenThrough}, nil
}

func (l *Learner) checkRead(learner paxos.NodeId, request wit.ReadLogRequest) error {
	err := contract.FirstOf(
		l.configuration.CheckAddressed(learner),
		contract.CheckFirstSlot(request.FirstSlot),
		contract.CheckMaxEntries(request.MaxEntries),
	)
	if err != nil {
		return err
	}
	if wait := request.WaitMillis.SomeOr(0); wait > maxWaitMillis {
		return contract.Invalid("wait-millis is %d; it must be at most %d", wait, maxWaitMillis)
	}
	return nil
}

// maxEntries is how many entries the answer may have.
func (l *Learner) maxEntries(request wit.ReadLogRequest) uint32 {
	return min(request.MaxEntries, l.configuration.MaxBatchEntries)
}

func (l *Learner) page(request wit.ReadLogRequest) []paxos.ChosenEntry {
	if request.FirstSlot > l.chosenThrough {
		return nil
	}
	return l.host.LoadChosen(request.FirstSlot, l.maxEntries(request), l.configuration.MaxBatchBytes)
}
