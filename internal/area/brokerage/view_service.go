package brokerage

import (
	"context"
	"fmt"
	"slices"

	"ourdays/internal/area/access"
	"ourdays/internal/area/directory"
	"ourdays/internal/area/matching"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
)

// placeAsk is a schedule, and from which Monday on a page shows its usual times.
type placeAsk struct {
	scheduleID string
	monday     clock.Date
}

// placesOf reads what pages show of schedules, each with its usual times: some
// queries for all of them, in the order in which they were asked for.
func (s *Service) placesOf(ctx context.Context, tx *db.Tx, list []placeAsk) ([]Place, error) {
	var ids []string
	for _, w := range list {
		ids = append(ids, w.scheduleID)
	}
	known, err := s.Directory.SchedulesByID(ctx, tx, ids)
	if err != nil {
		return nil, err
	}
	places := make([]Place, len(list))
	for i, w := range list {
		o, found := known[w.scheduleID]
		if !found {
			return nil, fail.New(fail.NotFound, "fail.not_found")
		}
		if places[i], err = placeFrom(o, w.monday); err != nil {
			return nil, fmt.Errorf("usual times of a schedule: %w", err)
		}
	}
	return places, nil
}

// placeFrom is what a page shows of a schedule, from a Monday on, or from its own
// first week where that is later.
func placeFrom(o directory.Offered, monday clock.Date) (Place, error) {
	v := Place{Activity: o.Activity, Location: o.Location, Organisation: o.Organisation}
	if monday.Before(o.Schedule.From) {
		monday = o.Schedule.From.Monday()
	}
	days, err := o.Schedule.Dates(monday, monday.AddDays(7*weeksAhead-1))
	v.days = days
	for _, d := range matching.UsualWeek(days, func(d clock.Date) clock.Date { return d }) {
		v.Slots = append(v.Slots, matching.Slot{Day: matching.DayOf(d), Start: o.Schedule.Start,
			End: o.Schedule.End, What: v.Activity.Title, Easy: v.Activity.EasyTitle})
	}
	return v, err
}

// showWeeks gives options with the places of their items.
func (s *Service) showWeeks(ctx context.Context, tx *db.Tx, options []Option,
	monday clock.Date) ([]shownWeek, error) {
	var all []placeAsk
	for _, o := range options {
		for _, i := range o.Items {
			all = append(all, placeAsk{i.ScheduleID, monday})
		}
	}
	places, err := s.placesOf(ctx, tx, all)
	if err != nil {
		return nil, err
	}
	var weeks []shownWeek
	for _, o := range options {
		w := shownWeek{Option: o}
		for n, i := range o.Items {
			w.Places = append(w.Places, shownPlace{Item: i, Place: places[n]})
		}
		places = places[len(o.Items):]
		slices.SortStableFunc(w.Places, func(a, b shownPlace) int { return byTime(a.first(), b.first()) })
		weeks = append(weeks, w)
	}
	return weeks, nil
}

// PlacementLines lists a person's placements for a page that has asked for the
// permission to show them.
func (s *Service) PlacementLines(ctx context.Context, tx *db.Tx, personID string) ([]PlacementLine, error) {
	list, err := placementsOfPerson(ctx, tx, personID)
	if err != nil {
		return nil, err
	}
	return s.inOrder(ctx, tx, list)
}

// inOrder gives placements as pages show them, in the order of the week.
func (s *Service) inOrder(ctx context.Context, tx *db.Tx, list []Placement) ([]PlacementLine, error) {
	lines, err := s.linesOf(ctx, tx, list)
	slices.SortStableFunc(lines, func(a, b PlacementLine) int { return byTime(a.first(), b.first()) })
	return lines, err
}

func (s *Service) linesOf(ctx context.Context, tx *db.Tx, list []Placement) ([]PlacementLine, error) {
	waiting, err := s.waitingBy(ctx, tx, peopleIn(list), func(d waitingDay) string { return d.PlacementID })
	if err != nil {
		return nil, err
	}
	var all []placeAsk
	for _, p := range list {
		all = append(all, placeAsk{p.ScheduleID, p.From.Monday()})
	}
	said, err := saidNo(ctx, tx, list)
	if err != nil {
		return nil, fmt.Errorf("why places were declined: %w", err)
	}
	places, err := s.placesOf(ctx, tx, all)
	var lines []PlacementLine
	for i, place := range places {
		no := said[list[i].ID]
		lines = append(lines, PlacementLine{list[i], place, waiting[list[i].ID], no.Reason, no.Told,
			no.open})
	}
	return lines, err
}

// OpenReferral finds a person's referral that is not ended, for a page that has
// asked for the permission to show it.
func (s *Service) OpenReferral(ctx context.Context, tx *db.Tx, personID string) (Referral, bool, error) {
	return openReferral(ctx, tx, personID)
}

// OwnState says how far a person's open referral is, for who may choose with it;
// for anybody else, and without one, it is empty.
func (s *Service) OwnState(ctx context.Context, tx *db.Tx, a access.Actor, personID string) (Waits, error) {
	err := s.Access.Allow(ctx, tx, a, access.Choose, personID)
	if fail.KindOf(err) == fail.Forbidden {
		return Waits{}, nil
	}
	if err != nil {
		return Waits{}, err
	}
	r, _, err := openReferral(ctx, tx, personID)
	if err != nil {
		return Waits{}, err
	}
	placed, err := placementsOfReferral(ctx, tx, r.ID)
	if err != nil {
		return Waits{}, err
	}
	lines, err := s.inOrder(ctx, tx, placed)
	return Waits{State: r.Status, parts: partsOf(r, lines)}, err
}

// Stage says how far a person is with their week, for the demo's sign-in page.
func (s *Service) Stage(ctx context.Context, tx *db.Tx, personID string) (access.Stage, error) {
	r, _, err := openReferral(ctx, tx, personID)
	if err != nil {
		return "", err
	}
	switch r.Status {
	case Placed:
		return access.HasWeek, nil
	case Shown:
		return access.Chooses, nil
	}
	list, err := placementsOfPerson(ctx, tx, personID)
	switch {
	case slices.ContainsFunc(list, Placement.Going):
		return access.HasWeek, err
	case r.Status == Chosen || r.Status == Approved:
		return access.Chose, err
	}
	return access.IsNew, err
}

// Work is one page, from 1, of the referrals in the given states of people whom
// the actor reaches: what is to be done for whom is to start soonest first, and
// what is done the newest first; more says that another page follows.
func (s *Service) Work(ctx context.Context, tx *db.Tx, a access.Actor, states []Status,
	page int) (lines []ReferralLine, more bool, err error) {
	list, err := referralsByStatus(ctx, tx, a, states, page)
	if err != nil || len(list) == 0 {
		return nil, false, err
	}
	if more = len(list) > workAPage; more {
		list = list[:workAPage]
	}
	var people, options []string
	for _, r := range list {
		people, options = append(people, r.PersonID), append(options, r.OptionID)
	}
	known, err := s.People.LoadMany(ctx, tx, people)
	if err != nil {
		return nil, false, err
	}
	names := map[string]string{}
	for _, p := range known {
		names[p.ID] = p.Name()
	}
	costs, err := weekCosts(ctx, tx, options)
	if err != nil {
		return nil, false, err
	}
	above, err := s.aboveOf(ctx, tx, people, tx.Today())
	if err != nil {
		return nil, false, err
	}
	waits, err := s.waitingBy(ctx, tx, people, func(d waitingDay) string { return d.PersonID })
	if err != nil {
		return nil, false, err
	}
	gone, err := s.goneOf(ctx, tx, list)
	if err != nil {
		return nil, false, err
	}
	ring, err := s.Access.Unwritten(ctx, tx, people)
	for _, r := range list {
		lines = append(lines, ReferralLine{Referral: r, Name: names[r.PersonID], Cost: costs[r.OptionID],
			Above: above[r.PersonID], Waits: waits[r.PersonID], Gone: gone[r.ID], Ring: ring[r.PersonID]})
	}
	return lines, more, err
}

// goneOf gives what was declined of the weeks that are with a broker again, by referral.
func (s *Service) goneOf(ctx context.Context, tx *db.Tx,
	list []Referral) (map[string][]PlacementLine, error) {
	var ids []string
	for _, r := range list {
		if r.Status == WithBroker && r.OptionID != "" {
			ids = append(ids, r.ID)
		}
	}
	gone := map[string][]PlacementLine{}
	if len(ids) == 0 {
		return gone, nil
	}
	declined, err := declinedIn(ctx, tx, ids)
	if err != nil {
		return nil, fmt.Errorf("find what was declined: %w", err)
	}
	lines, err := s.inOrder(ctx, tx, declined)
	for _, l := range lines {
		gone[l.ReferralID] = append(gone[l.ReferralID], l)
	}
	return gone, err
}

func (s *Service) viewReferral(ctx context.Context, a access.Actor, id string) (referralView, error) {
	v := referralView{mayBroker: a.May(access.Broker)}
	err := s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		var err error
		if v.r, err = referralByID(ctx, tx, id); err != nil {
			return err
		}
		if err := s.Access.Act(ctx, tx, a, access.SeePerson, v.r.PersonID, "see_options", v.r.ID); err != nil {
			return err
		}
		if !a.May(access.Broker) && !a.May(access.Refer) && !a.May(access.Approve) {
			return fail.New(fail.Forbidden, "access.refused.role")
		}
		if err := s.fillView(ctx, tx, &v); err != nil {
			return err
		}
		if err := s.lookAtWeeks(ctx, tx, &v); err != nil {
			return err
		}
		if v.above, err = s.AboveAfter(ctx, tx, v.r.PersonID, tx.Today()); err != nil {
			return err
		}
		ring, err := s.Access.Unwritten(ctx, tx, []string{v.r.PersonID})
		if err != nil {
			return err
		}
		v.ring = ring[v.r.PersonID]
		if w, chosen := v.chosen(); chosen {
			err = s.viewMoney(ctx, tx, &v, w.Option)
			if err == nil && v.r.Status == Chosen && a.May(access.Approve) {
				err = s.viewCouncil(ctx, tx, &v, w)
			}
		}
		return err
	})
	return v, err
}

// lookAtWeeks asks the rules of the weeks of a view, and when each place would begin.
func (s *Service) lookAtWeeks(ctx context.Context, tx *db.Tx, v *referralView) error {
	l, err := s.misfitsOf(ctx, tx, v.r, optionsIn(v.weeks)...)
	v.misfits, v.halfDays = l.misfits, l.halfDays
	for _, w := range v.weeks {
		if l.later == nil && w.ID == v.r.OptionID {
			w.begin(laterOf(placementsIn(v.placements), w.ID))
		}
		w.begin(l.later)
	}
	return err
}

// viewMoney reckons what the chosen week holds and takes, and what it costs the person
// at the rates of today.
func (s *Service) viewMoney(ctx context.Context, tx *db.Tx, v *referralView, o Option) error {
	had, err := s.placedIn(ctx, tx, v.r.ID)
	if err != nil {
		return err
	}
	if v.ahead, err = s.moneyAhead(ctx, tx, v.plan, v.r.PersonID, o, had); err != nil {
		return err
	}
	placed, err := placementsOfPerson(ctx, tx, v.r.PersonID)
	if err != nil {
		return err
	}
	from := firstMonday(tx.Today())
	v.whole.before, v.whole.going = weekFrom(placed, from)
	v.whole.added = v.ahead.week.newCost(o, v.whole.going, from)
	if v.whole.beside, err = s.inOrder(ctx, tx, besideOf(placed, o, from)); err != nil {
		return err
	}
	v.priceNow, err = s.Funds.PriceTo(ctx, tx, v.r.PersonID, v.whole.before, v.whole.cost(), from)
	return err
}

func (s *Service) fillView(ctx context.Context, tx *db.Tx, v *referralView) error {
	var err error
	if v.person, err = s.People.Load(ctx, tx, v.r.PersonID); err != nil {
		return err
	}
	plan, _, err := s.Plans.Current(ctx, tx, v.r.PersonID)
	if err != nil {
		return err
	}
	outcomes, err := s.Plans.OutcomesOf(ctx, tx, v.r.PlanID)
	if err != nil {
		return err
	}
	v.plan, v.aims = plan, wishOf(v.person, plan, outcomes, tx.Today()).Aims
	if v.steps, err = stepsOf(ctx, tx, v.r.ID); err != nil {
		return err
	}
	options, err := optionsOf(ctx, tx, v.r.ID)
	if err != nil {
		return err
	}
	if v.weeks, err = s.showWeeks(ctx, tx, options, firstMonday(tx.Today())); err != nil {
		return err
	}
	if err := s.tellWays(ctx, tx, v); err != nil {
		return err
	}
	var weeks []*Option
	for i := range v.weeks {
		weeks = append(weeks, &v.weeks[i].Option)
	}
	if err := s.learnPrices(ctx, tx, v.r.PersonID, weeks...); err != nil {
		return err
	}
	placed, err := placementsOfReferral(ctx, tx, v.r.ID)
	if err != nil {
		return err
	}
	v.placements, err = s.inOrder(ctx, tx, placed)
	v.begins = beginsOn(v.r, v.placements, tx.Today())
	return err
}

// tellWays reckons how long the way to each place of the weeks is.
func (s *Service) tellWays(ctx context.Context, tx *db.Tx, v *referralView) error {
	lat, lng, err := s.Directory.TownCentre(ctx, tx, v.person.Town)
	if err != nil {
		return fmt.Errorf("find the town: %w", err)
	}
	for _, w := range v.weeks {
		for i, p := range w.Places {
			w.Places[i].minutes = matching.Minutes(lat, lng, p.Location.Lat, p.Location.Lng)
		}
	}
	return nil
}

// viewChoice is what the person sees of their own referral; only what was
// shown to them is in it.
func (s *Service) viewChoice(ctx context.Context, a access.Actor, referralID string) (referralView, error) {
	var v referralView
	err := s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		var err error
		if v.r, err = referralByID(ctx, tx, referralID); err != nil {
			return err
		}
		if err := s.Access.See(ctx, tx, a, access.Choose, v.r.PersonID); err != nil {
			return err
		}
		if err := s.fillView(ctx, tx, &v); err != nil {
			return err
		}
		v.weeks = v.shown()
		if err := s.lookAtWeeks(ctx, tx, &v); err != nil {
			return err
		}
		return s.hidePrices(ctx, tx, a, v)
	})
	return v, err
}

// hidePrices takes from the weeks, and from what no longer fits, what they cost
// the person and what is left of the budget, where the actor may not see the
// person's money. A helper who sees it leaves a line in the trail.
func (s *Service) hidePrices(ctx context.Context, tx *db.Tx, a access.Actor, v referralView) error {
	err := s.Access.Allow(ctx, tx, a, access.SeeMoney, v.r.PersonID)
	if err == nil && a.Kind != access.Person {
		return s.Access.See(ctx, tx, a, access.SeeMoney, v.r.PersonID)
	}
	if fail.KindOf(err) != fail.Forbidden {
		return err
	}
	for i := range v.weeks {
		v.weeks[i].noMoney = true
	}
	for _, list := range v.misfits {
		for _, m := range list {
			hideBudget(m.out)
		}
	}
	return nil
}

// openChoice finds the referral of the person whose pages the actor sees.
func (s *Service) openChoice(ctx context.Context, a access.Actor) (Referral, bool, error) {
	var r Referral
	found := false
	err := s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		if err := s.Access.See(ctx, tx, a, access.Choose, a.PersonID); err != nil {
			return err
		}
		var err error
		r, found, err = openReferral(ctx, tx, a.PersonID)
		return err
	})
	return r, found, err
}

// agreedOf gives the places of a person's week as they were agreed, by schedule.
func agreedOf(ctx context.Context, tx *db.Tx, personID string) (map[string]Item, error) {
	list, err := placementsOfPerson(ctx, tx, personID)
	by := map[string]Item{}
	for _, p := range list {
		if p.inWeek() {
			by[p.ScheduleID] = Item{ScheduleID: p.ScheduleID, Ratio: p.Ratio, UnitPrice: p.UnitPrice,
				OwnPrice: p.OwnPrice, Funding: p.Funding}
		}
	}
	return by, err
}

func (s *Service) viewBuilder(ctx context.Context, a access.Actor,
	referralID, optionID, words string) (builderView, error) {
	v := builderView{words: words, misfits: map[string][]misfit{}}
	err := s.on(ctx, a, access.Broker, "see_options", referralID,
		func(ctx context.Context, tx *db.Tx, r *Referral) error {
			var err error
			if v.options, err = optionsOf(ctx, tx, r.ID); err != nil {
				return err
			}
			var ids []string
			for _, o := range v.options {
				ids = append(ids, o.schedules()...)
				if o.ID == optionID || optionID == "" && v.at.ID == "" && !o.Past() {
					v.at = o
				}
			}
			v.options = current(v.options)
			if optionID != "" && v.at.ID == "" {
				return fail.New(fail.NotFound, "fail.not_found")
			}
			if v.found, err = s.foundBy(ctx, tx, words); err != nil {
				return err
			}
			v.k, err = s.caseOf(ctx, tx, *r, also(s.asked,
				also(only(append(ids, v.found...)...), noted(&v.looked, also(noted(&v.best, s.best), s.some)))))
			if err != nil {
				return err
			}
			if err := s.learnPrices(ctx, tx, r.PersonID, &v.at); err != nil {
				return err
			}
			v.week = v.k.weekOf(v.at).Usual()
			reached, err := s.Access.Reached(ctx, tx, a, access.WritePerson, []string{r.PersonID})
			if err != nil {
				return err
			}
			v.mayWrite = reached[r.PersonID]
			if v.agreed, err = agreedOf(ctx, tx, r.PersonID); err != nil {
				return err
			}
			if v.ahead, err = s.moneyAhead(ctx, tx, v.k.Plan, r.PersonID, v.at, v.k.Wish.Going); err != nil {
				return err
			}
			if v.above, err = s.AboveAfter(ctx, tx, r.PersonID, tx.Today()); err != nil {
				return err
			}
			if v.pays, err = s.Funds.PriceTo(ctx, tx, r.PersonID, 0, 0, v.k.From); err != nil {
				return err
			}
			return s.lookAgain(ctx, tx, &v)
		})
	if n := v.fitting(); err == nil && v.k.Referral.mayChange() && n > 0 && n < matching.FewOptions {
		v.short, v.isShort, err = v.k.shortOf(v.best, v.looked)
	}
	return v, err
}

// lookAgain asks the rules of every week that there is.
func (s *Service) lookAgain(ctx context.Context, tx *db.Tx, v *builderView) error {
	for _, o := range v.options {
		list, err := s.misfits(ctx, tx, v.k, o)
		if err != nil {
			return err
		}
		v.misfits[o.ID] = list
	}
	return nil
}

// foundBy lists the schedules of the activities that some words find.
func (s *Service) foundBy(ctx context.Context, tx *db.Tx, words string) ([]string, error) {
	var ids []string
	if words == "" {
		return ids, nil
	}
	found, err := s.Directory.Search(ctx, tx, directory.Query{Words: words})
	if err != nil {
		return nil, fmt.Errorf("look for activities: %w", err)
	}
	for _, hit := range found.Hits {
		list, err := s.Directory.SchedulesOf(ctx, tx, hit.Activity.ID)
		if err != nil {
			return nil, err
		}
		for _, sch := range list {
			ids = append(ids, sch.ID)
		}
	}
	return ids, nil
}
