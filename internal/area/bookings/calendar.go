package bookings

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	ical "github.com/arran4/golang-ical"

	"ourdays/internal/area/directory"
	"ourdays/internal/platform/clock"
)

// happening is what a calendar needs to know of a person's place at a session
// beside the session itself (RFC 5545, 3.8.4.7 and 3.8.7).
type happening struct {
	uid      string // the same whatever becomes of the booking
	sequence int    // how often it changed; never falls
	changed  clock.Instant
	going    bool
}

// eventsOf makes one event a session of all bookings that a person ever had in
// some days: a place that was cancelled and booked anew is one event.
func eventsOf(list []Booking) map[string]happening {
	by := map[string]happening{}
	for _, b := range list {
		e, again := by[b.SessionID]
		if again {
			e.sequence++
		}
		e.uid = uidOf(b.PersonID, b.SessionID)
		e.sequence += b.Changes
		e.changed = later(e.changed, b.Made)
		if b.Changed.Valid {
			e.changed = later(e.changed, b.Changed.V)
		}
		e.going = e.going || b.Status != Cancelled
		by[b.SessionID] = e
	}
	return by
}

func later(a, b clock.Instant) clock.Instant {
	if b.After(a) {
		return b
	}
	return a
}

// uidOf names an event for ever, and tells nobody whose it is.
func uidOf(personID, sessionID string) string {
	sum := sha256.Sum256([]byte(personID + " " + sessionID))
	return hex.EncodeToString(sum[:16]) + "@ourdays"
}

// writeCalendar is the calendar's text (RFC 5545), without a METHOD: a calendar
// that is subscribed to invites nobody. Cancelled places stay in it as
// cancelled, because a reader may keep what merely disappears. Line ends and
// folding are the library's, which writes bare line feeds unless it is told.
func writeCalendar(cards []directory.Card, events map[string]happening, easy bool) string {
	cal := ical.NewCalendarFor("Ourdays")
	cal.SetProductId("-//Ourdays//Calendar//EN")
	cal.SetName("Ourdays")
	cal.SetXWRCalName("Ourdays")
	cal.SetRefreshInterval("PT1H")
	cal.SetXPublishedTTL("PT1H")
	if len(cards) == 0 {
		addNothing(cal)
	}
	for _, card := range cards {
		addEvent(cal, card, events[card.Session.ID], easy)
	}
	return cal.Serialize(ical.WithNewLineWindows)
}

// addNothing makes a calendar without events a whole one: RFC 5545, 3.6, wants
// one component at least, and a time zone is one that shows nothing.
func addNothing(cal *ical.Calendar) {
	zone := cal.AddTimezone("UTC").AddStandard()
	zone.SetProperty(ical.ComponentPropertyDtStart, "19700101T000000")
	zone.SetProperty(ical.ComponentProperty(ical.PropertyTzoffsetfrom), "+0000")
	zone.SetProperty(ical.ComponentProperty(ical.PropertyTzoffsetto), "+0000")
}

func addEvent(cal *ical.Calendar, card directory.Card, of happening, easy bool) {
	title := card.Activity.Title
	if easy && card.Activity.EasyTitle != "" {
		title = card.Activity.EasyTitle
	}
	e := cal.AddEvent(of.uid)
	// Without a METHOD this is the time of the last change (3.8.7.2), so the
	// text stays the same until there is one.
	e.SetDtStampTime(of.changed.Time())
	e.SetLastModifiedAt(of.changed.Time())
	e.SetSequence(of.sequence)
	e.SetStartAt(card.Session.Starts.Time())
	e.SetEndAt(card.Session.Ends.Time())
	e.SetSummary(title)
	if where := placeOf(card); where != "" {
		e.SetLocation(where)
	}
	status := ical.ObjectStatusConfirmed
	if !of.going {
		status = ical.ObjectStatusCancelled
	}
	e.SetStatus(status)
}

// placeOf names where a session is, each part once: "The Lanes, High Street, Crewe".
func placeOf(card directory.Card) string {
	var parts []string
	for _, p := range []string{card.Location.Name, card.Location.Address, card.Location.Town} {
		if p != "" && !slices.Contains(strings.Split(strings.Join(parts, ", "), ", "), p) {
			parts = append(parts, p)
		}
	}
	return strings.Join(parts, ", ")
}
