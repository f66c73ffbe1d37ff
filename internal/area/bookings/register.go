package bookings

import (
	"sort"

	"ourdays/internal/area/framework"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/pence"
)

// Entry is what a register says of one booking.
type Entry struct {
	BookingID string
	Code      framework.Code
	Towards   string // an outcome of the booking, or empty
	Note      string // what the person did towards it, in a line
}

// longestNote bounds a line towards an outcome, in letters.
const longestNote = 300

// checkRegister holds a register to its rules: each booking that is live has
// one entry with a known code, and a note belongs to one of its outcomes. An
// entry for a booking that is not live means that the page is old.
func checkRegister(live []Booking, entries []Entry) error {
	byID := byBooking(entries)
	known := map[string]bool{}
	var wrong []fail.Field
	for _, b := range live {
		known[b.ID] = true
		wrong = append(wrong, checkEntry(b, byID[b.ID])...)
	}
	for _, e := range entries {
		if !known[e.BookingID] {
			return fail.New(fail.Conflict, "bookings.refused.list_changed")
		}
	}
	return fail.Fields(wrong...)
}

func checkEntry(b Booking, e Entry) []fail.Field {
	var wrong []fail.Field
	if _, ok := framework.DefaultTerms().Codes[e.Code]; !ok {
		wrong = append(wrong, fail.Field{Name: "code_" + b.ID, Key: "bookings.refused.code"})
	}
	e.BookingID = b.ID
	wrong = append(wrong, checkNote(e)...)
	if e.Towards != "" && !b.Outcomes.Has(e.Towards) || e.Note != "" && e.Towards == "" && len(b.Outcomes) > 0 {
		wrong = append(wrong, fail.Field{Name: "towards_" + b.ID, Key: "bookings.refused.towards"})
	}
	return wrong
}

func checkNote(e Entry) []fail.Field {
	if len([]rune(e.Note)) <= longestNote {
		return nil
	}
	return []fail.Field{{Name: "note_" + e.BookingID, Key: "bookings.refused.note",
		Args: []any{"most", longestNote}}}
}

// settled is a booking as a closed register leaves it.
type settled struct {
	Booking
	Free pence.Pence // goes back to the budget
	was  Status      // before it was settled
}

// settle works out what one booking comes to. earlier are the person's older
// recorded places of the same placement, the newest first.
func settle(b Booking, e Entry, terms framework.Terms, earlier []Past) settled {
	m, was := terms.Codes[e.Code], b.Status
	b.Attendance, b.Towards, b.Note = e.Code, e.Towards, e.Note
	b.Paid = m.Owed(b.Price, daysAway(b.Day, earlier))
	b.Charged = charged(m)
	if b.Status == Confirmed {
		b.Status = Recorded
	}
	return settled{b, b.Price - b.Paid, was}
}

// charged is how often a place counts in what its person contributes to.
func charged(m framework.Meaning) int {
	if m.Chargeable {
		return 1
	}
	return 0
}

// Past is one older place of a placement and what became of it.
type Past struct {
	Day        clock.Date
	Attendance framework.Code
}

// daysAway counts the days since a run of hospital or holiday began; 0 when the
// day itself begins it.
func daysAway(day clock.Date, earlier []Past) int {
	first := day
	for _, p := range earlier {
		if p.Attendance != framework.Hospital && p.Attendance != framework.Holiday {
			break
		}
		first = p.Day
	}
	return day.DaysSince(first)
}

func sortByName(lines []RegisterLine) {
	sort.SliceStable(lines, func(i, j int) bool {
		return lines[i].Name < lines[j].Name || lines[i].Name == lines[j].Name &&
			lines[i].Booking.ID < lines[j].Booking.ID
	})
}
