package bookings

import (
	"ourdays/internal/area/framework"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/fail"
)

// Mark is what a provider has said of a place before the register is closed.
// Nothing is recorded or paid by it.
type Mark struct {
	Entry
	Marked clock.Instant
	Actor  string // their name
}

// merged joins what a page says of a place with the mark that is kept. A page
// that says nothing of it, or no code, may be older than the mark: the mark
// stays, so that nothing is lost between two pages or two telephones.
func merged(e, kept Entry) Entry {
	if e.Code == "" && e.Note == "" {
		return kept
	}
	if e.Code == "" {
		e.Code = kept.Code
	}
	return e
}

// marksOn joins what a page says of the live places of a session with the marks
// that are kept, and gives what changes. With everybody, whoever has no answer
// then came.
func marksOn(live []Booking, kept map[string]Mark, entries []Entry, everybody bool) []Entry {
	said := byBooking(entries)
	var changed []Entry
	for _, b := range live {
		before := kept[b.ID].Entry
		e := merged(said[b.ID], before)
		if e.Code == "" && everybody {
			e.Code = framework.Attended
		}
		e.BookingID = b.ID
		if before.BookingID = b.ID; e != before {
			changed = append(changed, e)
		}
	}
	return changed
}

func byBooking(entries []Entry) map[string]Entry {
	by := map[string]Entry{}
	for _, e := range entries {
		by[e.BookingID] = e
	}
	return by
}

// checkMarks holds marks to the rules that half a register can keep already.
func checkMarks(entries []Entry) error {
	var wrong []fail.Field
	for _, e := range entries {
		if _, ok := framework.DefaultTerms().Codes[e.Code]; !ok && e.Code != "" {
			wrong = append(wrong, fail.Field{Name: "code_" + e.BookingID, Key: "bookings.refused.code"})
		}
		wrong = append(wrong, checkNote(e)...)
	}
	return fail.Fields(wrong...)
}

// lastMark gives who said the newest of what is kept of a register; nobody when
// there is none.
func (r Register) lastMark() Mark {
	var last Mark
	for _, m := range r.Marks {
		if m.Marked.After(last.Marked) {
			last = m
		}
	}
	return last
}

// allMarked reports whether every live place has an answer.
func (r Register) allMarked() bool {
	for _, l := range r.Lines {
		if r.Marks[l.Booking.ID].Code == "" {
			return false
		}
	}
	return true
}
