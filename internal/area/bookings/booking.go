package bookings

import (
	"sort"
	"strconv"
	"time"

	"ourdays/internal/area/access"
	"ourdays/internal/area/directory"
	"ourdays/internal/area/framework"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/pence"
)

// Status is where a booking stands.
type Status string

// The states of a booking. A place is taken while it is Confirmed, and stays
// counted once it is Recorded.
const (
	Confirmed Status = "confirmed"
	Cancelled Status = "cancelled"
	Recorded  Status = "recorded" // a register says what became of it
)

// moves are the legal steps; every other one is refused.
var moves = map[Status]map[Status]bool{
	Confirmed: {Cancelled: true, Recorded: true},
	Cancelled: {Confirmed: true},
}

// CheckMove refuses an illegal step.
func (s Status) CheckMove(to Status) error {
	if moves[s][to] {
		return nil
	}
	return fail.New(fail.Conflict, "bookings.refused.moved_on")
}

// Booking is one person's place at one session.
type Booking struct {
	ID          string
	PersonID    string
	SessionID   string
	PlacementID string // empty when the person booked it alone
	Status      Status
	Ratio       int
	Support     int         // sixtieths of a worker that it takes
	Price       pence.Pence // to the council
	OwnPrice    pence.Pence // that the person pays at the door
	BudgetID    string
	Outcomes    db.List
	Day         clock.Date
	Made        clock.Instant
	MadeBy      string         // who booked it for the person, by name; empty for the person and for placements
	Attendance  framework.Code // of a recorded one, or of one cancelled by its person
	Towards     string         // the outcome that the note is about
	Note        string
	Feeling     Feeling
	FeelingBy   string // who said it for the person
	ChangedBy   string // who cancelled it, or took it back, for the person
	Changes     int    // how often it was cancelled or taken back: what a calendar is told
	Changed     clock.NullInstant
	Paid        pence.Pence // what the provider is owed for it
	Charged     int         // 1 when it counts in the person's contribution
	// WaitsFor is the provider whose register is to settle it, while none has; empty
	// for what nothing is paid or kept of any more.
	WaitsFor string
	// CorrectionID is the newest correction of what its register says, or empty.
	CorrectionID string
	// Turn rises whenever somebody locks the booking to write it, so that who read it
	// before is told. It means nothing else.
	Turn int
	// OffFrom is what the place was when its session was called off: confirmed, or the
	// code of its person's cancelling. Empty where there is nothing to have again.
	OffFrom string
	// TimesOn counts how often it was had again after that. What was posted for the place
	// before stays; each time has keys of its own.
	TimesOn int
}

// calledOff reports whether the place ended because its session was called off.
func (b Booking) calledOff() bool {
	return b.Status == Cancelled && b.Attendance == framework.ProviderCancelled
}

// MayHaveAgain reports whether a cancelled place can be taken back while its session is
// ahead.
func (b Booking) MayHaveAgain() bool {
	return b.Status == Cancelled && (!b.calledOff() || b.OffFrom != "")
}

// lost reports whether the place ended with the calling off of its session, and could be
// had again if the session is on.
func (b Booking) lost() bool {
	return b.calledOff() && b.OffFrom != ""
}

// without reports whether somebody was going and has no place since the calling off,
// though it can be had.
func (b Booking) without() bool {
	return b.lost() && b.OffFrom == string(Confirmed)
}

// posted names the place in the ledger.
func (b Booking) posted() string {
	if b.TimesOn == 0 {
		return b.ID
	}
	return b.ID + ":" + strconv.Itoa(b.TimesOn)
}

// helper names an actor who acts for a person; the person themself is nobody's
// helper, and neither is Ourdays.
func helper(a access.Actor) string {
	if a.Kind == access.Person || a.Kind == access.Machine {
		return ""
	}
	return a.Name
}

// OwnWord reports whether the person has said themself how it went: nobody who helps says
// it for them any more.
func (b Booking) OwnWord() bool { return b.Feeling != "" && b.FeelingBy == "" }

// Feeling is how it went, in the person's view.
type Feeling string

// The three faces.
const (
	Good Feeling = "good"
	OK   Feeling = "ok"
	Bad  Feeling = "bad"
)

// Feelings lists the faces in the order in which they are shown.
func Feelings() []Feeling { return []Feeling{Good, OK, Bad} }

// wholeWorker is a worker in the directory's sixtieths.
const wholeWorker = 60

// SupportOf is how much of a worker a person takes who shares one with others.
func SupportOf(ratio int) int {
	if ratio <= 0 {
		return 0
	}
	return wholeWorker / ratio
}

// Series is one person's regular bookings of a schedule.
type Series struct {
	PersonID    string
	PlacementID string
	ScheduleID  string
	From, To    clock.Date
	Ratio       int
	Prices      Prices // of a session
	BudgetID    string
	Outcomes    db.List
}

// PriceFrom is what a session costs from a day on.
type PriceFrom struct {
	Starts clock.Date
	Price  pence.Pence
}

// Prices are what sessions cost, in order of their days: the first until the
// second begins, and so on. Without any they cost nothing.
type Prices []PriceFrom

// On is what the session of a day costs.
func (p Prices) On(day clock.Date) pence.Pence {
	var price pence.Pence
	for i, s := range p {
		if i == 0 || !day.Before(s.Starts) {
			price = s.Price
		}
	}
	return price
}

// since gives what counts from a day on.
func (p Prices) since(day clock.Date) Prices {
	list := Prices{{Starts: day, Price: p.On(day)}}
	for i, s := range p {
		if i > 0 && s.Starts.After(day) {
			list = append(list, s)
		}
	}
	return list
}

// place is the booking of one session of the series.
func (s Series) place(ses directory.Session) Booking {
	return Booking{PersonID: s.PersonID, SessionID: ses.ID, PlacementID: s.PlacementID, Status: Confirmed,
		Ratio:   s.Ratio,
		Support: SupportOf(s.Ratio), Price: s.Prices.On(ses.Date), BudgetID: s.BudgetID, Outcomes: s.Outcomes,
		Day: ses.Date, WaitsFor: ses.OrganisationID}
}

// waiting is whose register is to settle a place in a state, of a session.
func (b Booking) waiting(in Status, ses directory.Session) string {
	if in == Confirmed || in == Cancelled && b.PlacementID != "" {
		return ses.OrganisationID
	}
	return ""
}

// noticeCode is what a cancelling at a moment comes to: in time, or short of
// the notice that the terms ask for.
func noticeCode(now, starts clock.Instant, notice time.Duration) framework.Code {
	if starts.Sub(now) >= notice {
		return framework.AbsentInTime
	}
	return framework.AbsentShort
}

// sortLines puts a week in the order in which it happens.
func sortLines(lines []Line) {
	sort.SliceStable(lines, func(i, j int) bool {
		a, b := lines[i].Card.Session, lines[j].Card.Session
		if a.Starts != b.Starts {
			return a.Starts.Before(b.Starts)
		}
		return a.ID < b.ID
	})
}

// newest gives one booking a session: the live one, or else the one that was
// made last. A place that was cancelled and booked anew is one thing.
func newest(list []Booking) []Booking {
	at := map[string]int{}
	var kept []Booking
	for _, b := range list {
		i, seen := at[b.SessionID]
		if !seen {
			at[b.SessionID] = len(kept)
			kept = append(kept, b)
			continue
		}
		if old := kept[i]; old.Status == Cancelled && (b.Status != Cancelled || b.Made.After(old.Made)) {
			kept[i] = b
		}
	}
	return kept
}
