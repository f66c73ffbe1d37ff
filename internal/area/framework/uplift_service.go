package framework

import (
	"context"

	"ourdays/internal/area/access"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/pence"
)

// Uplift is what moving the agreed places of a rate to it comes to. It names nobody.
type Uplift struct {
	Rate
	From       clock.Date  // the first day on which they cost the rate
	Places     int         // that are agreed at another price
	People     int         // who have them
	Year       pence.Pence // what they cost more in a year of every week; less below nothing
	Short      int         // places whose budget has not the money: they keep their price
	Above      int         // people whose week costs more than their plan may, once it is done
	Left       int         // places that wait for the next press
	Unreferred int         // weeks that no broker could be asked to make anew
}

// UpliftsOf lists, for each ratio, what moving the agreed places of an activity to the
// rate that begins next, or to the one that is in force, comes to; nothing where they
// cost the rate.
func (s *Service) UpliftsOf(ctx context.Context, tx *db.Tx, c Contract) ([]Uplift, error) {
	var all []Uplift
	for _, ratio := range c.Ratios() {
		for _, find := range []func(int, clock.Date) (Rate, bool){c.After, c.On} {
			r, found := find(ratio, tx.Today())
			if !found {
				continue
			}
			u, err := s.Uplift(ctx, tx, c.Activity, r)
			if err != nil {
				return nil, err
			}
			if u.Places > 0 {
				all = append(all, u)
			}
		}
	}
	return all, nil
}

// MovePlaces moves the agreed places of one of an activity's rates to it. Opened is the
// contract's turn on which its page was opened: who comes second is refused with
// fail.Conflict, and so is a rate that there is not.
func (s *Service) MovePlaces(ctx context.Context, tx *db.Tx, a access.Actor, activityID, rateID string,
	opened int) (Uplift, error) {
	c, err := s.ContractOf(ctx, tx, a, activityID)
	if err != nil {
		return Uplift{}, err
	}
	first, err := turnFrom(ctx, tx, activityID, opened)
	if err != nil {
		return Uplift{}, err
	}
	r, found := c.byID(rateID)
	if !first || !found {
		return Uplift{}, fail.New(fail.Conflict, "framework.refused.stale")
	}
	if err := s.Access.Note(ctx, tx, a, "uplift", r.ID); err != nil {
		return Uplift{}, err
	}
	return s.MoveToRate(ctx, tx, a, c.Activity, r)
}

func (c Contract) byID(id string) (Rate, bool) {
	for _, r := range c.Rates {
		if r.ID == id {
			return r, true
		}
	}
	return Rate{}, false
}
