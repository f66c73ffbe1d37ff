package demo

import (
	"context"
	"fmt"
	"math/rand/v2"

	"ourdays/internal/area/access"
	"ourdays/internal/area/brokerage"
	"ourdays/internal/area/directory"
	"ourdays/internal/area/framework"
	"ourdays/internal/area/funds"
	"ourdays/internal/area/people"
	"ourdays/internal/area/plans"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/pence"
)

// writer writes a borough through the areas' verbs.
type writer struct {
	House
	*borough
	now       clock.Clock // the real one
	staff     staff
	orgs      map[string]string // ids by short name
	places    map[string]string
	mailed    map[string]bool
	mailboxes int
	byID      map[string]*dweller
	groups    map[string]*group // by the id of the schedule
	goals     map[string]aim    // by the id of the outcome
	lines     map[string]int    // of registers, by the id of the outcome
	views     *rand.Rand        // of what reviews say
	bents     *rand.Rand        // of those whose goals do not rise
	told      func(days, of int)
	budgeted  bool // the council's budget of this year is set
}

// Times of the day at which things are done.
const (
	morning = 8 * 60
	night   = 23*60 + 30
)

// at sets the clock to a time of a day.
func (w *writer) at(d clock.Date, minute int) { w.DB.SetClock(clock.Fixed(clock.At(d, minute))) }

// quick writes the quick borough, today.
func (w *writer) quick(ctx context.Context) error {
	for _, d := range w.people {
		d.age = d.Age(w.today)
	}
	w.explain()
	if err := w.offerAll(ctx, 0); err != nil {
		return err
	}
	if err := w.inParts(ctx, len(w.people), func(ctx context.Context, tx *db.Tx, i int) error {
		d := w.people[i]
		if err := w.addPerson(ctx, tx, d); err != nil {
			return err
		}
		if err := w.mandates(ctx, tx, d); err != nil {
			return err
		}
		return w.quickPlan(ctx, tx, d)
	}); err != nil {
		return err
	}
	w.people[0].friends = []*dweller{w.people[1], w.people[4]}
	w.people[1].friends, w.people[4].friends = w.people[:1], w.people[:1]
	if err := w.linkFriends(ctx, w.people); err != nil {
		return err
	}
	return w.assess(ctx, w.people)
}

func (w *writer) quickPlan(ctx context.Context, tx *db.Tx, d *dweller) error {
	if d.quick.weekly > 0 {
		if err := w.plan(ctx, tx, d, plans.Decision{Weekly: d.quick.weekly, MinUnits: d.quick.least,
			MaxUnits: d.quick.most}); err != nil {
			return err
		}
	}
	const weeks = 26
	return w.budget(ctx, tx, d, d.quick.budget, tx.Today().AddDays(7*weeks-1))
}

// build writes the whole borough, from the Monday on which it begins.
func (w *writer) build(ctx context.Context) error {
	w.Steer.CountLater()
	w.views = rand.New(rand.NewPCG(w.seed, 0x5ee5))
	w.bents = rand.New(rand.NewPCG(w.seed, 0xbe25))
	w.at(w.first, morning)
	if err := w.offerAll(ctx, w.social); err != nil {
		return err
	}
	all := w.inOrder()
	if err := w.inParts(ctx, len(all), func(ctx context.Context, tx *db.Tx, i int) error {
		if err := w.addPerson(ctx, tx, all[i]); err != nil || !all[i].coordinated() {
			return err
		}
		return w.People.Allocate(ctx, tx, all[i].ID, w.staff.coordinator.ID)
	}); err != nil {
		return err
	}
	for day := w.first; day.Before(w.begin); day = day.AddDays(1) {
		w.tell(day)
		if err := w.followOn(ctx, day); err != nil {
			return fmt.Errorf("%s: %w", day, err)
		}
	}
	w.at(w.begin, morning)
	if err := w.meetNewcomers(ctx); err != nil {
		return err
	}
	if err := w.linkFriends(ctx, all); err != nil {
		return err
	}
	if err := w.live(ctx); err != nil {
		return err
	}
	if err := w.Steer.Rebuild(ctx); err != nil {
		return err
	}
	if !w.budgeted {
		if err := w.DB.InTx(ctx, w.setBudget); err != nil {
			return err
		}
	}
	return w.seal(ctx)
}

// tell says which day is next.
func (w *writer) tell(day clock.Date) {
	if w.told != nil {
		w.told(day.DaysSince(w.first), w.today.DaysSince(w.first))
	}
}

// inOrder lists everybody, those first whom the sign-in page shows.
func (w *writer) inOrder() []*dweller {
	var known, rest []*dweller
	for _, d := range append(append([]*dweller{}, w.newcomers...), w.served()...) {
		if d.persona {
			known = append(known, d)
		} else {
			rest = append(rest, d)
		}
	}
	return append(known, rest...)
}

// atOnce is how many things one transaction writes.
const atOnce = 20

// inParts does n things, a few in each transaction. A thing may be done again
// when the database asks to retry.
func (w *writer) inParts(ctx context.Context, n int, do func(ctx context.Context, tx *db.Tx,
	i int) error) error {
	for from := 0; from < n; from += atOnce {
		err := w.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
			for i := from; i < min(from+atOnce, n); i++ {
				if err := do(ctx, tx, i); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// offerAll writes organisations, places, staff and what is offered.
func (w *writer) offerAll(ctx context.Context, social int) error {
	w.orgs, w.places, w.mailed = map[string]string{}, map[string]string{}, map[string]bool{}
	w.byID, w.goals, w.lines = map[string]*dweller{}, map[string]aim{}, map[string]int{}
	list, err := sites()
	if err != nil {
		return err
	}
	err = w.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		for _, f := range w.firms {
			o, err := w.Directory.AddOrganisation(ctx, tx, access.System, f.Organisation)
			if err != nil {
				return fmt.Errorf("%s: %w", f.Name, err)
			}
			w.orgs[f.key] = o.ID
		}
		for _, s := range list {
			s.OrganisationID = w.orgs[s.keeper]
			l, err := w.Directory.AddLocation(ctx, tx, access.System, s.Location)
			if err != nil {
				return fmt.Errorf("%s: %w", s.Name, err)
			}
			w.places[s.key] = l.ID
		}
		return nil
	})
	if err != nil {
		return err
	}
	if err := w.staffUp(ctx, social); err != nil {
		return err
	}
	if err := w.inParts(ctx, len(w.offers), func(ctx context.Context, tx *db.Tx, i int) error {
		if err := w.publish(ctx, tx, w.offers[i]); err != nil {
			return fmt.Errorf("%s: %w", w.offers[i].title, err)
		}
		return nil
	}); err != nil {
		return err
	}
	return w.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		return w.Directory.ExtendSessions(ctx, tx, w.today.AddDays(directory.DaysAhead))
	})
}

// publish writes an activity with its groups and prices. It is a draft until
// its groups are there, so that search learns of it once.
func (w *writer) publish(ctx context.Context, tx *db.Tx, o *offer) error {
	act := directory.Activity{OrganisationID: w.orgs[o.org], Kind: o.kind, Symbol: o.picture, Title: o.title,
		EasyTitle: o.easyTitle,
		Text:      o.text, EasyText: o.easy, For: o.groups, AgeFrom: o.ageFrom, AgeTo: o.ageTo, OwnPrice: o.price,
		Tiers:    o.tiers,
		Outcomes: o.outcomes, Online: o.online, Statutory: o.tiers != 0,
		Checked: w.today.AddDays(-checkedAgo(o.title)), Status: directory.Draft}
	act, err := w.Directory.Publish(ctx, tx, access.System, act)
	if err != nil {
		return err
	}
	for _, of := range o.groupsOf {
		for _, g := range of {
			if err := w.schedule(ctx, tx, act.ID, g); err != nil {
				return err
			}
		}
	}
	if err := w.rates(ctx, tx, act.ID, o); err != nil {
		return err
	}
	act.Status = directory.Published
	_, err = w.Directory.Publish(ctx, tx, access.System, act)
	return err
}

func (w *writer) schedule(ctx context.Context, tx *db.Tx, activityID string, g *group) error {
	sch := directory.Schedule{ActivityID: activityID, LocationID: w.places[g.offer.at], RRule: g.slot.rule(),
		Start: g.slot.start,
		End:   g.slot.end, From: w.begin, Except: closedDays(w.begin), Places: g.seats,
		Support: g.support()}
	if g.offer.online != directory.InPerson {
		sch.OnlineAt = "https://meet.weaverdale.example/" + activityID
	}
	sch, err := w.Directory.AddSchedule(ctx, tx, access.System, sch)
	g.id = sch.ID
	return err
}

// closedDays are Christmas, Boxing Day and New Year's Day of the next two years.
func closedDays(from clock.Date) db.List {
	var days db.List
	for year := from.Year; year < from.Year+2; year++ {
		days = append(days, clock.D(year, 12, 25).String(), clock.D(year, 12, 26).String(),
			clock.D(year+1, 1, 1).String())
	}
	return days
}

// checkedAgo is how many days ago an activity was last checked: a few, and not
// the same for all.
func checkedAgo(title string) int { return len(title) * 7 % 23 }

// rates agrees a price for each way of sharing a worker.
func (w *writer) rates(ctx context.Context, tx *db.Tx, activityID string, o *offer) error {
	for _, ratio := range people.Ratios {
		if ratio > 0 && o.workers == 0 {
			continue
		}
		r := framework.Rate{ActivityID: activityID, Ratio: ratio, Price: o.priceOf(ratio, o.hour()),
			Benchmark: o.priceOf(ratio, roomHour)}
		if r.Price > r.Benchmark {
			r.Reason = dear[o.org]
		}
		if _, err := w.Framework.SetRate(ctx, tx, access.System, r); err != nil {
			return err
		}
	}
	return nil
}

// addPerson adds a person with an account and a worker in charge.
func (w *writer) addPerson(ctx context.Context, tx *db.Tx, d *dweller) error {
	worker := w.workerOf(d)
	p, err := w.People.Add(ctx, tx, worker, d.Person)
	if err != nil {
		return fmt.Errorf("%s: %w", d.FullName(), err)
	}
	d.ID = p.ID
	w.byID[d.ID] = d
	d.actor, err = w.addActor(ctx, tx, access.Actor{Name: p.Name(), Kind: access.Person,
		Roles: []access.Role{access.RolePerson}, PersonID: p.ID})
	return err
}

// mandates records who helps the person.
func (w *writer) mandates(ctx context.Context, tx *db.Tx, d *dweller) error {
	worker := w.workerOf(d)
	for i, h := range d.helpers {
		helper, err := w.addActor(ctx, tx, access.Actor{Name: h.name, Kind: access.Supporter,
			Roles: []access.Role{access.RoleSupporter}})
		if err != nil {
			return err
		}
		d.helpers[i].actor = helper
		if _, err := w.People.GiveMandate(ctx, tx, worker, h.mandate(d, helper.ID, tx.Today())); err != nil {
			return fmt.Errorf("%s: %w", h.name, err)
		}
	}
	return nil
}

// plan agrees the person's outcomes and decides the tier.
func (w *writer) plan(ctx context.Context, tx *db.Tx, d *dweller, frame plans.Decision) error {
	if err := w.agree(ctx, tx, d); err != nil {
		return err
	}
	frame.Tier, frame.StartBy, frame.Reason = d.tier, tx.Today().AddDays(14), d.reason
	if err := w.Plans.DecideTier(ctx, tx, w.workerOf(d), d.ID, frame); err != nil {
		return fmt.Errorf("tier of %s: %w", d.FullName(), err)
	}
	return nil
}

// agree records the person's outcomes.
func (w *writer) agree(ctx context.Context, tx *db.Tx, d *dweller) error {
	worker := w.workerOf(d)
	for i, g := range d.goals {
		o, err := w.Plans.AddOutcome(ctx, tx, worker, plans.Outcome{PersonID: d.ID, Words: g.words,
			CareAct: g.aim.codes, Scale: g.aim.scale, Baseline: g.baseline})
		if err != nil {
			return fmt.Errorf("%s: %w", g.words, err)
		}
		d.goals[i].id = o.ID
		w.goals[o.ID] = g.aim
	}
	return nil
}

func (w *writer) budget(ctx context.Context, tx *db.Tx, d *dweller, weekly pence.Pence,
	until clock.Date) error {
	_, err := w.Funds.Open(ctx, tx, w.staff.finance, funds.Budget{PersonID: d.ID, Weekly: weekly,
		Starts: tx.Today(), Until: until})
	if err != nil {
		return fmt.Errorf("budget of %s: %w", d.FullName(), err)
	}
	return nil
}

// planned is what a week of the person's plan may cost: what it costs, with a
// little over for what comes up.
func (d *dweller) planned() pence.Pence {
	return pence.Pence((int64(d.cost)*104/100 + 499) / 500 * 500)
}

// planWeek agrees a plan for the week that the person has.
func (w *writer) planWeek(ctx context.Context, tx *db.Tx, d *dweller) error {
	units := max(1, d.units())
	frame := plans.Decision{Weekly: d.planned(), MinUnits: max(1, units-1), MaxUnits: min(14, units+1)}
	return w.plan(ctx, tx, d, frame)
}

// takeOver opens the budget of the week that the person has, and records the week as
// agreed: putting it together anew would look through the whole offer for each.
func (w *writer) takeOver(ctx context.Context, tx *db.Tx, d *dweller) error {
	until := d.course.until
	if err := w.budget(ctx, tx, d, d.planned(), until); err != nil {
		return err
	}
	if d.tier == plans.Enablement {
		until = d.since.AddDays(7*enablementWeeks - 1)
	}
	week := brokerage.Agreed{PersonID: d.ID, Since: d.course.from, Until: until}
	for _, g := range d.goes() {
		p := brokerage.AgreedPlace{ScheduleID: g.id, Ratio: d.Ratio,
			UnitPrice: g.offer.priceOf(d.Ratio, g.offer.hour())}
		for _, goal := range d.goals {
			if goal.aim.helped(g.offer) {
				p.Outcomes = append(p.Outcomes, goal.id)
			}
		}
		week.Items = append(week.Items, p)
	}
	placed, err := w.Brokerage.TakeOver(ctx, tx, access.System, week)
	if err != nil {
		return fmt.Errorf("week of %s: %w", d.FullName(), err)
	}
	d.places = placed
	if d.over != nil {
		d.overID = placed[len(placed)-1].ID
	}
	return nil
}

// linkFriends lets everybody say who their friends are.
func (w *writer) linkFriends(ctx context.Context, all []*dweller) error {
	return w.inParts(ctx, len(all), func(ctx context.Context, tx *db.Tx, i int) error {
		for _, e := range all[i].friends {
			if err := w.People.SayFriend(ctx, tx, all[i].actor, all[i].ID, e.ID); err != nil {
				return fmt.Errorf("friends: %w", err)
			}
		}
		return nil
	})
}

// assessedOn is the day of the assessments of who has no course: in a year whose
// figures are known.
var assessedOn = clock.D(2025, 6, 2)

// assess records and checks the financial assessments.
func (w *writer) assess(ctx context.Context, all []*dweller) error {
	for _, d := range all {
		if d.money == "" {
			continue
		}
		if err := w.record(ctx, d, d.circumstancesOn()); err != nil {
			return err
		}
	}
	return nil
}

// assessAnew assesses on a day those whose benefits have new amounts since April, where
// the year's figures are known.
func (w *writer) assessAnew(ctx context.Context, day clock.Date) error {
	for _, d := range w.on(day, func(c course) clock.Date { return c.april }) {
		if d.money == "" {
			continue
		}
		text := d.livesOn(day)
		if _, _, err := funds.Compute(text); err != nil {
			continue
		}
		if err := w.record(ctx, d, text); err != nil {
			return err
		}
	}
	return nil
}

// record keeps an assessment that one officer made and another checked.
func (w *writer) record(ctx context.Context, d *dweller, text string) error {
	if text == "" {
		return nil
	}
	as, err := w.Funds.Record(ctx, w.staff.finance, d.ID, text)
	if err != nil {
		return fmt.Errorf("assess %s: %w", d.FullName(), err)
	}
	if err := w.Funds.Check(ctx, w.staff.second, d.ID, as.ID); err != nil {
		return fmt.Errorf("check %s: %w", d.FullName(), err)
	}
	return nil
}
