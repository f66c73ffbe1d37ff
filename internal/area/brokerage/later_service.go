package brokerage

import (
	"context"
	"fmt"

	"ourdays/internal/area/matching"
	"ourdays/internal/area/plans"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
)

// startsOf is the first day of each new place of a week from a Monday on, by schedule:
// that Monday, or the day after the last session of a place that is ended there, or
// the first day from which the whole series has room, where that is early enough. What
// is full for longer begins with the week: whoever approves it weighs that, and its
// provider can say yes once there is room (roomFor).
func (s *Service) startsOf(ctx context.Context, tx *db.Tx, personID string, plan plans.Plan, items []Item,
	from clock.Date) (map[string]clock.Date, error) {
	starts, ratio := map[string]clock.Date{}, map[string]int{}
	var ids []string
	for _, i := range items {
		day, err := s.startIn(ctx, tx, personID, i.ScheduleID, from)
		if err != nil {
			return nil, err
		}
		starts[i.ScheduleID], ratio[i.ScheduleID], ids = day, i.Ratio, append(ids, i.ScheduleID)
	}
	offer, err := s.Directory.OfferOf(ctx, tx, ids, from, from.AddDays(7*weeksAhead-1))
	if err != nil {
		return nil, fmt.Errorf("read the sessions of a week: %w", err)
	}
	held, err := s.Bookings.Held(ctx, tx, personID, offer.From, offer.To)
	if err != nil {
		return nil, fmt.Errorf("read their own places: %w", err)
	}
	latest := matching.LatestStart(from, plan.StartBy.V)
	for _, o := range offer.Items {
		giveBack(o.Sessions, held)
		id := o.Schedule.ID
		day, found := matching.FirstDay(o.Sessions, matching.SupportOf(ratio[id]))
		if found && day != o.Sessions[0].Date && day.After(starts[id]) && !day.After(latest) {
			starts[id] = day
		}
	}
	return starts, nil
}

// roomFor is where a place that is offered can begin, from a day on: a session may have
// filled up since the approval. How late is early enough is reckoned as for a week that
// is approved today, and every session is looked at that would be booked.
func (s *Service) roomFor(ctx context.Context, tx *db.Tx, p Placement, from clock.Date) (room, error) {
	plan, _, err := s.Plans.Current(ctx, tx, p.PersonID)
	if err != nil {
		return room{}, err
	}
	offer, err := s.Directory.OfferOf(ctx, tx, []string{p.ScheduleID}, from, p.To)
	if err != nil || len(offer.Items) == 0 {
		return room{begins: from}, err
	}
	sessions := offer.Items[0].Sessions
	held, err := s.Bookings.Held(ctx, tx, p.PersonID, from, p.To)
	if err != nil {
		return room{}, fmt.Errorf("read their own places: %w", err)
	}
	giveBack(sessions, held)
	latest := matching.LatestStart(firstMonday(tx.Today()), plan.StartBy.V)
	return roomIn(sessions, matching.SupportOf(p.Ratio), from, latest), nil
}

// laterOf finds the places of a week that was approved that begin in a later week than
// the first of it.
func laterOf(placed []Placement, optionID string) map[string]clock.Date {
	days := map[string]clock.Date{}
	var first clock.Date
	for _, p := range placed {
		if p.OptionID == optionID && p.inWeek() {
			days[p.ScheduleID] = p.From
			if first.IsZero() || p.From.Before(first) {
				first = p.From
			}
		}
	}
	for id, day := range days {
		if !day.After(first.Monday().AddDays(6)) {
			delete(days, id)
		}
	}
	return days
}
