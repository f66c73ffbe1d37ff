package brokerage

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"

	"ourdays/internal/area/access"
	"ourdays/internal/area/bookings"
	"ourdays/internal/area/funds"
	"ourdays/internal/area/plans"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/event"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/pence"
)

// withoutBudget is how many weeks a place runs that no budget bounds.
const withoutBudget = 26

// agreedUntil is the last day of places that begin on a day: the budget's, or half a
// year on. Places of enablement end with its time, or with the budget before.
func agreedUntil(from clock.Date, budget funds.Budget, found bool,
	plan plans.Plan) (to clock.Date, onClock bool) {
	if to, onClock = plan.EnablementEnds(from); !onClock {
		to = from.AddDays(7*withoutBudget - 1)
	}
	if found && !budget.Until.IsZero() && budget.Until.Before(to) {
		to = budget.Until
	}
	return to, onClock
}

// placedIn lists the schedules of a referral's week whose providers said yes.
func (s *Service) placedIn(ctx context.Context, tx *db.Tx, referralID string) ([]string, error) {
	list, err := placementsOfReferral(ctx, tx, referralID)
	var had []string
	for _, p := range list {
		if p.stays() || p.Status == Suspended && p.Ending == "" {
			had = append(had, p.ScheduleID)
		}
	}
	return had, err
}

// offerPlaces makes the placements of an approved week, holds the money for
// all their sessions, and offers each to its provider.
func (s *Service) offerPlaces(ctx context.Context, tx *db.Tx, a access.Actor, r Referral, o Option) error {
	from := firstMonday(tx.Today())
	plan, _, err := s.Plans.Current(ctx, tx, r.PersonID)
	if err != nil {
		return err
	}
	budget, err := s.budgetFor(ctx, tx, r, o, plan, from)
	if err != nil {
		return err
	}
	to, onClock := agreedUntil(from, budget, budget.ID != "", plan)
	if onClock && to.Before(from) {
		return fail.New(fail.Conflict, "brokerage.refused.clock_over")
	}
	outcomes, err := s.Plans.OutcomesOf(ctx, tx, r.PlanID)
	if err != nil {
		return err
	}
	var aims db.List
	for _, out := range outcomes {
		aims = append(aims, out.ID)
	}
	had, err := s.placedIn(ctx, tx, r.ID)
	if err != nil {
		return err
	}
	for _, i := range o.Items {
		if slices.Contains(had, i.ScheduleID) {
			continue // its provider said yes before the week came here again
		}
		p := Placement{ID: tx.NewID(), PersonID: r.PersonID, ReferralID: r.ID, OptionID: o.ID,
			ActivityID: i.ActivityID,
			ScheduleID: i.ScheduleID, OrganisationID: i.OrganisationID, Ratio: i.Ratio, UnitPrice: i.UnitPrice,
			OwnPrice: i.OwnPrice,
			WeekCost: i.UnitPrice * pence.Pence(i.SessionsAWeek), BudgetID: budget.ID, Funding: i.Funding, To: to,
			Outcomes: aims, Status: Proposed, OnClock: flag(onClock)}
		if err := s.makeWay(ctx, tx, a, r.PersonID, i.ScheduleID, from); err != nil {
			return err
		}
		starts, err := s.startsOf(ctx, tx, r.PersonID, plan, []Item{i}, from)
		if err != nil {
			return err
		}
		p.From = starts[i.ScheduleID]
		p.OpenFrom = p.From
		if days, err := s.daysFrom(ctx, tx, p, p.From); err != nil || len(days) == 0 && p.From.After(from) {
			return cmp.Or(err, placedAlready()) // the ended place runs to the end
		}
		if now, err := s.ratedPrices(ctx, tx, p.ActivityID, p.Ratio, p.From, p.To); err != nil {
			return err
		} else if p.Funding == FromBudget && len(now) > 0 {
			p.setPrices(now)
		}
		if err := s.propose(ctx, tx, a, p); err != nil {
			return err
		}
	}
	return nil
}

// budgetFor is the budget of an approved week. Where there is none yet, the
// approval allocates what the plan may cost; a week that the council pays nothing
// of needs none.
func (s *Service) budgetFor(ctx context.Context, tx *db.Tx, r Referral, o Option, plan plans.Plan,
	from clock.Date) (funds.Budget, error) {
	b, found, err := s.Funds.BudgetOf(ctx, tx, r.PersonID, from)
	if err != nil || found || !slices.ContainsFunc(o.Items, func(i Item) bool {
		return i.Funding == FromBudget
	}) {
		return b, err
	}
	if b, err = s.Funds.ForPlan(ctx, tx, r.PersonID, plan.Weekly, from); err != nil {
		return b, err
	}
	return s.Funds.Allocate(ctx, tx, b)
}

// propose writes one placement, holds its money and offers it.
func (s *Service) propose(ctx context.Context, tx *db.Tx, a access.Actor, p Placement) error {
	var err error
	if p.Total, err = s.costFrom(ctx, tx, p, p.From); err != nil {
		return err
	}
	if err := s.write(ctx, tx, &p); err != nil {
		return err
	}
	if p.Total > 0 {
		if err := s.Funds.Hold(ctx, tx, p.BudgetID, p.Total, p.key("hold")); err != nil {
			return fmt.Errorf("hold: %w", err)
		}
	}
	if err := s.tieProvider(ctx, tx, p, access.Asked); err != nil {
		return err
	}
	if err := s.note(ctx, tx, a, p.ID, Propose, Proposed, ""); err != nil {
		return err
	}
	return s.moveOn(ctx, tx, a, &p, OfferIt, "")
}

// tieProvider lets a provider's staff reach the person: for their answer while they are
// asked, and the record from their yes on.
func (s *Service) tieProvider(ctx context.Context, tx *db.Tx, p Placement, as access.Relation) error {
	err := s.Access.Tie(ctx, tx, access.Tie{OrganisationID: p.OrganisationID, PersonID: p.PersonID, Relation: as,
		Source: placementTie(p.ID)})
	if err != nil {
		return fmt.Errorf("tie provider: %w", err)
	}
	return nil
}

// write keeps a proposed placement with its prices: a new one, or one of the same
// week that was taken back when a rate rose, or declined and would be had now.
func (s *Service) write(ctx context.Context, tx *db.Tx, p *Placement) error {
	old, again, err := withdrawnOf(ctx, tx, p.OptionID, p.ScheduleID)
	if err != nil {
		return fmt.Errorf("propose: %w", err)
	}
	if again {
		err = writeAnew(ctx, tx, p, old)
	} else {
		err = insertPlacement(ctx, tx, *p)
	}
	if db.IsUnique(err) {
		return placedAlready()
	}
	if err == nil {
		err = insertPrices(ctx, tx, *p)
	}
	if err != nil {
		return fmt.Errorf("propose: %w", err)
	}
	return nil
}

// writeAnew writes a place of the same week as it is proposed now: one that was taken
// back, or declined where a broker has said that its provider would say yes.
func writeAnew(ctx context.Context, tx *db.Tx, p *Placement, old Placement) error {
	to, err := next(placementMoves, old.Status, Propose)
	if err != nil {
		return err
	}
	said, err := saidNo(ctx, tx, []Placement{old})
	if err != nil {
		return err
	}
	if old.Status == Declined && !said[old.ID].open {
		return notApprovable
	}
	p.ID, p.Turn, p.Status = old.ID, old.Turn+1, to
	written, err := proposeAnew(ctx, tx, *p, old)
	if err == nil && !written {
		err = movedOn()
	}
	return err
}

// placedAlready is the refusal of a second place in a schedule at one time.
func placedAlready() error { return fail.New(fail.Conflict, "brokerage.refused.placed_already") }

// startIn is the first day of a new place in a schedule: the wanted one, or the
// day after the last session of a place of the person there that is ended and
// still goes on. Those sessions are theirs, and that place pays for them.
func (s *Service) startIn(ctx context.Context, tx *db.Tx, personID, scheduleID string,
	from clock.Date) (clock.Date, error) {
	leaving, err := leavingIn(ctx, tx, personID, scheduleID, from)
	if err != nil {
		return from, fmt.Errorf("find places that end: %w", err)
	}
	for _, p := range leaving {
		days, err := s.daysFrom(ctx, tx, p, from)
		if err != nil {
			return from, fmt.Errorf("last session: %w", err)
		}
		if len(days) > 0 {
			from = days[len(days)-1].AddDays(1)
		}
	}
	return from, nil
}

// key names one movement of a placement's money; funds takes each once.
func (p Placement) key(what string) string {
	return "placement:" + p.ID + ":" + what + ":" + strconv.FormatInt(p.Turn, 10)
}

// costFrom is what the placement's sessions cost from a day to its end, by the
// schedule's own days and without those that are unpaid.
func (s *Service) costFrom(ctx context.Context, tx *db.Tx, p Placement,
	from clock.Date) (pence.Pence, error) {
	if p.UnitPrice == 0 {
		return 0, nil
	}
	days, err := s.daysFrom(ctx, tx, p, from)
	if err != nil {
		return 0, err
	}
	return s.worth(ctx, tx, p, p.paid(days))
}

// daysFrom lists the schedule's own days from one to the placement's end.
func (s *Service) daysFrom(ctx context.Context, tx *db.Tx, p Placement,
	from clock.Date) ([]clock.Date, error) {
	sch, err := s.Directory.ScheduleByID(ctx, tx, p.ScheduleID)
	if err != nil {
		return nil, err
	}
	return sch.Dates(from, p.To)
}

// moveOn takes a placement one legal step on and writes its history.
func (s *Service) moveOn(ctx context.Context, tx *db.Tx, a access.Actor, p *Placement, act Act,
	reason string) error {
	from := p.Status
	to, err := next(placementMoves, from, act)
	if err != nil {
		return err
	}
	p.Status = to
	was := p.Turn
	if act == Resume || act == Pause {
		p.Turn++
	}
	moved, err := movePlacement(ctx, tx, *p, from, was)
	if err != nil {
		return fmt.Errorf("move placement: %w", err)
	}
	if !moved {
		return movedOn()
	}
	if err := event.Publish(ctx, tx, s.Bus, PlacementMoved{*p, from}); err != nil {
		return err
	}
	return s.note(ctx, tx, a, p.ID, act, to, reason)
}

// ofProvider runs a provider's answer to an offer: only staff of the provider
// may give it.
func (s *Service) ofProvider(ctx context.Context, a access.Actor, act Act, placementID string,
	f func(ctx context.Context, tx *db.Tx, p Placement) error) error {
	return s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		p, err := placementByID(ctx, tx, placementID)
		if err != nil {
			return err
		}
		if !a.May(access.ProvideActivities) || a.OrganisationID != p.OrganisationID {
			return fail.New(fail.Forbidden, "access.refused.role")
		}
		if p.Status != Offered {
			return s.whoDecided(ctx, tx, a, act, p.ID, movedOn())
		}
		if err := s.Access.Act(ctx, tx, a, access.AnswerOffer, p.PersonID, string(act), p.ID); err != nil {
			return err
		}
		return s.whoDecided(ctx, tx, a, act, p.ID, f(ctx, tx, p))
	})
}

// byWorker runs a worker's act on a placement: the broker while a referral is
// open, or whoever the person is allocated to.
func (s *Service) byWorker(ctx context.Context, a access.Actor, act Act, placementID string,
	f func(ctx context.Context, tx *db.Tx, p Placement) error) error {
	return s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		p, err := s.forWorker(ctx, tx, a, act, placementID)
		if err != nil {
			return err
		}
		return f(ctx, tx, p)
	})
}

// forWorker loads a placement for a worker's act, after asking access.
func (s *Service) forWorker(ctx context.Context, tx *db.Tx, a access.Actor, act Act,
	placementID string) (Placement, error) {
	p, err := s.wait(ctx, tx, placementID)
	if err != nil {
		return p, err
	}
	need := access.Refer
	if a.May(access.Broker) {
		need = access.Broker
	}
	return p, s.Access.Act(ctx, tx, a, need, p.PersonID, string(act), p.ID)
}

// EndPlacement ends a place after a day, with one of Endings: later bookings
// are cancelled and their money is freed. Where the day is still to come the place
// goes on until then, and Keep ends it; it can be ended earlier meanwhile.
func (s *Service) EndPlacement(ctx context.Context, tx *db.Tx, a access.Actor, placementID string,
	last clock.Date, ending string) error {
	p, err := s.forWorker(ctx, tx, a, EndPlace, placementID)
	if err != nil {
		return err
	}
	if _, err := next(placementMoves, p.Status, Finish); err != nil {
		return err
	}
	var wrong []fail.Field
	if !has(Endings(), ending) {
		wrong = append(wrong, fail.Field{Name: "ending", Key: "brokerage.refused.ending"})
	}
	if last.Before(tx.Today().AddDays(-1)) {
		wrong = append(wrong, fail.Field{Name: "last", Key: "brokerage.refused.last_day"})
	}
	if len(wrong) > 0 {
		return fail.Fields(wrong...)
	}
	return s.endAfter(ctx, tx, a, p, last, ending)
}

// endAfter ends a place after a day: at once where nothing of it is to come, or
// with that day.
func (s *Service) endAfter(ctx context.Context, tx *db.Tx, a access.Actor, p Placement, last clock.Date,
	ending string) error {
	if _, err := next(placementMoves, p.Status, Finish); err != nil {
		return err
	}
	if p.Leaving() && !last.Before(p.To) {
		return movedOn() // it ends by then already
	}
	if last.After(tx.Today()) && p.Status != Suspended && !last.Before(p.From) {
		return s.leave(ctx, tx, a, p, last, ending)
	}
	return s.endNow(ctx, tx, a, p, last, ending)
}

// leave lets a place go on until a last day that is still to come: its sessions
// until then are booked as they are made, and paid.
func (s *Service) leave(ctx context.Context, tx *db.Tx, a access.Actor, p Placement, last clock.Date,
	ending string) error {
	was := p
	if err := s.stopFrom(ctx, tx, a, &p, last.AddDays(1)); err != nil {
		return err
	}
	p.To, p.Ending = earlier(p.To, last), ending
	if err := s.keepMoved(ctx, tx, a, &p, was, Step{Act: EndOn, Reason: ending}); err != nil {
		return err
	}
	return s.Access.EndTieAfter(ctx, tx, placementTie(p.ID), p.To.AddDays(bookings.DaysToClose))
}

// endNow ends a place of which nothing is to come after today.
func (s *Service) endNow(ctx context.Context, tx *db.Tx, a access.Actor, p Placement, last clock.Date,
	ending string) error {
	if p.Status != Suspended {
		if _, err := s.Bookings.CancelSeries(ctx, tx, a, p.ID, last.AddDays(1)); err != nil {
			return fmt.Errorf("cancel the series: %w", err)
		}
	}
	p.To, p.Ending = earlier(p.To, earlier(last, tx.Today())), ending
	if err := s.freeOpen(ctx, tx, &p, "stop"); err != nil {
		return err
	}
	if err := s.moveOn(ctx, tx, a, &p, Finish, ending); err != nil {
		return err
	}
	return s.endTie(ctx, tx, p.ID)
}

// endTie leaves the provider time to close the registers of the sessions that
// took place, or still will.
func (s *Service) endTie(ctx context.Context, tx *db.Tx, placementID string) error {
	day, found, err := s.Bookings.LastDay(ctx, tx, placementID)
	if err != nil {
		return fmt.Errorf("last session: %w", err)
	}
	if !found {
		return s.Access.EndTie(ctx, tx, placementTie(placementID))
	}
	return s.Access.EndTieAfter(ctx, tx, placementTie(placementID), day.AddDays(bookings.DaysToClose))
}

// stopFrom cancels the bookings of a place that goes on from a day on, and frees what
// they and its open days from then on would have cost.
func (s *Service) stopFrom(ctx context.Context, tx *db.Tx, a access.Actor, p *Placement,
	from clock.Date) error {
	begins, err := begins(ctx, tx, *p)
	if err != nil {
		return err
	}
	from = later(from, begins)
	open, err := s.openDays(ctx, tx, *p)
	if err != nil {
		return fmt.Errorf("find open days: %w", err)
	}
	free, err := s.worth(ctx, tx, *p, since(open, from))
	if err != nil {
		return err
	}
	cancelled, err := s.Bookings.CancelSeries(ctx, tx, a, p.ID, from)
	if err != nil {
		return fmt.Errorf("cancel the series: %w", err)
	}
	p.OpenFrom = earlier(p.OpenFrom, from)
	return s.free(ctx, tx, p, free+cancelled, p.key("stop"))
}

// begins is the day from which a place's sessions are booked and committed: its
// first, or the Monday after it was last taken up again.
func begins(ctx context.Context, tx *db.Tx, p Placement) (clock.Date, error) {
	at, found, err := lastStep(ctx, tx, p.ID, Resume)
	if err != nil || !found {
		return p.From, err
	}
	day, _ := clock.London(at)
	if monday := firstMonday(day); monday.After(p.From) {
		return monday, nil
	}
	return p.From, nil
}

// Suspend stops a place for a while, from tomorrow: no bookings and no money
// until it is resumed.
func (s *Service) Suspend(ctx context.Context, a access.Actor, placementID, reason string) error {
	return s.byWorker(ctx, a, Pause, placementID, func(ctx context.Context, tx *db.Tx, p Placement) error {
		if _, err := next(placementMoves, p.Status, Pause); err != nil {
			return err
		}
		if len([]rune(reason)) < shortestReason {
			return fail.Fields(fail.Field{Name: "reason", Key: "brokerage.refused.reason"})
		}
		if _, err := s.Bookings.CancelSeries(ctx, tx, a, p.ID, tx.Today().AddDays(1)); err != nil {
			return fmt.Errorf("cancel the series: %w", err)
		}
		if err := s.freeOpen(ctx, tx, &p, "stop"); err != nil {
			return err
		}
		return s.moveOn(ctx, tx, a, &p, Pause, reason)
	})
}

// Resume starts a suspended place again on Monday: every session is booked and
// the money committed, or nothing of it happens.
func (s *Service) Resume(ctx context.Context, a access.Actor, placementID string) error {
	return s.byWorker(ctx, a, Resume, placementID, func(ctx context.Context, tx *db.Tx, p Placement) error {
		if _, err := next(placementMoves, p.Status, Resume); err != nil {
			return err
		}
		if err := s.freeOpen(ctx, tx, &p, "stranded"); err != nil {
			return err
		}
		from := firstMonday(tx.Today())
		sum, err := s.costFrom(ctx, tx, p, from)
		if err != nil {
			return err
		}
		p.Total += sum
		p.OpenFrom = from
		if err := s.moveOn(ctx, tx, a, &p, Resume, ""); err != nil {
			return err
		}
		if err := s.bookFrom(ctx, tx, a, &p, from); err != nil {
			return err
		}
		return s.Funds.CommitDirect(ctx, tx, p.BudgetID, sum, p.key("resume"))
	})
}

// PlacementsOf lists a person's placements, the newest first. The caller has
// asked for the permission.
func (s *Service) PlacementsOf(ctx context.Context, tx *db.Tx, personID string) ([]Placement, error) {
	return placementsOfPerson(ctx, tx, personID)
}

// Going lists every placement that people come from, for spend and plans.
func (s *Service) Going(ctx context.Context, tx *db.Tx) ([]Placement, error) {
	return goingPlacements(ctx, tx)
}
