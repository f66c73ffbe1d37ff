package brokerage

import (
	"context"
	"fmt"
	"slices"

	"ourdays/internal/area/directory"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
)

// pay brings what is held for an offered place to what its sessions cost now: some may be
// over or called off, or were put on again since it was held. Where the budget has not
// enough left for one that was put on, the place is accepted without that day: what
// somebody has left is no business of its provider.
func (s *Service) pay(ctx context.Context, tx *db.Tx, p *Placement) error {
	held := p.Total
	for {
		var err error
		if p.Total, err = s.costFrom(ctx, tx, *p, p.From); err != nil {
			return err
		}
		if p.Total <= held {
			break
		}
		enough, err := s.Funds.HoldIfLeft(ctx, tx, p.BudgetID, p.Total-held, p.key("more"))
		if err != nil {
			return fmt.Errorf("hold what is on again: %w", err)
		}
		if enough {
			return nil
		}
		if err := s.loseOne(ctx, tx, p); err != nil {
			return err
		}
	}
	if p.Total == held {
		return nil
	}
	if err := s.Funds.ReleaseHold(ctx, tx, p.BudgetID, held-p.Total, p.key("late")); err != nil {
		return fmt.Errorf("free what is over: %w", err)
	}
	return nil
}

// loseOne takes one session of a place for unpaid. Where the person has booked themselves
// they keep their place.
func (s *Service) loseOne(ctx context.Context, tx *db.Tx, p *Placement) error {
	list, err := s.Directory.SessionsOfSchedule(ctx, tx, p.ScheduleID, p.From, p.To)
	if err != nil {
		return err
	}
	own, err := s.Bookings.Held(ctx, tx, p.PersonID, p.From, p.To)
	if err != nil {
		return fmt.Errorf("read their own places: %w", err)
	}
	if !p.lose(slices.DeleteFunc(list, func(ses directory.Session) bool {
		_, theirs := own[ses.ID]
		return theirs
	})) {
		return fail.New(fail.Full, noMoneyKey)
	}
	return nil
}
