package directory

import (
	"slices"

	"ourdays/internal/area/access"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/fail"
)

// Off is why a session was called off, and by whom.
type Off struct {
	SessionID string
	Reason    string // one of OffReasons
	Words     string // what they add, for everybody who was going; or empty
	ActorID   string
	Actor     string // their name
	At        clock.Instant
}

// OtherReason is the reason that only words tell.
const OtherReason = "another"

// OffReasons lists why a session is called off, in the order in which a page
// offers it.
func OffReasons() []string {
	return []string{"worker_ill", "building_shut", "weather", "too_few", OtherReason}
}

// What is added to a reason is a line or two, in letters.
const (
	shortestOff = 5
	longestOff  = 200
)

// Check says what is wrong with a reason: it is one of the list, and another one
// is told in words.
func (o Off) Check() error {
	var wrong []fail.Field
	if !slices.Contains(OffReasons(), o.Reason) {
		wrong = append(wrong, fail.Field{Name: "reason", Key: "directory.refused.off_reason"})
	}
	n := len([]rune(o.Words))
	if n > longestOff {
		wrong = append(wrong, fail.Field{Name: "words", Key: "directory.refused.off_long",
			Args: []any{"most", longestOff}})
	}
	if o.Reason == OtherReason && n < shortestOff {
		wrong = append(wrong, fail.Field{Name: "words", Key: "directory.refused.off_words"})
	}
	return fail.Fields(wrong...)
}

// checkPutOn says whether a session can be put on again at a moment: one that is called
// off, while it has not begun. Then people can still come, and nothing of it is settled.
func (s Session) checkPutOn(now clock.Instant) error {
	if s.Status != SessionCancelled {
		return onAlready()
	}
	if !s.Starts.After(now) {
		return fail.New(fail.Conflict, "directory.refused.on_begun")
	}
	return nil
}

func onAlready() error { return fail.New(fail.Conflict, "directory.refused.on_already") }

// PutOn tells, in the transaction that does it, that a session which was called off
// takes place after all: who lost their places there has them again.
type PutOn struct {
	Session Session // as it is now
	By      access.Actor
}

// CalledOff tells, in the transaction that does it, that a session was called
// off: who keeps places there gives them back.
type CalledOff struct {
	Session Session // as it is now
	By      access.Actor
	Why     Off
}
