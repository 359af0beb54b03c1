package contract

import (
	"fmt"
	"slices"
	"testing"

	paxos "wit_component/paxos_types_types"
)

type lines []string

func (l *lines) Log(_ Level, message string) { *l = append(*l, message) }

func TestALineThatComesAgainAndAgainIsWrittenOnceAndThenLessAndLessOftenWithACount(t *testing.T) {
	var written lines
	repeats := Repeats{}
	for second := uint64(0); second <= 70; second++ {
		repeats.Write(&written, second*1000, Subject{Warn, "refused", 1}, fmt.Sprintf("no, %d", second))
	}
	want := []string{
		"no, 0",
		"no, 10 (the last of 10 times in 10 s)",
		"no, 30 (the last of 20 times in 20 s)",
		"no, 70 (the last of 40 times in 40 s)",
	}
	if !slices.Equal(written, want) {
		t.Fatalf("%q", written)
	}
}

func TestWhatHasNotComeForLongIsNewAgain(t *testing.T) {
	var written lines
	repeats := Repeats{}
	for _, now := range []uint64{0, 1, 10_002, 10_003} {
		repeats.Write(&written, now, Subject{Warn, "a", 1}, fmt.Sprint(now))
	}
	if !slices.Equal(written, []string{"0", "10002"}) {
		t.Fatalf("%q", written)
	}
}

func TestWhatIsAboutSomethingElseIsNoRepetition(t *testing.T) {
	var written lines
	repeats := Repeats{}
	for range 2 {
		for _, subject := range []Subject{{Warn, "a", 1}, {Error, "a", 1}, {Warn, "b", 1}, {Warn, "a", 2}} {
			repeats.Write(&written, 1, subject, "x")
		}
	}
	if len(written) != 4 {
		t.Fatalf("%q", written)
	}
}

func TestWhatIsRememberedIsBoundedAndTheRestIsWritten(t *testing.T) {
	var written lines
	repeats := Repeats{}
	for range 2 {
		for node := range paxos.NodeId(1000) {
			repeats.Write(&written, 1, Subject{Warn, "a", node}, "x")
		}
	}
	if len(repeats) != 256 || len(written) != 2000-256 {
		t.Fatalf("%d, %d", len(repeats), len(written))
	}
}
