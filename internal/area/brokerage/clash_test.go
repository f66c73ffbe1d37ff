package brokerage_test

import (
	"context"
	"testing"

	"ourdays/internal/area/access"
	"ourdays/internal/area/directory"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/i18n"
)

// openTo opens something to all at the hour of a schedule, and gives its sessions.
func (h *house) openTo(t *testing.T, title, scheduleID string) []directory.Session {
	t.Helper()
	var list []directory.Session
	h.in(t, func(ctx context.Context, tx *db.Tx) error {
		sch, err := h.directory.ScheduleByID(ctx, tx, scheduleID)
		if err != nil {
			return err
		}
		act, err := h.directory.Publish(ctx, tx, access.System, directory.Activity{OrganisationID: h.org, Title: title, Kind: "arts",
			OwnPrice: 300})
		if err != nil {
			return err
		}
		made, err := h.directory.AddSchedule(ctx, tx, access.System, directory.Schedule{ActivityID: act.ID, OnlineAt: "https://clay.example",
			RRule: sch.RRule, Start: sch.Start + 60, End: sch.End + 60, From: sch.From, Places: 4, Support: 60})
		if err != nil {
			return err
		}
		if err := h.directory.ExtendSessions(ctx, tx, clock.D(2027, 2, 21)); err != nil {
			return err
		}
		list, err = h.directory.SessionsOfSchedule(ctx, tx, made.ID, today, clock.D(2027, 2, 21))
		return err
	})
	return list
}

// double counts what check says of places that overlap.
func (h *house) double(t *testing.T) (n int) {
	t.Helper()
	h.in(t, func(ctx context.Context, tx *db.Tx) error {
		found, err := h.Bookings.Breaches(ctx, tx)
		n = len(found)
		return err
	})
	return n
}

func TestAnAcceptedPlaceNeverBooksOverWhatThePersonBooked(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		p := h.toOffered(t)[0]
		clay := h.openTo(t, "Clay", p.ScheduleID)
		own, err := h.Bookings.Book(t.Context(), h.person, clay[3].ID, h.jo)
		must(t, err)
		before, taken := h.budget(t), h.taken(t)
		err = h.brokerage.Accept(t.Context(), h.provider, p.ID)
		refused(t, err, fail.Conflict, "bookings.refused.series_clash")
		if e, _ := fail.As(err); e != nil && len(e.Args) > 1 && e.Args[1] != i18n.Date(i18n.Standard, clay[3].Date) {
			t.Errorf("the day that is named is %v", e.Args)
		}
		if h.budget(t) != before || h.taken(t) != taken || h.double(t) != 0 {
			t.Errorf("the budget went from %+v to %+v, %d places are double", before, h.budget(t), h.double(t))
		}
		must(t, h.Bookings.Cancel(t.Context(), h.person, own.ID))
		must(t, h.brokerage.Accept(t.Context(), h.provider, p.ID))
		if _, err := h.Bookings.Book(t.Context(), h.person, clay[2].ID, h.jo); fail.KindOf(err) != fail.Conflict {
			t.Errorf("booked over the placement: %v", err)
		}
		h.check(t)
	})
}

func TestOfAYesAndAnOwnBookingAtOnceOneIsRefused(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		for _, p := range h.toOffered(t) {
			clay := h.openTo(t, "Clay beside "+p.ID, p.ScheduleID)
			won := race(t, 2, func(i int) error {
				if i == 0 {
					return h.brokerage.Accept(t.Context(), h.provider, p.ID)
				}
				_, err := h.Bookings.Book(t.Context(), h.person, clay[3].ID, h.jo)
				return err
			})
			if won != 1 || h.double(t) != 0 {
				t.Errorf("%d of the two went through, %d places are double", won, h.double(t))
			}
		}
		h.check(t)
	})
}

func TestAWorkerWhoResumesAPlaceIsToldOfAnOwnBooking(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		p := h.toPlaced(t)[0]
		clay := h.openTo(t, "Clay", p.ScheduleID)
		h.d.SetClock(clock.Fixed(clock.At(p.From, 8*60)))
		_, err := h.brokerage.Keep(t.Context(), access.System)
		must(t, err)
		must(t, h.brokerage.Suspend(t.Context(), h.worker, p.ID, "A stay in hospital."))
		_, err = h.Bookings.Book(t.Context(), h.person, clay[3].ID, h.jo)
		must(t, err)
		refused(t, h.brokerage.Resume(t.Context(), h.worker, p.ID), fail.Conflict, "bookings.refused.series_clash")
		if h.double(t) != 0 {
			t.Error("Jo has two places at one time")
		}
		h.check(t)
	})
}

func TestABrokerIsToldOfWhatThePersonBookedAlone(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		r := h.withBroker(t)
		clay := h.openTo(t, "Clay", h.schedule["Bowling"])
		own, err := h.Bookings.Book(t.Context(), h.person, clay[3].ID, h.jo)
		must(t, err)
		o, err := h.brokerage.NewWeek(t.Context(), h.broker, r.ID)
		must(t, err)
		refused(t, h.brokerage.AddItem(t.Context(), h.broker, o.ID, h.schedule["Bowling"]), fail.Invalid, "brokerage.why_not.clash")
		must(t, h.Bookings.Cancel(t.Context(), h.person, own.ID))
		must(t, h.brokerage.AddItem(t.Context(), h.broker, o.ID, h.schedule["Bowling"]))
		h.check(t)
	})
}

func TestASessionThatIsMadeLaterIsNotBookedOverWhatThePersonBooked(t *testing.T) {
	eachUnplanned(t, func(t *testing.T, h *house) {
		h.planFor(t, clock.D(2027, 2, 21))
		p := h.toPlaced(t)[0]
		clay := h.openTo(t, "Clay", p.ScheduleID)
		last := clay[len(clay)-2]
		_, err := h.Bookings.Book(t.Context(), h.person, last.ID, h.jo)
		must(t, err)
		for range 2 {
			_, err := h.brokerage.Keep(t.Context(), access.System)
			must(t, err)
		}
		if h.double(t) != 0 {
			t.Error("Jo has two places at one time")
		}
		want := map[clock.Date]int{last.Date: 0, last.Date.AddDays(-7): 1, last.Date.AddDays(7): 1}
		for _, ses := range h.sessions(t) {
			if n, asked := want[ses.Date]; asked && ses.ScheduleID == p.ScheduleID && ses.Taken != n {
				t.Errorf("%d places are taken on %s, want %d", ses.Taken, ses.Date, n)
			}
		}
		h.check(t)
	})
}

// A sentence of Easy Read calls an activity as Easy Read does, wherever a title stands in it.
func TestEasyReadCallsAnActivityByItsEasyTitle(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		h.harm(t, `UPDATE activity SET easy_title = 'Ten pins' WHERE title = 'Bowling'`)
		h.harm(t, `UPDATE activity SET easy_title = 'Singing' WHERE title = 'Choir'`)
		h.harm(t, `UPDATE person SET wants = 'I want to sing and to bowl', wants_day = 2, wants_part = 2`)
		r := h.withBroker(t)
		o := h.handMade(t, r.ID, "Choir")
		builder := h.as(t, h.broker).Get("/referrals/" + r.ID + "/options?option=" + o.ID + "&voice=en-easy")
		builder.Shows(t, "Singing")
		for _, standard := range []string{"Choir", "Bowling"} {
			for _, sentence := range []string{"Same time as " + standard + ".", standard + " : ", "· " + standard, standard + " Choir hall"} {
				lacks(t, builder, sentence)
			}
		}
		must(t, h.brokerage.Show(t.Context(), h.broker, o.ID))
		clay := h.openTo(t, "Clay", h.schedule["Choir"])
		h.harm(t, `UPDATE activity SET easy_title = 'Making pots' WHERE title = 'Clay'`)
		_, err := h.Bookings.Book(t.Context(), h.person, clay[2].ID, h.jo)
		must(t, err)
		path := "/me/choose/" + r.ID
		h.as(t, h.person).Get(path+"?voice=en-easy").Shows(t, "Singing : on Tuesday afternoon, as you said",
			"Same time as Making pots (Tuesday 8 December).")
		h.as(t, h.person).Get(path+"?voice=en").Shows(t, "Clay (Tuesday 8 December)", "Choir , on Tuesday afternoon")
	})
}
