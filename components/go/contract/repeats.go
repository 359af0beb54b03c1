package contract

import (
	"fmt"

	paxos "wit_component/paxos_types_types"
)

// The first pause after a line that comes again, and the longest, in milliseconds.
const (
	firstPauseMillis   = 10_000
	longestPauseMillis = 600_000
)

// Lines that are remembered; what is beyond is written each time.
const maxRemembered = 256

// A Subject is what a line is known by: the numbers in it may differ each time.
type Subject struct {
	Level Level
	About string
	Node  paxos.NodeId
}

type repeat struct {
	told, last, times, pause uint64
}

// Repeats has what is met again with every retry written once, and then how often it came: first after ten seconds,
// then after twice as long each time, up to ten minutes. What has not come for that long is new again.
type Repeats map[Subject]*repeat

// Write writes a line, unless it was written lately.
func (r Repeats) Write(log Log, now uint64, subject Subject, message string) {
	known := r[subject]
	if known == nil || since(now, known.last) > known.pause {
		if known != nil || len(r) < maxRemembered {
			r[subject] = &repeat{told: now, last: now, pause: firstPauseMillis}
		}
		log.Log(subject.Level, message)
		return
	}
	known.last = now
	known.times++
	silent := since(now, known.told)
	if silent < known.pause {
		return
	}
	log.Log(subject.Level, fmt.Sprintf("%s (the last of %d times in %d s)", message, known.times, silent/1000))
	known.told = now
	known.times = 0
	known.pause = min(2*known.pause, longestPauseMillis)
}

func since(now, then uint64) uint64 {
	return now - min(now, then)
}
