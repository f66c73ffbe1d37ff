package brokerage

import (
	"context"
	"fmt"
	"slices"

	"ourdays/internal/area/access"
	"ourdays/internal/area/directory"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/event"
	"ourdays/internal/platform/pence"
)

// openDays lists a placement's open days, in their order.
func (s *Service) openDays(ctx context.Context, tx *db.Tx, p Placement) ([]clock.Date, error) {
	days, err := s.daysFrom(ctx, tx, p, p.OpenFrom)
	if err != nil || len(days) == 0 {
		return nil, err
	}
	had, err := s.Bookings.DaysOf(ctx, tx, p.ID, p.OpenFrom)
	return undecided(days, had), err
}

// wait gives a placement that nobody else changes until the transaction is over, and of
// whose schedule no session is called off. The schedule comes first, as it does when
// one is: two who wait for each other would have to begin again.
func (s *Service) wait(ctx context.Context, tx *db.Tx, placementID string) (Placement, error) {
	p, err := placementByID(ctx, tx, placementID)
	if err != nil {
		return p, err
	}
	if err := s.Directory.Hold(ctx, tx, p.ScheduleID); err != nil {
		return p, err
	}
	if err := waitForPlacement(ctx, tx, placementID); err != nil {
		return p, fmt.Errorf("wait for the placement: %w", err)
	}
	return placementByID(ctx, tx, placementID)
}

// held is wait for a placement that was read: one that was moved on since is refused;
// what Keep has booked since is in it.
func (s *Service) held(ctx context.Context, tx *db.Tx, read Placement) (Placement, error) {
	p, err := s.wait(ctx, tx, read.ID)
	if err == nil && (p.Turn != read.Turn || p.Status != read.Status) {
		err = movedOn()
	}
	return p, err
}

// worth is what a placement's sessions on some days cost.
func (s *Service) worth(ctx context.Context, tx *db.Tx, p Placement, days []clock.Date) (pence.Pence, error) {
	if p.UnitPrice == 0 || len(days) == 0 {
		return 0, nil
	}
	price, err := pricesOf(ctx, tx, p)
	var sum pence.Pence
	for _, day := range days {
		sum += price.On(day)
	}
	return sum, err
}

// booked moves the first open day of a placement on, in the transaction that booked
// its sessions and has changed its row.
func (s *Service) booked(ctx context.Context, tx *db.Tx, p *Placement) error {
	open, err := s.openDays(ctx, tx, *p)
	if err != nil {
		return fmt.Errorf("find open days: %w", err)
	}
	p.OpenFrom = p.To.AddDays(1)
	if len(open) > 0 {
		p.OpenFrom = open[0]
	}
	return setOpenFrom(ctx, tx, *p)
}

// freeOpen frees what a placement has committed beyond its bookings: it has no open
// day any more.
func (s *Service) freeOpen(ctx context.Context, tx *db.Tx, p *Placement, key string) error {
	needed, err := s.Bookings.Worth(ctx, tx, p.ID, p.From)
	if err != nil {
		return fmt.Errorf("add up a place: %w", err)
	}
	p.OpenFrom = p.To.AddDays(1)
	return s.free(ctx, tx, p, max(0, p.Total-needed), p.key(key))
}

// free gives money of a placement back that is committed.
func (s *Service) free(ctx context.Context, tx *db.Tx, p *Placement, sum pence.Pence, key string) error {
	if sum == 0 {
		return nil
	}
	if err := s.Funds.ReleaseCommitted(ctx, tx, p.BudgetID, sum, key); err != nil {
		return fmt.Errorf("free the commitment: %w", err)
	}
	p.Total -= sum
	return nil
}

// decide books what has room by now of a placement's open days, and frees the money of
// those that are over: nobody could go, and nobody is paid. Of two processes the second
// waits for the first, and finds nothing left to do.
func (s *Service) decide(ctx context.Context, tx *db.Tx, a access.Actor, placementID string) (Kept, error) {
	var kept Kept
	was, err := s.wait(ctx, tx, placementID)
	if err != nil {
		return kept, err
	}
	p := was
	if !p.Going() {
		if !p.OpenFrom.After(p.To) {
			kept.Freed = 1
			return kept, s.stopped(ctx, tx, p)
		}
		return kept, movedOn()
	}
	begins, err := begins(ctx, tx, p)
	if err != nil {
		return kept, err
	}
	if p.OpenFrom.Before(begins) {
		kept.Freed = 1
		return kept, s.resumedBefore(ctx, tx, p, begins)
	}
	series, err := seriesOf(ctx, tx, p, later(p.OpenFrom, tx.Today().AddDays(1)))
	if err != nil {
		return kept, err
	}
	n, err := s.Bookings.BookRest(ctx, tx, a, series)
	if err != nil {
		return kept, fmt.Errorf("book the rest: %w", err)
	}
	open, err := s.openDays(ctx, tx, p)
	if err != nil {
		return kept, fmt.Errorf("find open days: %w", err)
	}
	gone, next := p.over(open, tx.Today())
	if p.OpenFrom = next; n == 0 && next == was.OpenFrom {
		return kept, movedOn()
	}
	if n > 0 {
		kept.Booked = 1
	}
	if len(gone) == 0 {
		return kept, setOpenFrom(ctx, tx, p)
	}
	kept.Freed = 1
	return kept, s.freeDays(ctx, tx, p, gone)
}

// freeDays frees the money of days on which nobody goes, each with a key of its own.
func (s *Service) freeDays(ctx context.Context, tx *db.Tx, p Placement, gone []clock.Date) error {
	was := p
	for _, day := range gone {
		sum, err := s.worth(ctx, tx, p, []clock.Date{day})
		if err != nil {
			return err
		}
		if err := s.free(ctx, tx, &p, sum, p.key("unbooked:"+day.String())); err != nil {
			return err
		}
	}
	return s.keepFreed(ctx, tx, p, was)
}

// stopped frees what a place that does not go on had committed for days on which
// nothing was booked, from before Keep did so.
func (s *Service) stopped(ctx context.Context, tx *db.Tx, p Placement) error {
	was := p
	if err := s.freeOpen(ctx, tx, &p, "stranded"); err != nil {
		return err
	}
	return s.keepFreed(ctx, tx, p, was)
}

// AfterCalledOff frees, in the transaction that calls a session off, what places had
// committed for it that had no place there: its schedule has the day no more. What is
// only offered frees it with the provider's answer.
func (s *Service) AfterCalledOff(ctx context.Context, tx *db.Tx, e directory.CalledOff) error {
	ids, err := openOn(ctx, tx, e.Session.ScheduleID, e.Session.Date)
	if err != nil {
		return fmt.Errorf("find places that wait for room: %w", err)
	}
	for _, id := range ids {
		if err := s.loseDay(ctx, tx, id, e.Session.Date); err != nil {
			return err
		}
	}
	return nil
}

// loseDay frees the money of a day that is called off, where it is an open day still.
func (s *Service) loseDay(ctx context.Context, tx *db.Tx, placementID string, day clock.Date) error {
	if err := waitForPlacement(ctx, tx, placementID); err != nil {
		return fmt.Errorf("wait for the placement: %w", err)
	}
	p, err := placementByID(ctx, tx, placementID)
	if err != nil || !p.Going() || day.Before(p.OpenFrom) || day.After(p.To) {
		return err
	}
	had, err := s.Bookings.DaysOf(ctx, tx, p.ID, day)
	if err != nil || slices.Contains(had, day) {
		return err
	}
	return s.freeDays(ctx, tx, p, []clock.Date{day})
}

// resumedBefore brings a place that was taken up again before open days were known to
// its first one, and frees what it had committed before it was paused and nobody could
// book.
func (s *Service) resumedBefore(ctx context.Context, tx *db.Tx, p Placement, begins clock.Date) error {
	was := p
	p.OpenFrom = begins
	open, err := s.openDays(ctx, tx, p)
	if err != nil {
		return fmt.Errorf("find open days: %w", err)
	}
	needed, err := s.worth(ctx, tx, p, open)
	if err != nil {
		return err
	}
	booked, err := s.Bookings.Worth(ctx, tx, p.ID, p.From)
	if err != nil {
		return fmt.Errorf("add up a place: %w", err)
	}
	if err := s.free(ctx, tx, &p, max(0, p.Total-needed-booked), p.key("stranded")); err != nil {
		return err
	}
	return s.keepFreed(ctx, tx, p, was)
}

// keepFreed writes what was freed, and tells of it. It is no step of the place's life.
func (s *Service) keepFreed(ctx context.Context, tx *db.Tx, p, was Placement) error {
	p.Turn++
	moved, err := movePlacement(ctx, tx, p, was.Status, was.Turn)
	if err != nil {
		return fmt.Errorf("free a place: %w", err)
	}
	if !moved {
		return movedOn()
	}
	return event.Publish(ctx, tx, s.Bus, PlacementMoved{p, was.Status})
}

// waitingBy gives what some people's places have no booking for, by a key.
func (s *Service) waitingBy(ctx context.Context, tx *db.Tx, people []string,
	key func(waitingDay) string) (map[string]Waiting, error) {
	by := map[string]Waiting{}
	if len(people) == 0 {
		return by, nil
	}
	list, err := waitingOf(ctx, tx, tx.Today(), people)
	if err != nil {
		return by, fmt.Errorf("find what waits for room: %w", err)
	}
	return byWaiting(list, key), nil
}

// FullDays lists the sessions between two days that have no room for a person who has an
// agreed place there, for a page that has asked for the permission to show their week.
func (s *Service) FullDays(ctx context.Context, tx *db.Tx, personID string,
	from, to clock.Date) ([]FullDay, error) {
	list, err := waitingOf(ctx, tx, tx.Today(), []string{personID})
	if err != nil {
		return nil, fmt.Errorf("find what is full: %w", err)
	}
	var full []FullDay
	for _, d := range list {
		if d.Clash == 1 || d.Room == 1 || d.Own == 1 || d.Day.Before(from) || d.Day.After(to) {
			continue
		}
		act, err := s.Directory.ActivityByID(ctx, tx, d.ActivityID)
		if err != nil {
			return nil, err
		}
		full = append(full, FullDay{Activity: act, Day: d.Day})
	}
	return full, nil
}
