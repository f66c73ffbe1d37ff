package people

import (
	"time"

	"ourdays/internal/platform/i18n"
)

// When is a time of the week that somebody wishes for: "on Friday morning". A part
// that is nought is any.
type When struct {
	Day  int // 1 Monday to 7 Sunday
	Part int // 1 morning, 2 afternoon, 3 evening, as Parts
}

// WantsWhen is when they wish for what they want.
func (p Person) WantsWhen() When { return When{p.WantsDay, p.WantsPart} }

// Said reports whether a time is wished for at all.
func (w When) Said() bool { return w != When{} }

// valid reports whether both are ones that there are.
func (w When) valid() bool { return w.Day >= 0 && w.Day <= days && w.Part >= 0 && w.Part <= len(Parts) }

// Text says it in the words of a voice: "on Friday morning", "on Friday", "in the
// morning"; without a time it is empty.
func (w When) Text(v i18n.Voice) string {
	if !w.valid() || !w.Said() {
		return ""
	}
	day := i18n.DayName(v, time.Weekday(w.Day%days))
	if w.Part == 0 {
		return i18n.T(v, "people.when.day", "day", day)
	}
	part := i18n.T(v, "people.part."+Parts[w.Part-1])
	if w.Day == 0 {
		return i18n.T(v, "people.when.part", "part", part)
	}
	return i18n.T(v, "people.when.both", "day", day, "part", part)
}
