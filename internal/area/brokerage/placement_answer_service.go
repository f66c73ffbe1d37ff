package brokerage

import (
	"context"
	"fmt"
	"slices"

	"ourdays/internal/area/access"
	"ourdays/internal/area/bookings"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
)

// looks is how often a yes looks for its first day where sessions fill up while it does.
const looks = 3

// noRoomKey says that no later first day helps.
const noRoomKey = "brokerage.refused.no_room"

// Accept is the provider's yes. In one transaction every session ahead is
// booked and the held money is committed; where one place, one part of a
// worker or one penny is missing, nothing of it happens. A place without what
// the person needs by now is refused. A yes that comes late begins tomorrow, and one
// that meets another booking begins behind what that has filled.
// What is amiss with the money is told to the council, and not to its provider.
func (s *Service) Accept(ctx context.Context, a access.Actor, placementID string) error {
	for n := 1; ; n++ {
		err := s.acceptOnce(ctx, a, placementID)
		e, refused := fail.As(err)
		switch {
		case refused && e.Key == noMoneyKey:
			if err := s.noteShort(ctx, a, placementID); err != nil {
				return err
			}
			return fail.New(fail.Full, "brokerage.refused.ask_council")
		case !refused || e.Kind != fail.Full || e.Key == noRoomKey || n == looks:
			return err
		}
	}
}

func (s *Service) acceptOnce(ctx context.Context, a access.Actor, placementID string) error {
	return s.ofProvider(ctx, a, Accept, placementID, func(ctx context.Context, tx *db.Tx, p Placement) error {
		if err := s.stillSafe(ctx, tx, p); err != nil {
			return err
		}
		if err := s.Directory.Hold(ctx, tx, p.ScheduleID); err != nil {
			return err
		}
		if err := s.startLate(ctx, tx, &p); err != nil {
			return err
		}
		if err := s.startClock(ctx, tx, &p); err != nil {
			return err
		}
		if err := s.atTodaysRate(ctx, tx, &p); err != nil {
			return err
		}
		p.OpenFrom = p.From
		lost, err := s.worth(ctx, tx, p, daysOf(p.unpaid))
		if err != nil {
			return err
		}
		p.Total += lost
		if err := s.accepted(ctx, tx, a, &p); err != nil {
			return err
		}
		if err := s.tieProvider(ctx, tx, p, access.Placed); err != nil {
			return err
		}
		if err := s.bookFrom(ctx, tx, a, &p, p.From); err != nil {
			return err
		}
		if p.Total > lost {
			if err := s.Funds.Commit(ctx, tx, p.BudgetID, p.Total-lost, p.key("commit")); err != nil {
				return fmt.Errorf("commit: %w", err)
			}
		}
		return s.settled(ctx, tx, a, p.ReferralID)
	})
}

// answered is a place of the provider's after their yes.
func (s *Service) answered(ctx context.Context, a access.Actor, placementID string) (PlacementLine, error) {
	var line PlacementLine
	err := s.DB.Read(ctx, func(ctx context.Context, tx *db.Tx) error {
		p, err := placementByID(ctx, tx, placementID)
		if err == nil && p.OrganisationID != a.OrganisationID {
			err = fail.New(fail.Forbidden, "access.refused.role")
		}
		if err != nil {
			return err
		}
		lines, err := s.linesOf(ctx, tx, []Placement{p})
		if err == nil {
			line = lines[0]
		}
		return err
	})
	return line, err
}

// accepted notes the yes, and to the council's workers that the money for all of it is
// missing.
func (s *Service) accepted(ctx context.Context, tx *db.Tx, a access.Actor, p *Placement) error {
	if !p.short {
		return s.moveOn(ctx, tx, a, p, Accept, "")
	}
	if err := s.moveOn(ctx, tx, a, p, Accept, ClockShort); err != nil {
		return err
	}
	return s.note(ctx, tx, a, p.ReferralID, Accept, Approved, ClockShort)
}

// startLate lets a place whose first day has come before its provider said yes
// begin tomorrow, or behind what has filled up meanwhile, and frees the money of the
// sessions before and of those that were called off: nobody goes there, and nobody
// pays for them.
func (s *Service) startLate(ctx context.Context, tx *db.Tx, p *Placement) error {
	from := later(p.From, tx.Today().AddDays(1))
	if p.To.Before(from) {
		return movedOn()
	}
	room, err := s.roomFor(ctx, tx, *p, from)
	if err != nil {
		return err
	}
	if !room.fits() {
		return fail.New(fail.Full, noRoomKey)
	}
	p.From = room.begins
	return s.pay(ctx, tx, p)
}

// bookFrom books the placement's sessions from a day on, but for those that are unpaid. Where the person goes
// somewhere else at such an hour it is refused with the day.
func (s *Service) bookFrom(ctx context.Context, tx *db.Tx, a access.Actor, p *Placement,
	from clock.Date) error {
	series, err := seriesOf(ctx, tx, *p, from)
	if err != nil {
		return err
	}
	for _, ses := range p.unpaid {
		until := series
		if until.To = ses.Date.AddDays(-1); !until.To.Before(until.From) {
			if err := s.Bookings.BookSeries(ctx, tx, a, until); err != nil {
				return fmt.Errorf("book the series: %w", err)
			}
		}
		if err := s.Bookings.LoseDay(ctx, tx, series, ses); err != nil {
			return err
		}
		series.From = ses.Date.AddDays(1)
	}
	if !series.To.Before(series.From) {
		if err := s.Bookings.BookSeries(ctx, tx, a, series); err != nil {
			return fmt.Errorf("book the series: %w", err)
		}
	}
	return s.booked(ctx, tx, p)
}

// seriesOf is what a placement books from a day on.
func seriesOf(ctx context.Context, tx *db.Tx, p Placement, from clock.Date) (bookings.Series, error) {
	price, err := pricesOf(ctx, tx, p)
	return bookings.Series{PersonID: p.PersonID, PlacementID: p.ID, ScheduleID: p.ScheduleID, From: from,
		To: p.To, Ratio: p.Ratio, Prices: price, BudgetID: p.BudgetID, Outcomes: p.Outcomes}, err
}

// settled makes the referral placed once every provider said yes.
func (s *Service) settled(ctx context.Context, tx *db.Tx, a access.Actor, referralID string) error {
	r, err := referralByID(ctx, tx, referralID)
	if err != nil || r.Status != Approved {
		return err
	}
	list, err := placementsOfReferral(ctx, tx, referralID)
	if err != nil {
		return err
	}
	for _, p := range list {
		if p.Status == Offered || p.Status == Proposed {
			return nil
		}
	}
	if err := s.move(ctx, tx, a, &r, PlaceIt, ""); err != nil {
		return err
	}
	return s.Access.WriteOf(ctx, tx, r.PersonID, access.WeekPlaced)
}

// Decline is the provider's no, with a reason. Its money is freed, and the
// broker looks for something else; the other places of the week go on.
func (s *Service) Decline(ctx context.Context, a access.Actor, placementID, reason string) error {
	return s.ofProvider(ctx, a, Decline, placementID, func(ctx context.Context, tx *db.Tx, p Placement) error {
		if len([]rune(reason)) < shortestReason {
			return fail.Fields(fail.Field{Name: "reason", Key: "brokerage.refused.reason"})
		}
		if err := s.letGo(ctx, tx, a, p, Decline, reason); err != nil {
			return err
		}
		if err := s.tellDeclined(ctx, tx, p); err != nil {
			return err
		}
		r, err := referralByID(ctx, tx, p.ReferralID)
		if err != nil || r.Status != Approved && r.Status != Placed {
			return err
		}
		if err := pastWeeks(ctx, tx, r.ID); err != nil {
			return err
		}
		return s.move(ctx, tx, a, &r, HandBack, reason)
	})
}

// tellDeclined writes that a place cannot be had, and whether any other of its week is
// there or still asked for.
func (s *Service) tellDeclined(ctx context.Context, tx *db.Tx, p Placement) error {
	list, err := placementsOfReferral(ctx, tx, p.ReferralID)
	if err != nil {
		return err
	}
	notice := access.NoPlaceLeft
	if slices.ContainsFunc(list, func(o Placement) bool { return o.ID != p.ID && o.inWeek() }) {
		notice = access.PlaceDeclined
	}
	return s.Access.WriteOf(ctx, tx, p.PersonID, notice)
}

// letGo ends what was only proposed or offered, and frees its money.
func (s *Service) letGo(ctx context.Context, tx *db.Tx, a access.Actor, p Placement, act Act,
	reason string) error {
	held := p.Total
	p.Total = 0
	if err := s.moveOn(ctx, tx, a, &p, act, reason); err != nil {
		return err
	}
	if held > 0 {
		if err := s.Funds.ReleaseHold(ctx, tx, p.BudgetID, held, p.key("free")); err != nil {
			return fmt.Errorf("free the hold: %w", err)
		}
	}
	return s.Access.EndTie(ctx, tx, placementTie(p.ID))
}
