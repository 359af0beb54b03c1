package learner

// How often a learner looks for votes it missed without knowing, and by how much that varies, in milliseconds.
const (
	pollMillis       = 1_000
	pollJitterMillis = 500
)

// How many retries an answer may take before it is given up.
const patienceRetries = 4

// Tick tells that time has passed. The clock never runs backwards here, whatever is told.
func (l *Learner) Tick(nowMillis, random uint64) {
	l.now = max(l.now, nowMillis)
	if !l.started {
		// A learner that starts looks at once for what was chosen while it was away.
		l.started = true
		l.catchUp.waitingSince = l.now
		l.catchUp.pollAt = l.now
	}
	l.expireReads(max(uint64(l.configuration.ElectionTimeoutMillis), patienceRetries*l.retry()))

	missing := l.isBehind() && l.since(l.catchUp.waitingSince) >= l.retry() && l.now >= l.catchUp.fetchAt
	if missing || l.now >= l.catchUp.pollAt {
		l.catchUp.fetchAt = l.after(l.retry())
		l.catchUp.pollAt = l.after(pollMillis + random%pollJitterMillis)
		l.fetch()
	}
	l.askForResolution()
}
