package acceptor

import (
	"fmt"
	"math"
	"slices"

	wit_types "go.bytecodealliance.org/pkg/wit/types"
	"paxos/contract"
	wit "wit_component/paxos_acceptor_acceptor"
	paxos "wit_component/paxos_types_types"
)

// Bringing back an acceptor that has forgotten, as the same voter. docs/rationale.md has the argument.
//
// Every proposer tells the highest round it has used or given away: what was forgotten is at those rounds. A ballot
// above them is reserved for this acceptor. Enough other acceptors promise it, or a higher one, so that nothing can be
// chosen at a forgotten ballot any more; then they show what they hold. This is phase 1 at the reserved ballot
// (Lamport, Paxos Made Simple, 2.2), and storing the values it finds is phase 2, at this acceptor alone.

// The longest gap before a shown slot that may be real, in windows of open slots: as in the proposer.
const maxGapWindows = 16

// Covered to the end: the acceptor has shown everything.
const wholly = math.MaxUint64

type recovery struct {
	// Above every round that a proposer had used when it was asked; none until one has given it.
	ballot      paxos.Ballot
	turn        int
	askedBallot question
	sources     []source
	// The highest-ballot value that a source has shown for a slot, where not enough have shown that far yet.
	shown         map[paxos.Slot]paxos.AcceptedEntry
	copiedThrough paxos.Slot
}

// A source is another acceptor, from which this one copies.
type source struct {
	acceptor paxos.NodeId
	fenced   bool
	// It has shown what cannot be: nothing is copied from it.
	distrusted     bool
	coveredThrough paxos.Slot
	question       question
}

// coveredThrough is the last slot for which enough fenced sources have shown all that they hold up to there, and
// whether they are enough.
func (r *recovery) coveredThrough(needed int) (paxos.Slot, bool) {
	var covered []paxos.Slot
	for _, source := range r.sources {
		if source.fenced && !source.distrusted {
			covered = append(covered, source.coveredThrough)
		}
	}
	if len(covered) < needed {
		return 0, false
	}
	slices.Sort(covered)
	return covered[len(covered)-needed], true
}

func (a *Acceptor) recoveryWaitsFor() string {
	r := a.recovery
	if r == nil || !a.admissions.all() {
		return fmt.Sprintf("it recovers, and waits for proposers %s to tell which rounds they have used",
			contract.ShowIds(a.admissions.unanswered()))
	}
	if !contract.IsSome(r.ballot) {
		return "it recovers, and waits for a proposer to give it a ballot"
	}
	needed, fenced := a.sourcesOfRecovery(), 0
	var distrusted []paxos.NodeId
	for _, source := range r.sources {
		if source.fenced {
			fenced++
		}
		if source.distrusted {
			distrusted = append(distrusted, source.acceptor)
		}
	}
	switch {
	case fenced < needed:
		return fmt.Sprintf("it recovers, and waits for promises at round %d from %d others; %d have promised",
			r.ballot.Round, needed, fenced)
	case len(r.sources)-len(distrusted) < needed:
		return fmt.Sprintf("it recovers, and needs what %d others hold, but acceptors %s show what cannot be",
			needed, contract.ShowIds(distrusted))
	default:
		return fmt.Sprintf("it recovers, and copies what %d others hold; it has copied up to slot %d",
			needed, r.copiedThrough)
	}
}

// goOnRecovering asks for what the recovery needs next, and again for what did not come.
func (a *Acceptor) goOnRecovering() {
	if a.standing() != wit.Standing_Recovering {
		return
	}
	if a.recovery == nil {
		a.recovery = &recovery{}
	}
	if !a.admissions.all() {
		return
	}
	if !contract.IsSome(a.recovery.ballot) {
		a.askForBallot()
	}
	a.askSources()
}

// waits tells whether an answer may still be on its way.
func (a *Acceptor) waits(q question) bool {
	return q.call != 0 && a.now-q.sentAt < a.retry()
}

// askForBallot asks the leader first: it knows a ballot of its own when it meets it, and is elected again at once.
func (a *Acceptor) askForBallot() {
	r := a.recovery
	call := a.nextCall()
	proposers := a.admissions.proposers
	if a.waits(r.askedBallot) || len(proposers) == 0 {
		return
	}
	asked := proposers[r.turn%len(proposers)].id
	if leader := a.admissions.leader(); r.turn == 0 && leader != nil {
		asked = leader.id
	}
	r.turn++
	r.askedBallot = question{call, a.now}
	a.host.Admit(call, asked, wit.AdmitRequest{
		Acceptor: a.configuration.Self,
		Life:     a.life.Life,
		Standing: wit.Standing_Recovering,
		Above:    wit_types.Some(a.admissions.highestRound()),
	})
}

// ballotRefused: no proposer gives a ballot above a round that cannot be, so whoever has told it is asked again.
func (a *Acceptor) ballotRefused(call uint64) {
	r := a.recovery
	if r == nil || contract.IsSome(r.ballot) || !r.askedBallot.isOf(call) {
		return
	}
	r.askedBallot = question{}
	if highest := a.admissions.highest(); highest != nil {
		round := highest.answer.round
		highest.answer = nil
		a.say(contract.Error, "used round", highest.id,
			"proposer %d says that it has used round %d, which no other goes above", highest.id, round)
	}
}

func (a *Acceptor) ballotGiven(call uint64, from paxos.NodeId, ballot paxos.Ballot) {
	r := a.recovery
	if r == nil || contract.IsSome(r.ballot) || !r.askedBallot.isOf(call) ||
		ballot.Round <= a.admissions.highestRound() || ballot.Round > contract.MaxNumber || ballot.Proposer != from {
		return
	}
	r.ballot = ballot
	r.shown = make(map[paxos.Slot]paxos.AcceptedEntry)
	for _, acceptor := range a.configuration.Acceptors {
		if acceptor != a.configuration.Self {
			r.sources = append(r.sources, source{acceptor: acceptor})
		}
	}
	// What was promised before is at rounds that no proposer uses any more, or that none has ever used.
	a.host.StorePromised(ballot)
	a.promised = ballot
	a.askSources()
}

// askSources asks each source for its promise first, then for what it holds, a page at a time. None goes ahead of the
// others by more than a page, so memory is bounded.
func (a *Acceptor) askSources() {
	r := a.recovery
	if r == nil || !contract.IsSome(r.ballot) {
		return
	}
	covered, _ := r.coveredThrough(a.sourcesOfRecovery())
	for i := range r.sources {
		source := &r.sources[i]
		ahead := source.coveredThrough == wholly || source.coveredThrough > covered
		if a.waits(source.question) || source.distrusted || (source.fenced && ahead) {
			continue
		}
		source.question = question{a.nextCall(), a.now}
		if source.fenced {
			a.host.ReadAccepted(source.question.call, source.acceptor, wit.ReadAcceptedRequest{
				FirstSlot:  source.coveredThrough + 1,
				MaxEntries: max(a.configuration.MaxBatchEntries, 1),
			})
		} else {
			request := wit.PrepareRequest{Ballot: r.ballot, FirstSlot: 1, MaxEntries: 1}
			a.host.Prepare(source.question.call, source.acceptor, request)
		}
	}
}

// answered is the source that waits for the answer to this call, which it has now; nil where there is none.
func (a *Acceptor) answered(call uint64, from paxos.NodeId) *source {
	if a.recovery == nil {
		return nil
	}
	for i := range a.recovery.sources {
		if source := &a.recovery.sources[i]; source.acceptor == from && source.question.isOf(call) {
			source.question = question{}
			return source
		}
	}
	return nil
}

func (a *Acceptor) sourceRefused(from paxos.NodeId, refusal paxos.Refusal) {
	if !contract.IsPassing(refusal) {
		a.say(contract.Warn, "did not help", from, "acceptor %d did not help to recover: %s", from,
			contract.ShowRefusal(refusal))
	}
}

// PrepareAnswered takes the answer of another acceptor that was asked to promise.
func (a *Acceptor) PrepareAnswered(
	call uint64, from paxos.NodeId, result wit_types.Result[wit.PrepareOutcome, paxos.Refusal],
) {
	source := a.answered(call, from)
	if source == nil {
		return
	}
	if result.IsErr() {
		a.sourceRefused(from, result.Err())
		return
	}
	// Either way it accepts nothing below the ballot any more.
	ballot := a.recovery.ballot
	switch outcome := result.Ok(); outcome.Tag() {
	case wit.PrepareOutcome_Promised:
		source.fenced = source.fenced || outcome.Promised().Ballot == ballot
	default:
		rejected := outcome.Rejected()
		if err := a.configuration.CheckBallot(rejected); err != nil {
			a.say(contract.Warn, "did not help", from, "acceptor %d did not help to recover: %s", from, err)
			return
		}
		source.fenced = source.fenced || contract.Compare(rejected, ballot) > 0
	}
	a.askSources()
}

// AcceptedRead takes a page of what another acceptor holds.
func (a *Acceptor) AcceptedRead(
	call uint64, from paxos.NodeId, result wit_types.Result[wit.AcceptedPage, paxos.Refusal],
) {
	source := a.answered(call, from)
	if source == nil {
		return
	}
	if result.IsErr() {
		a.sourceRefused(from, result.Err())
		return
	}
	r, page := a.recovery, result.Ok()
	for _, shown := range page.Entries {
		// Rounds are counted up one by one, and the ballot was above them all a moment ago.
		err := contract.FirstOf(
			a.configuration.CheckAccepted(shown),
			contract.CheckStep("ballot.round", shown.Ballot.Round, r.ballot.Round),
		)
		if err != nil {
			// What such an entry stands for may be chosen: to copy the rest without it would be to forget it.
			source.distrusted = true
			a.log(contract.Error, "acceptor %d shows what cannot be in slot %d, and nothing is copied from it: %s",
				from, shown.Slot, err)
			return
		}
	}

	before := source.coveredThrough
	if !page.More {
		source.coveredThrough = wholly
	} else if count := len(page.Entries); count > 0 {
		source.coveredThrough = max(before, page.Entries[count-1].Slot)
	}
	for _, shown := range page.Entries {
		// What is copied already is settled without this page.
		if shown.Slot <= r.copiedThrough || shown.Slot <= before {
			continue
		}
		if known, ok := r.shown[shown.Slot]; !ok || contract.Compare(known.Ballot, shown.Ballot) < 0 {
			r.shown[shown.Slot] = shown
		}
	}
	a.copyWhatIsCovered()
	a.askSources()
}

// copyWhatIsCovered accepts what enough sources have shown: at the reserved ballot, or where a leader has proposed
// since at a higher one, at that.
func (a *Acceptor) copyWhatIsCovered() {
	r := a.recovery
	covered, enough := r.coveredThrough(a.sourcesOfRecovery())
	if !enough {
		return
	}
	near := a.takeNear(covered)
	highest := paxos.Ballot{}
	for i := range near {
		near[i].Ballot = contract.Higher(near[i].Ballot, r.ballot)
		highest = contract.Higher(highest, near[i].Ballot)
	}
	if contract.Compare(highest, a.promised) > 0 {
		a.host.StorePromised(highest)
		a.promised = highest
	}
	for batch := range slices.Chunk(near, int(max(a.configuration.MaxBatchEntries, 1))) {
		a.host.StoreAccepted(batch)
	}
	if len(near) > 0 {
		r.copiedThrough = near[len(near)-1].Slot
		a.highestAccepted = max(a.highestAccepted, r.copiedThrough)
	}
	if covered == wholly {
		a.recovered()
	}
}

// takeNear takes the entries up to a slot from what was shown: in ascending order, as far as they are near enough to
// one another to be real. A leader proposes only within a window after what is chosen, and enough sources show all that
// is: what comes after a longer gap was not proposed by one.
func (a *Acceptor) takeNear(covered paxos.Slot) []paxos.AcceptedEntry {
	r := a.recovery
	var settled []paxos.Slot
	for slot := range r.shown {
		if slot <= covered {
			settled = append(settled, slot)
		}
	}
	slices.Sort(settled)
	c := &a.configuration
	maxGap := maxGapWindows * uint64(max(c.MaxOpenSlots, c.MaxBatchEntries))
	end, tooFar := r.copiedThrough, false
	var near []paxos.AcceptedEntry
	for _, slot := range settled {
		if !tooFar && slot-end > maxGap {
			tooFar = true
			a.log(contract.Error, "an acceptor shows slot %d, where the log ends at %d: it is not copied", slot, end)
		}
		if !tooFar {
			near = append(near, r.shown[slot])
			end = slot
		}
		delete(r.shown, slot)
	}
	return near
}

func (a *Acceptor) recovered() {
	copied := a.recovery.copiedThrough
	a.recovery = nil
	a.live(LifeRecord{a.life.Life, WrittenVoting})
	// All proposers know of this life.
	a.admissions.admitted = true
	a.log(contract.Info, "recovered, with what is accepted up to slot %d: votes again", copied)
}
