package bookings

import (
	"slices"
	"time"

	"ourdays/internal/area/directory"
	"ourdays/internal/area/framework"
	"ourdays/internal/area/people"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/web"
)

// sampleRegister is the register of the sample bowling, for three people; one
// more cannot come.
func sampleRegister(card directory.Card) Register {
	friends, fit := Aim{"friends", "make friends"}, Aim{"fit", "get fit"}
	place := func(id string, ratio int, aims ...Aim) Booking {
		b := Booking{ID: id, SessionID: card.Session.ID, PlacementID: "p" + id, Status: Confirmed, Ratio: ratio,
			Price: 2450}
		for _, a := range aims {
			b.Outcomes = append(b.Outcomes, a.ID)
		}
		return b
	}
	return Register{Card: card, Today: card.Session.Date, Open: true,
		Lines: []RegisterLine{
			{Booking: place("jo", 4, friends), Name: "Jo Bright", Help: "Use signs and pictures.",
				Needs: people.NeedsOf([]string{"step_free", "quiet"}), Outcomes: []Aim{friends}},
			{Booking: place("lee", 3, friends, fit), Name: "Lee Okoro", Outcomes: []Aim{friends, fit}},
			{Booking: place("sam", 1), Name: "Sam Achebe", Help: "Give me time to answer."}},
		Gone: []RegisterLine{{Booking: place("priya", 4), Name: "Priya Kaur"}}}
}

// settledSample is the register as it is closed.
func settledSample(r Register) Register {
	terms := framework.DefaultTerms()
	r.Closed, r.Closing = true, Closing{Closed: r.Card.Session.Ends, Actor: "Beth Lowe"}
	r.Lines, r.Gone = append([]RegisterLine{}, r.Lines...), append([]RegisterLine{}, r.Gone...)
	for i, e := range []Entry{{Code: framework.Attended, Towards: "friends", Note: "Asked Sam to play"},
		{Code: framework.NoShow},
		{Code: framework.PartAttended}} {
		r.Lines[i].Booking = settle(r.Lines[i].Booking, e, terms, nil).Booking
	}
	r.Gone[0].Booking = settle(r.Gone[0].Booking, Entry{Code: framework.AbsentInTime}, terms, nil).Booking
	return r
}

// correctedSample is the closed register after one line was corrected.
func correctedSample(r Register) Register {
	r = settledSample(r)
	b := r.Lines[1].Booking
	b.CorrectionID = "first"
	r.Lines[1].Booking, r.MayCorrect = b, true
	r.Corrections = map[string][]Correction{b.ID: {{ID: "first", BookingID: b.ID, At: r.Card.Session.Ends,
		Actor: "Beth Lowe", Reason: "I ticked the wrong line", WasCode: framework.ProviderCancelled,
		Code: b.Attendance, Paid: b.Paid}}}
	return r
}

// correctSample is the page that corrects that line.
func correctSample(r Register) correctForm {
	r = correctedSample(r)
	l := r.Lines[1]
	return correctForm{line: l, registerForm: registerForm{Register: r,
		typed: byBooking([]Entry{l.Booking.entry()})}}
}

// markedSample is the register after somebody marked everybody.
func markedSample(r Register) Register {
	r.Marks = map[string]Mark{}
	for _, l := range r.Lines {
		r.Marks[l.Booking.ID] = Mark{Entry{BookingID: l.Booking.ID, Code: framework.Attended}, r.Card.Session.Ends,
			"Beth Lowe"}
	}
	return r
}

// sampleEarlier is a month of earlier registers, two of which wait.
func sampleEarlier(cards []directory.Card) earlierView {
	month := clock.D(2026, time.October, 1)
	closed := SessionLine{Card: cards[0], People: 3, Begun: true, Closed: true}
	mended := SessionLine{Card: cards[1], People: 1, Begun: true, Closed: true, Corrected: true}
	return earlierView{today: clock.D(2026, time.November, 24), Earlier: Earlier{
		Asked:        Asked{Month: month, Page: 1, OpenPage: 1},
		Organisation: cards[0].Organisation, More: true, MoreOpen: true,
		Open:   []SessionLine{{Card: cards[2], People: 2, Begun: true}},
		Closed: []SessionLine{closed, mended}, Before: month.AddMonths(-1), After: month.AddMonths(1)}}
}

// typedWrong is a register of which much is wrong, as its rules tell it.
func typedWrong(r Register) (registerForm, []fail.Field) {
	entries := []Entry{{BookingID: "jo", Code: framework.Attended, Towards: "friends", Note: "Won a game"},
		{BookingID: "lee", Code: framework.Attended, Note: "Ran to the bus"},
		{BookingID: "sam"}}
	f := registerForm{Register: r, typed: byBooking(entries)}
	var live []Booking
	for i := range entries {
		live = append(live, r.Lines[i].Booking)
	}
	if e, ok := fail.As(checkRegister(live, entries)); ok {
		nameFields(e.Fields, r.Lines)
		return f, e.Fields
	}
	return f, nil
}

// calledOff is a card whose session was called off.
func calledOff(card directory.Card) directory.Card {
	card.Session.Status = directory.SessionCancelled
	return card
}

// sampleWhy is why it was.
func sampleWhy(card directory.Card) directory.Off {
	return directory.Off{SessionID: card.Session.ID, Reason: "building_shut", Words: "The heating has failed.",
		Actor: "Beth Lowe", At: card.Session.Starts.Add(-26 * time.Hour)}
}

// offSamples are the states of calling a session off.
func offSamples(sample func(string, func(*web.Ctx) web.Page) web.Sample, ahead Register) []web.Sample {
	was := ahead
	was.Card, was.Why = calledOff(ahead.Card), sampleWhy(ahead.Card)
	was.Lines, was.Gone = nil, slices.Clone(ahead.Lines)
	for i := range was.Gone {
		b := &was.Gone[i].Booking
		b.Status, b.Attendance, b.OffFrom = Cancelled, framework.ProviderCancelled, string(Confirmed)
	}
	day := ahead.Card.Session.Date
	was.Card.Session.Start, was.Card.Session.End = was.Card.Session.Start+180, was.Card.Session.End+180
	list := daysAhead{from: day, today: day.AddDays(-7), lines: []SessionLine{{Card: ahead.Card, People: 3},
		{Card: was.Card}}}
	many := list
	many.lines = nil
	for i := range mostListed + 1 {
		l := SessionLine{Card: ahead.Card, People: 3}
		l.Card.Session.Date, l.Card.Session.Start = day.AddDays(i/20), i%20*60
		l.Card.Session.End = l.Card.Session.Start + 60
		many.lines = append(many.lines, l)
	}
	return []web.Sample{
		sample("sessions-ahead", func(c *web.Ctx) web.Page { return aheadPage(c, list) }),
		sample("sessions-sifted", func(c *web.Ctx) web.Page {
			return siftedPage(c, sift{place: atHome, lines: list.lines})
		}),
		sample("sessions-sifted-none", func(c *web.Ctx) web.Page { return siftedPage(c, sift{place: atHome}) }),
		sample("sessions-many", func(c *web.Ctx) web.Page { return aheadPage(c, many) }),
		sample("call-off", func(c *web.Ctx) web.Page { return offPage(c, offForm{Register: ahead}) }),
		sample("call-off-refused", func(c *web.Ctx) web.Page {
			why := directory.Off{Reason: directory.OtherReason}
			p := offPage(c, offForm{Register: ahead, typed: why})
			if e, ok := fail.As(why.Check()); ok {
				p.Errors = e.Fields
			}
			return p
		}),
		sample("register-called-off", func(c *web.Ctx) web.Page {
			return registerPage(c, registerForm{Register: was})
		}),
	}
}

// Samples are the states of this area's pages, for the gallery.
func Samples() []web.Sample {
	cards := directory.SampleCards()
	for i := range cards {
		cards[i].Session.Status = directory.SessionOpen
	}
	r := sampleRegister(cards[0])
	early, nobody := r, Register{Card: cards[2], Open: true}
	early.Open = false
	wrong, fields := typedWrong(r)
	going := Shown{Line: Line{Booking: Booking{ID: "jo", Status: Confirmed, PlacementID: "p",
		Outcomes: db.List{"friends"}},
		Card: cards[0], Friends: []string{"Sam A."}},
		Notice: 48, MayBook: true, MaySay: true}
	off, over, helped := going, going, going
	off.Card, off.Friends, off.Why = calledOff(cards[0]), nil, sampleWhy(cards[0])
	over.Begun, over.Over, over.Booking.Feeling = true, true, Good
	helped.Booking.Status, helped.Booking.ChangedBy = Cancelled, "Grace Bright"
	sessions := sessionGroups{today: []SessionLine{{Card: cards[0], People: 3, Begun: true},
		{Card: calledOff(cards[1]), People: 2}}, later: []SessionLine{{Card: cards[2], People: 6}}}
	sample := func(name string, make func(c *web.Ctx) web.Page) web.Sample {
		return web.Sample{Area: "bookings", Name: name, Make: make}
	}
	return append(offSamples(sample, early),
		sample("sessions", func(c *web.Ctx) web.Page { return sessionsPage(c, sessions) }),
		sample("sessions-older", func(c *web.Ctx) web.Page {
			return sessionsPage(c, sessionGroups{older: 2, cut: true})
		}),
		sample("sessions-none", func(c *web.Ctx) web.Page { return sessionsPage(c, sessionGroups{}) }),
		sample("earlier", func(c *web.Ctx) web.Page { return earlierPage(c, sampleEarlier(cards)) }),
		sample("earlier-none", func(c *web.Ctx) web.Page {
			v := sampleEarlier(cards)
			v.Open, v.Closed, v.MoreOpen, v.More = nil, nil, false, false
			return earlierPage(c, v)
		}),
		sample("earlier-council", func(c *web.Ctx) web.Page {
			v := sampleEarlier(cards)
			v.council, v.providers = true, []directory.Organisation{v.Organisation}
			return earlierPage(c, v)
		}),
		sample("register", func(c *web.Ctx) web.Page { return registerPage(c, registerForm{Register: r}) }),
		sample("register-marked", func(c *web.Ctx) web.Page {
			return registerPage(c, registerForm{Register: markedSample(r)})
		}),
		sample("register-early", func(c *web.Ctx) web.Page {
			return registerPage(c, registerForm{Register: early})
		}),
		sample("register-nobody", func(c *web.Ctx) web.Page {
			return registerPage(c, registerForm{Register: nobody})
		}),
		sample("register-closed", func(c *web.Ctx) web.Page {
			return registerPage(c, registerForm{Register: settledSample(r)})
		}),
		sample("register-corrected", func(c *web.Ctx) web.Page {
			return registerPage(c, registerForm{Register: correctedSample(r)})
		}),
		sample("correct", func(c *web.Ctx) web.Page { return correctPage(c, correctSample(r)) }),
		sample("correct-late", func(c *web.Ctx) web.Page {
			f := correctSample(r)
			f.MayCorrect = false
			return correctPage(c, f)
		}),
		sample("register-refused", func(c *web.Ctx) web.Page {
			p := registerPage(c, wrong)
			p.Errors = fields
			return p
		}),
		sample("book", func(c *web.Ctx) web.Page { return bookPage(c, cards[1], false) }),
		sample("busy", func(c *web.Ctx) web.Page { return bookPage(c, cards[1], true) }),
		sample("booking", func(c *web.Ctx) web.Page { return bookingPage(c, going) }),
		sample("booking-called-off", func(c *web.Ctx) web.Page { return bookingPage(c, off) }),
		sample("booking-over", func(c *web.Ctx) web.Page { return bookingPage(c, over) }),
		sample("booking-cancelled", func(c *web.Ctx) web.Page { return bookingPage(c, helped) }),
		sample("cancel-late", func(c *web.Ctx) web.Page { return cancelPage(c, going) }),
		sample("calendar", func(c *web.Ctx) web.Page {
			return feedPage(c, Feed{On: true, May: true}, "https://ourdays.example/calendar/sample.ics")
		}),
		sample("calendar-none", func(c *web.Ctx) web.Page { return feedPage(c, Feed{May: true}, "") }),
	)
}
