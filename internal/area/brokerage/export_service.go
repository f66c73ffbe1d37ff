package brokerage

import (
	"context"
	"fmt"
	"slices"

	"ourdays/internal/area/matching"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
)

// Export gathers the borough's next week: everybody whose tier is decided,
// what they may do by the rules of age, tier, access, times, distance, rate and
// budget, what they do now, and who wants to be with whom. Places and support
// that planned people take now are free again: the planner gives them anew.
func (s *Service) Export(ctx context.Context, tx *db.Tx) (Borough, error) {
	from := firstMonday(tx.Today())
	e := &exporter{numbers: map[string][]int{}, people: map[string]int{}, placed: map[string][]Placement{}}
	e.b = Borough{Name: "borough-" + from.String(), Scenario: "database",
		Weights:   boroughWeights{matching.PointsMissed, matching.PointsShort, 1},
		MaxPerDay: matching.MaxPerDay, MaxPerAct: matching.MaxPerAct, Gap: matching.GapMinutes,
		Sessions:  []boroughPlace{},
		Transport: []struct{}{},
		People:    []boroughWish{}, Friends: []boroughTie{}}
	offer, err := s.Directory.Offer(ctx, tx, from, from.AddDays(6))
	if err != nil {
		return e.b, fmt.Errorf("read the offer: %w", err)
	}
	e.offer = offer
	if err := e.addPlaced(ctx, tx); err != nil {
		return e.b, err
	}
	e.addSessions()
	if err := s.addPeople(ctx, tx, e, from); err != nil {
		return e.b, err
	}
	e.b.allowToday()
	return e.b, nil
}

func (e *exporter) addPlaced(ctx context.Context, tx *db.Tx) error {
	going, err := goingPlacements(ctx, tx)
	for _, p := range going {
		e.placed[p.PersonID] = append(e.placed[p.PersonID], p)
	}
	return err
}

func (s *Service) addPeople(ctx context.Context, tx *db.Tx, e *exporter, from clock.Date) error {
	ids, err := plannedPeople(ctx, tx)
	if err != nil {
		return err
	}
	agreed, err := s.Framework.RatesOn(ctx, tx, from)
	if err != nil {
		return err
	}
	for _, id := range ids {
		person, err := s.People.Load(ctx, tx, id)
		if err != nil {
			return err
		}
		plan, _, err := s.Plans.Current(ctx, tx, id)
		if err != nil {
			return err
		}
		outcomes, err := s.Plans.OutcomesOf(ctx, tx, plan.ID)
		if err != nil {
			return err
		}
		w := wishOf(person, plan, outcomes, from)
		p := boroughWish{Tier: w.Tier, Min: w.MinUnits, Max: w.MaxUnits, Budget: int64(w.Weekly), Must: musts(w),
			Cur: []int{}, Opts: []boroughOpt{}}
		for n, o := range e.sessions {
			if c := matching.NewCandidate(w, o, ratesOf(agreed[o.Activity.ID]), from); mayHave(w, c) {
				p.Opts = append(p.Opts, boroughOpt{S: n, U: w.Points(c), Price: int64(c.WeekCost()),
					W: matching.SupportOf(w.Ratio), T: -1, Km: 0})
			}
		}
		for _, now := range e.placed[id] {
			p.Cur = append(p.Cur, e.numbers[now.ScheduleID]...)
		}
		slices.Sort(p.Cur)
		p.keepBest(e.b.Sessions)
		e.people[id] = len(e.b.People)
		e.b.People = append(e.b.People, p)
		e.b.key.People = append(e.b.key.People, "/people/"+id)
	}
	return s.addTies(ctx, tx, e, ids)
}

func (s *Service) addTies(ctx context.Context, tx *db.Tx, e *exporter, ids []string) error {
	for _, id := range ids {
		friends, err := s.People.FriendsOf(ctx, tx, id)
		if err != nil {
			return err
		}
		for _, f := range friends {
			q, planned := e.people[f.ID]
			if p := e.people[id]; planned && p < q {
				e.b.Friends = append(e.b.Friends, boroughTie{p, q, matching.PointsFriend, mostTogether})
			}
		}
	}
	return nil
}
