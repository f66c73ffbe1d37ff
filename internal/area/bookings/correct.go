package bookings

import (
	"fmt"
	"strings"

	"ourdays/internal/area/access"
	"ourdays/internal/area/framework"
	"ourdays/internal/area/funds"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/pence"
)

// DaysToCorrect is how long its provider may correct a closed register: to the
// end of that many days after the day on which it was closed, four weeks, which
// is how often contributions are billed. After that only the council's finance
// officers may, whose work provider payments are. This is the one place that
// says so: pages and refusals are told from here.
const DaysToCorrect = 28

// A reason for a correction is a line that somebody else understands, in letters.
const (
	shortestReason = 5
	longestReason  = 300
)

// lastDay is the last day on which the provider may correct the register.
func (c Closing) lastDay() clock.Date {
	day, _ := clock.London(c.Closed)
	return day.AddDays(DaysToCorrect)
}

// correctableBy reports whether somebody who may correct a register may still
// correct this one.
func (c Closing) correctableBy(a access.Actor, today clock.Date) bool {
	return ofCouncil(a) || a.Kind == access.Machine || !today.After(c.lastDay())
}

// ofCouncil reports whether somebody answers for what providers are paid.
func ofCouncil(a access.Actor) bool { return a.Is(access.RoleFinance) }

// canCorrect reports whether a line of a closed register can be corrected: what the
// register recorded, and a place that its person had cancelled.
func (b Booking) canCorrect() bool {
	return b.Status == Recorded || b.Status == Cancelled && b.Attendance != ""
}

// ownGone reports whether it is a place that its person booked themselves, without a
// placement, and cancelled.
func (b Booking) ownGone() bool {
	return b.Status == Cancelled && b.PlacementID == "" && b.Attendance != framework.ProviderCancelled
}

// cameAnyway reports whether a code says that somebody came who had cancelled.
func (b Booking) cameAnyway(code framework.Code, terms framework.Terms) bool {
	return b.Status == Cancelled && terms.Codes[code].Delivered != framework.NothingDelivered
}

// Fix is what a line of a closed register should say, and why.
type Fix struct {
	Entry
	Seen   string // the newest correction that its page showed, empty without any
	Reason string
}

// check holds a correction to its rules: a known code, a line about one of the
// place's outcomes, a reason, and something that changes.
func (f Fix) check(b Booking) error {
	wrong := checkEntry(b, f.Entry)
	if n := len([]rune(f.Reason)); n < shortestReason || n > longestReason {
		wrong = append(wrong, fail.Field{Name: "reason", Key: "bookings.refused.why",
			Args: []any{"least", shortestReason, "most", longestReason}})
	}
	if len(wrong) == 0 && f.Entry == b.entry() {
		wrong = append(wrong, fail.Field{Name: "code_" + b.ID, Key: "bookings.refused.same"})
	}
	return fail.Fields(wrong...)
}

// entry is what a closed register says of a place.
func (b Booking) entry() Entry {
	return Entry{BookingID: b.ID, Code: b.Attendance, Towards: b.Towards, Note: b.Note}
}

// Correction is one correction of one line of a closed register. The newest of
// a place is what stands.
type Correction struct {
	ID         string
	BookingID  string
	Prior      string // the correction before, empty of the first
	At         clock.Instant
	ActorID    string
	Actor      string // their name
	Council    int    // 1 when the council did it, 0 when the provider did
	Reason     string
	Follows    string // the correction of another day that made this one necessary, or empty
	WasCode    framework.Code
	WasTowards string
	WasNote    string
	WasPaid    pence.Pence
	Code       framework.Code
	Towards    string
	Note       string
	Paid       pence.Pence
}

// corrected is a place before and after its correction.
type corrected struct {
	Correction
	before, after Booking
}

// because makes the correction that leads from one state of a place to another.
func because(before, after Booking, c Correction) corrected {
	c.BookingID, c.Prior = before.ID, before.CorrectionID
	c.WasCode, c.WasTowards, c.WasNote, c.WasPaid = before.Attendance, before.Towards, before.Note, before.Paid
	c.Code, c.Towards, c.Note, c.Paid = after.Attendance, after.Towards, after.Note, after.Paid
	return corrected{c, before, after}
}

// money is what the correction moves in the place's budget, if it moves any.
func (c corrected) money() (funds.Corrected, bool) {
	b := c.before
	share := func(paid pence.Pence) funds.Share { return funds.Share{Paid: paid, Free: b.Price - paid} }
	return funds.Corrected{ID: c.ID, BudgetID: b.BudgetID, Was: share(c.WasPaid), Now: share(c.Paid)},
		b.BudgetID != "" && b.PlacementID != "" && c.WasPaid != c.Paid
}

// touch is the audit line of a correction: what it is about, what was there
// before, and why.
func (c corrected) touch() access.Touch {
	return access.Touch{PersonID: c.before.PersonID, On: c.before.Day, Reason: c.Reason,
		Thing: fmt.Sprintf("%s: %s, %s before", c.BookingID, c.WasCode, c.WasPaid)}
}

// change is what the correction changes of what the placement cost.
func (c corrected) change() Change {
	return Change{PlacementID: c.before.PlacementID, Day: c.before.Day, Spent: c.Paid - c.WasPaid}
}

// away reports whether a code belongs to a run of hospital or holiday, of which
// only the first weeks are paid.
func away(c framework.Code) bool { return c == framework.Hospital || c == framework.Holiday }

// resettle works out what later places of a placement come to, the oldest
// first, whose run of absence begins elsewhere since b was corrected. earlier
// are the placement's places before b, the newest first.
func resettle(b Booking, later []Booking, terms framework.Terms, earlier []Past) []Booking {
	var list []Booking
	for _, l := range later {
		if !away(l.Attendance) {
			break
		}
		earlier = append([]Past{{b.Day, b.Attendance}}, earlier...)
		b = settle(l, l.entry(), terms, earlier).Booking
		if b.Paid != l.Paid {
			list = append(list, b)
		}
	}
	return list
}

// trimmed is a correction without the spaces around what was typed.
func (f Fix) trimmed() Fix {
	f.Reason = strings.TrimSpace(f.Reason)
	return f
}
