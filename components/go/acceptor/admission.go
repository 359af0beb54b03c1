package acceptor

import (
	"fmt"

	wit_types "go.bytecodealliance.org/pkg/wit/types"
	"paxos/contract"
	wit "wit_component/paxos_acceptor_acceptor"
	paxos "wit_component/paxos_types_types"
)

// Before it votes, an acceptor that starts hears what the proposers remember of it: its disk may be new, or a copy from
// before it promised and accepted what they count on. Paxos rests on acceptors that do not forget (Lamport, Paxos Made
// Simple, 2.2: "stable storage ... to maintain the information that the acceptor must remember"), so one that has
// forgotten does not vote.

// How many election timeouts an acceptor waits for the proposers that do not answer, once one has.
const patienceTimeouts = 2

// The pause before a proposer is asked again that has not answered, in pauses between tries, once the acceptor votes.
const unhurriedRetries = 4

// admissions is what the proposers have answered in this life, since the acceptor started.
type admissions struct {
	// Since when this life goes on; nil until the acceptor has looked at the clock.
	since     *uint64
	proposers []proposer // in the order of the configuration
	admitted  bool
}

type proposer struct {
	id    paxos.NodeId
	asked question
	// What it has answered; nil until it has.
	answer *answer
}

// A question is a call that waits for its answer.
type question struct {
	call   uint64 // 0 while there is none
	sentAt uint64
}

func (q question) isOf(call uint64) bool {
	return q.call != 0 && q.call == call
}

type answer struct {
	// The highest round that the proposer has used or given away.
	round uint64
	leads bool
	// forgot tells whether the proposer's own disk was emptied, so that this acceptor may have voted before for all it
	// knows.
	forgot bool
}

func newAdmissions(ids []paxos.NodeId) admissions {
	proposers := make([]proposer, len(ids))
	for i, id := range ids {
		proposers[i].id = id
	}
	return admissions{proposers: proposers}
}

func (m *admissions) find(id paxos.NodeId) *proposer {
	for i := range m.proposers {
		if m.proposers[i].id == id {
			return &m.proposers[i]
		}
	}
	return nil
}

// unanswered is the proposers that have not told yet what they remember.
func (m *admissions) unanswered() []paxos.NodeId {
	var ids []paxos.NodeId
	for _, proposer := range m.proposers {
		if proposer.answer == nil {
			ids = append(ids, proposer.id)
		}
	}
	return ids
}

func (m *admissions) all() bool {
	return len(m.unanswered()) == 0
}

func (m *admissions) any() bool {
	return len(m.unanswered()) < len(m.proposers)
}

// highest is the last of the proposers that have told the highest round; nil where none has answered.
func (m *admissions) highest() *proposer {
	var highest *proposer
	for i := range m.proposers {
		proposer := &m.proposers[i]
		if proposer.answer != nil && (highest == nil || proposer.answer.round >= highest.answer.round) {
			highest = proposer
		}
	}
	return highest
}

// highestRound is the highest that any of them has used or given away.
func (m *admissions) highestRound() uint64 {
	if highest := m.highest(); highest != nil {
		return highest.answer.round
	}
	return 0
}

// allForgot tells whether no proposer remembers who voted.
func (m *admissions) allForgot() bool {
	for i := range m.proposers {
		if answer := m.proposers[i].answer; answer == nil || !answer.forgot {
			return false
		}
	}
	return true
}

// leader is the first that leads; nil where none does.
func (m *admissions) leader() *proposer {
	for i := range m.proposers {
		if answer := m.proposers[i].answer; answer != nil && answer.leads {
			return &m.proposers[i]
		}
	}
	return nil
}

func (a *Acceptor) standing() wit.Standing {
	switch {
	case a.life.Life == 0:
		return wit.Standing_Starting
	case a.life.Standing == WrittenFresh:
		return wit.Standing_Fresh
	case a.life.Standing == WrittenForgetful:
		return wit.Standing_Forgetful
	case a.life.Standing == WrittenRecovering:
		return wit.Standing_Recovering
	case a.admissions.admitted:
		return wit.Standing_Voting
	default:
		return wit.Standing_Starting
	}
}

// checkVotes: an acceptor's word counts only while it remembers all that it has said.
func (a *Acceptor) checkVotes() error {
	if a.standing() == wit.Standing_Voting {
		return nil
	}
	return contract.Unavailable("acceptor %d does not vote: %s", a.configuration.Self, a.waitsFor())
}

// checkVotesAt: an acceptor's word goes to a proposer only once that one has told what it remembers. What it counts on
// from before the start is then known here, and what it counts on later was said after it.
func (a *Acceptor) checkVotesAt(ballot paxos.Ballot) error {
	if err := a.checkVotes(); err != nil {
		return err
	}
	proposer := a.admissions.find(ballot.Proposer)
	if proposer == nil || proposer.answer != nil {
		return nil
	}
	// It is there: the next tick asks it, unless an answer may still be on its way.
	if a.now-proposer.asked.sentAt >= a.retry() {
		proposer.asked = question{}
	}
	return contract.Unavailable("acceptor %d has yet to hear what proposer %d remembers of it",
		a.configuration.Self, proposer.id)
}

// waitsFor is why this acceptor does not vote; empty while it does.
func (a *Acceptor) waitsFor() string {
	switch a.standing() {
	case wit.Standing_Voting:
		return ""
	case wit.Standing_Fresh:
		return fmt.Sprintf("its store is new, and it waits for proposers %s to tell that they know of no former one",
			contract.ShowIds(a.admissions.unanswered()))
	case wit.Standing_Forgetful:
		why, self := a.forgot, a.configuration.Self
		if why == "" {
			why = "its store has forgotten what it said"
		}
		return fmt.Sprintf("%s. Recover it: ./paxos recover acceptor-%d, or POST /acceptors/%d/recover",
			why, self, self)
	case wit.Standing_Recovering:
		return a.recoveryWaitsFor()
	default:
		return "it has just started and asks the proposers what they remember of it"
	}
}

// beginLife names the life of a store that has none yet.
func (a *Acceptor) beginLife() {
	if a.life.Life != 0 {
		return
	}
	standing := WrittenFresh
	if contract.IsSome(a.promised) || a.highestAccepted > 0 {
		// A store with promises or values but no life was written by a version that did not write lives down.
		standing = WrittenVoting
	}
	a.live(LifeRecord{firstLife(a.random), standing})
}

// live begins a life, or goes on in it with another standing.
func (a *Acceptor) live(life LifeRecord) {
	a.host.StoreLife(life)
	if a.life.Life != life.Life {
		a.admissions = newAdmissions(a.configuration.Proposers)
		now := a.now
		a.admissions.since = &now
	}
	a.life = life
}

// askProposers asks those that have not answered, again and again: one that comes back later may remember more than the
// others.
func (a *Acceptor) askProposers() {
	standing := a.standing()
	if a.life.Life == 0 || standing == wit.Standing_Forgetful {
		return
	}
	pause := a.retry()
	if standing == wit.Standing_Voting {
		pause *= unhurriedRetries
	}
	for i := range a.admissions.proposers {
		proposer := &a.admissions.proposers[i]
		waits := proposer.asked.call != 0 && a.now-proposer.asked.sentAt < pause
		if proposer.answer != nil || waits {
			continue
		}
		proposer.asked = question{a.nextCall(), a.now}
		request := wit.AdmitRequest{Acceptor: a.configuration.Self, Life: a.life.Life, Standing: standing}
		a.host.Admit(proposer.asked.call, proposer.id, request)
	}
}

// AdmitAnswered takes the answer of a proposer to a call: what it remembers, or a ballot.
func (a *Acceptor) AdmitAnswered(
	call uint64, from paxos.NodeId, result wit_types.Result[wit.Admission, paxos.Refusal],
) {
	if result.IsErr() {
		if refusal := result.Err(); !contract.IsPassing(refusal) {
			a.say(contract.Warn, "did not tell", from, "proposer %d did not tell what it remembers: %s", from,
				contract.ShowRefusal(refusal))
			a.ballotRefused(call)
		}
		return
	}
	admission := result.Ok()
	if admission.Ballot.IsSome() {
		a.ballotGiven(call, from, admission.Ballot.Some())
		return
	}
	proposer := a.admissions.find(from)
	if proposer == nil || proposer.answer != nil || !proposer.asked.isOf(call) {
		return
	}
	if admission.Known.IsSome() && !a.remembers(from, admission.Known.Some()) {
		return
	}
	forgot := admission.Known.IsSome() && admission.Known.Some().Life == 0
	proposer.answer = &answer{admission.Round, admission.Leads, forgot}
	a.settleAdmission()
}

// remembers holds what a proposer remembers against what this store holds, and tells whether the answer counts.
func (a *Acceptor) remembers(from paxos.NodeId, known paxos.KnownAcceptor) bool {
	if !a.isPossible(known) {
		a.say(contract.Error, "claims to remember", from,
			"proposer %d claims to remember life %d, %s and slot %d of acceptor %d, which cannot be",
			from, known.Life, showPromise(known.Promised), known.HighestSlot, known.Acceptor)
		return false
	}
	life := a.life.Life
	switch a.life.Standing {
	case WrittenRecovering:
		voted := known.Promised.IsSome() || known.HighestSlot > 0
		if known.Life > life || (known.Life == life && voted) {
			// Some life that this store knows nothing of came before, or this one has voted since the store was copied:
			// the one that begins must be later.
			a.live(LifeRecord{lifeAfter(known.Life, a.random), WrittenRecovering})
			return false
		}
		return true
	case WrittenForgetful:
		return true
	case WrittenFresh:
		// Also a copy of a store that was new may come back.
		if known.Life == life {
			return a.remembersVotes(from, known)
		}
		if known.Life == 0 {
			return true
		}
		return a.forget("its store is new, but proposer %d knows it to have voted before", from)
	default:
		return a.remembersVotes(from, known)
	}
}

func (a *Acceptor) isPossible(known paxos.KnownAcceptor) bool {
	if known.Promised.IsSome() {
		promised := known.Promised.Some()
		if a.configuration.CheckBallot(promised) != nil || promised.Round > a.promisedAtStart.Round+contract.MaxStep {
			return false
		}
	}
	return isPlausible(known.Life, a.life.Life) &&
		known.Acceptor == a.configuration.Self &&
		known.HighestSlot <= a.highestAtStart+contract.MaxStep
}

// remembersVotes holds the votes that a proposer remembers against those that this store held at the start.
func (a *Acceptor) remembersVotes(from paxos.NodeId, known paxos.KnownAcceptor) bool {
	life := a.life.Life
	if known.Life != 0 && known.Life != life {
		if life >= lifeAfter(known.Life, 0) {
			// It was recovered, and told every proposer so: this one has a store from before that.
			a.log(contract.Warn, "proposer %d remembers a life of this acceptor that has ended", from)
			return true
		}
		return a.forget("proposer %d remembers it in life %d, its store is of life %d", from, known.Life, life)
	}
	if known.Promised.IsSome() && contract.Compare(known.Promised.Some(), a.promisedAtStart) > 0 {
		has := wit_types.None[paxos.Ballot]()
		if contract.IsSome(a.promisedAtStart) {
			has = wit_types.Some(a.promisedAtStart)
		}
		return a.forget("proposer %d remembers that it promised %s, its store holds %s: an older copy",
			from, showPromise(known.Promised), showPromise(has))
	}
	if known.HighestSlot > a.highestAtStart {
		return a.forget("proposer %d remembers that it accepted slot %d, its store ends at slot %d: an older copy",
			from, known.HighestSlot, a.highestAtStart)
	}
	return true
}

func showPromise(promised wit_types.Option[paxos.Ballot]) string {
	if promised.IsNone() {
		return "none"
	}
	return contract.ShowBallot(promised.Some())
}

// forget votes no more. Always false: an answer that shows this does not count.
func (a *Acceptor) forget(format string, arguments ...any) bool {
	a.forgot = fmt.Sprintf(format, arguments...)
	a.log(contract.Error, "this acceptor does not vote: %s", a.forgot)
	a.live(LifeRecord{a.life.Life, WrittenForgetful})
	return false
}

// settleAdmission sees whether the proposers that have answered are enough.
func (a *Acceptor) settleAdmission() {
	if a.life.Life == 0 {
		return
	}
	m := &a.admissions
	switch {
	case a.life.Standing == WrittenVoting && !m.admitted:
		if m.since == nil {
			now := a.now
			m.since = &now
		}
		patience := uint64(a.configuration.ElectionTimeoutMillis) * patienceTimeouts
		m.admitted = m.all() || (m.any() && a.now-*m.since >= patience)
	case a.life.Standing == WrittenFresh && m.all() && m.allForgot():
		a.forget("its store is new, and no proposer remembers whether it voted before")
	case a.life.Standing == WrittenFresh && m.all():
		// No proposer knows of a former life, and none counts on an acceptor that it has not admitted: so one that has
		// forgotten nothing is enough to tell that it never voted.
		a.live(LifeRecord{a.life.Life, WrittenVoting})
		m.admitted = true
	}
}
