package brokerage

import (
	"context"
	"fmt"

	"ourdays/internal/area/access"
	"ourdays/internal/area/bookings"
	"ourdays/internal/area/directory"
	"ourdays/internal/area/framework"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/pence"
)

// MoveRate is the step of a placement that was moved to another rate.
const MoveRate Act = "move_rate"

// mostUplifted bounds the places that one press moves, in one transaction; the rest
// wait for the next press.
const mostUplifted = 300

// Uplift says what moving the agreed places of a rate to it comes to. It names nobody,
// and asks no permission: framework, which shows it, has.
func (s *Service) Uplift(ctx context.Context, tx *db.Tx, act directory.Activity,
	r framework.Rate) (framework.Uplift, error) {
	all, err := s.uplifts(ctx, tx, act, r)
	if err != nil || len(all) == 0 {
		return framework.Uplift{Rate: r}, err
	}
	return s.summed(ctx, tx, r, all)
}

// MoveToRate moves the agreed places of a rate to it, in the transaction that decides
// it: their sessions from its first day on, and not before tomorrow, cost the rate, and
// their budgets commit what is more or free what is less. A place whose budget has not
// the money keeps its price. Where a week then costs more than its plan may, or a place
// keeps its price, the week goes to a broker; nothing ends by it. Whoever calls it has
// asked for the permission. A second time there is nothing to move.
func (s *Service) MoveToRate(ctx context.Context, tx *db.Tx, a access.Actor, act directory.Activity,
	r framework.Rate) (framework.Uplift, error) {
	if err := s.waitForAll(ctx, tx, act, r); err != nil {
		return framework.Uplift{Rate: r}, err
	}
	all, err := s.uplifts(ctx, tx, act, r)
	if err != nil || len(all) == 0 {
		return framework.Uplift{Rate: r}, err
	}
	all, left := thisPress(all)
	done, err := s.summed(ctx, tx, r, all)
	if err != nil {
		return done, err
	}
	done.Left = left
	for _, u := range all {
		if u.short {
			continue
		}
		if err := s.liftPlace(ctx, tx, a, u); err != nil {
			return done, err
		}
	}
	done.Unreferred, err = s.liftedToBroker(ctx, tx, a, all)
	return done, err
}

// waitForAll lets nobody else change the places of a rate, nor call a session of their
// activity off, until the transaction is over.
func (s *Service) waitForAll(ctx context.Context, tx *db.Tx, act directory.Activity, r framework.Rate) error {
	list, err := s.Directory.SchedulesOf(ctx, tx, act.ID)
	if err != nil {
		return fmt.Errorf("find schedules: %w", err)
	}
	for _, sch := range list {
		if err := s.Directory.Hold(ctx, tx, sch.ID); err != nil {
			return err
		}
	}
	if err := waitForAgreed(ctx, tx, act.OrganisationID, act.ID, r.Ratio); err != nil {
		return fmt.Errorf("wait for the places: %w", err)
	}
	return nil
}

// thisPress parts what one press does from how many places wait for the next.
func thisPress(all []uplift) (now []uplift, left int) {
	moved := 0
	for _, u := range all {
		switch {
		case u.short:
			now = append(now, u)
		case moved < mostUplifted:
			now, moved = append(now, u), moved+1
		default:
			left++
		}
	}
	return now, left
}

// uplifts lists the agreed places of a rate that cost another price from its first day
// on, or from tomorrow where that has begun. Cheaper ones stand first, so that what they
// free is there for the others.
func (s *Service) uplifts(ctx context.Context, tx *db.Tx, act directory.Activity,
	r framework.Rate) ([]uplift, error) {
	from := later(r.Starts, tx.Today().AddDays(1))
	list, err := agreedAt(ctx, tx, act.OrganisationID, act.ID, r.Ratio, from)
	if err != nil || len(list) == 0 {
		return nil, err
	}
	last := from
	for _, p := range list {
		last = later(last, p.To)
	}
	rated, err := s.ratedPrices(ctx, tx, act.ID, r.Ratio, from, last)
	if err != nil || len(rated) == 0 {
		return nil, err
	}
	steps, err := laterPricesAt(ctx, tx, act.OrganisationID, act.ID, r.Ratio)
	if err != nil {
		return nil, err
	}
	var dearer, cheaper []uplift
	for _, p := range list {
		u := uplift{Placement: p, from: later(from, p.From), was: append(bookings.Prices{{Starts: p.From,
			Price: p.UnitPrice}}, steps[p.ID]...)}
		u.now = atRate(u.was, rated, p.From, u.from, p.To)
		if sameFrom(u.was, u.now, u.from, p.To) {
			continue
		}
		if u.more, err = s.upliftCost(ctx, tx, u); err != nil {
			return nil, err
		}
		if u.more > 0 {
			dearer = append(dearer, u)
		} else {
			cheaper = append(cheaper, u)
		}
	}
	return s.afford(ctx, tx, append(cheaper, dearer...))
}

// upliftCost is what the sessions of a place that are committed cost more at the rate.
func (s *Service) upliftCost(ctx context.Context, tx *db.Tx, u uplift) (more pence.Pence, err error) {
	if u.Status == Suspended {
		return 0, nil // it commits its money when it is taken up again
	}
	open, err := s.openDays(ctx, tx, u.Placement)
	if err != nil {
		return 0, err
	}
	had, err := s.Bookings.DaysAhead(ctx, tx, u.ID, u.from)
	for _, day := range append(had, since(open, u.from)...) {
		more += u.now.On(day) - u.was.On(day)
	}
	return more, err
}

// afford marks the places whose budget has not the money, one after the other.
func (s *Service) afford(ctx context.Context, tx *db.Tx, all []uplift) ([]uplift, error) {
	left := map[string]pence.Pence{}
	for i, u := range all {
		if u.more == 0 {
			continue
		}
		have, known := left[u.BudgetID]
		if !known {
			b, err := s.Funds.BudgetByID(ctx, tx, u.BudgetID)
			if err != nil {
				return nil, fmt.Errorf("read a budget: %w", err)
			}
			have = b.Available
		}
		if all[i].short = u.more > have; !all[i].short {
			have -= u.more
		}
		left[u.BudgetID] = have
	}
	return all, nil
}

// summed adds up what the places come to.
func (s *Service) summed(ctx context.Context, tx *db.Tx, r framework.Rate,
	all []uplift) (framework.Uplift, error) {
	sum := framework.Uplift{Rate: r, From: later(r.Starts, tx.Today().AddDays(1))}
	people := map[string]bool{}
	for _, u := range all {
		people[u.PersonID] = true
		sum.Places++
		sum.Year += u.year()
		if u.short {
			sum.Short++
		}
	}
	sum.People = len(people)
	above, err := s.liftedAbove(ctx, tx, all)
	sum.Above = len(above)
	return sum, err
}

// liftedAbove finds whose week costs more than the plan may once the places are moved.
// What somebody had above it before counts only where the rate adds to it.
func (s *Service) liftedAbove(ctx context.Context, tx *db.Tx, all []uplift) (map[string]bool, error) {
	adds, above := map[string]pence.Pence{}, map[string]bool{}
	for _, u := range all {
		if !u.short && u.Going() {
			adds[u.PersonID] += u.week(tx.Today().AddDays(1))
		}
	}
	for _, people := range inParts(adds) {
		by, err := s.aboveOf(ctx, tx, people, tx.Today())
		if err != nil {
			return nil, err
		}
		for _, id := range people {
			week := by[id]
			week.Cost += adds[id]
			if adds[id] > 0 && week.More() > 0 {
				above[id] = true
			}
		}
	}
	return above, nil
}

// liftPlace moves one place.
func (s *Service) liftPlace(ctx context.Context, tx *db.Tx, a access.Actor, u uplift) error {
	p := u.Placement
	p.setPrices(u.now)
	if err := savePrices(ctx, tx, p); err != nil {
		return fmt.Errorf("keep the rate: %w", err)
	}
	if p.Status != Suspended {
		if err := s.Bookings.Reprice(ctx, tx, a, p.ID, u.from, u.now); err != nil {
			return fmt.Errorf("price the sessions: %w", err)
		}
	}
	lost, err := s.liftLost(ctx, tx, u)
	if err != nil {
		return err
	}
	if u.more > 0 {
		err = s.Funds.CommitDirect(ctx, tx, p.BudgetID, u.more, p.key("uplift"))
	} else {
		err = s.Funds.ReleaseCommitted(ctx, tx, p.BudgetID, -u.more, p.key("uplift"))
	}
	if err != nil {
		return fmt.Errorf("commit the rate: %w", err)
	}
	p.Total += u.more + lost
	return s.keepMoved(ctx, tx, a, &p, u.Placement, Step{Act: MoveRate})
}

// liftLost moves the lost places of a placement, which can be had again: nothing is
// committed for them, and they count in its total.
func (s *Service) liftLost(ctx context.Context, tx *db.Tx, u uplift) (pence.Pence, error) {
	lost, err := s.Bookings.LostFrom(ctx, tx, u.ID, u.from)
	if err != nil {
		return 0, fmt.Errorf("find lost places: %w", err)
	}
	return s.Bookings.RepriceLost(ctx, tx, lost, u.now)
}

// liftedToBroker gives the weeks to a broker that cost more than their plan may now, or
// of which a place keeps its price. It counts those of which nobody can be asked to
// make a new one, because their plan is not ready for it.
func (s *Service) liftedToBroker(ctx context.Context, tx *db.Tx, a access.Actor,
	all []uplift) (unready int, err error) {
	why, err := s.whyToBroker(ctx, tx, all)
	if err != nil {
		return 0, err
	}
	for _, people := range inParts(why) {
		for _, id := range people {
			ready, err := s.toBroker(ctx, tx, a, id, why[id])
			if err != nil {
				return 0, err
			}
			if !ready {
				unready++
			}
		}
	}
	return unready, nil
}

// whyToBroker gives whose week goes to a broker, and why.
func (s *Service) whyToBroker(ctx context.Context, tx *db.Tx, all []uplift) (map[string]string, error) {
	why := map[string]string{}
	for _, u := range all {
		if u.short {
			why[u.PersonID] = RateShort
			continue
		}
		if _, found := why[u.PersonID]; found || u.week(tx.Today().AddDays(1)) <= 0 || !u.Going() {
			continue
		}
		above, err := s.AboveAfter(ctx, tx, u.PersonID, tx.Today())
		if err != nil {
			return nil, err
		}
		if above.More() > 0 {
			why[u.PersonID] = RateAbove
		}
	}
	return why, nil
}

// toBroker hands a finished week back to a broker, or refers the person anew; one that
// is being made already stays where it is. It says whether that could be done.
func (s *Service) toBroker(ctx context.Context, tx *db.Tx, a access.Actor,
	personID, why string) (bool, error) {
	r, open, err := openReferral(ctx, tx, personID)
	if err != nil || open && r.Status != Placed {
		return true, err
	}
	if open {
		return true, s.handBack(ctx, tx, a, r, why)
	}
	plan, found, err := s.Plans.Current(ctx, tx, personID)
	if err != nil || !found {
		return false, err
	}
	if err := s.Plans.CheckReady(ctx, tx, plan.ID); err != nil {
		if fail.KindOf(err) == fail.Invalid {
			return false, nil
		}
		return false, err
	}
	err = s.referAnew(ctx, tx, access.System, personID)
	return err == nil, err
}
