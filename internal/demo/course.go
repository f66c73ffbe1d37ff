package demo

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"

	"ourdays/internal/area/access"
	"ourdays/internal/area/plans"
	"ourdays/internal/area/steer"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
)

// course is when somebody's present plan was agreed and what followed from it, in this
// order: plan and tier, the referral with the week that was agreed on it and its budget,
// the first day of its places. Who is there since before the year had plans and places
// before, of which nothing is kept here: a plan is made anew each year, and the places
// with it. A place is older than the decision of its plan only where a review decided
// the tier anew.
type course struct {
	agreed   clock.Date // outcomes, tier, and who helps
	assessed clock.Date
	april    clock.Date // when their money was looked at anew with the figures of a new year; zero for most
	taken    clock.Date // the referral, the week and its budget
	from     clock.Date // the first day of the places
	until    clock.Date // the last day of week and budget: a year from the plan, by which it is reviewed
	again    clock.Date // the yearly review is to be held by
	looks    []look
}

// look is a review that was held; the one that turns decides what turn says.
type look struct {
	on    clock.Date
	turns bool
}

// Bounds of a course, in days. Plans go back nearly a year, since each is looked
// at within one; weeks were taken over team by team before the first register.
const (
	oldestPlan    = 350
	newestPlan    = 2 // before the first register
	yearOfPlan    = 364
	planBefore    = 6  // the first day of a new week, at least
	planWithin    = 9  // and the last one, so many days more
	turnsWithin   = 24 // of today: a new week is still to come
	firstCheck    = 42 // a first check is held from here on after the agreement …
	firstCheckDue = 56 // … and due then
	enablingCheck = 35 // the same, of enablement, after its first day
	enablingDue   = 41
)

// Of a hundred first checks that fell due in the last days, those that were not
// held in time, and how many days are the last: of the newest plans, and of today.
const (
	lateChecks, lateEnabling = 36, 16
	lateDays, lateFor        = 14, 10
)

// follow thinks of every plan's dates. It draws from a stream of its own, so that
// the rest of the borough stays.
func (b *borough) follow() {
	r := rand.New(rand.NewPCG(b.seed, 0xda7e5))
	b.first = workday(b.today.AddDays(-oldestPlan))
	for _, d := range b.served() {
		d.course = b.courseOf(r, d)
	}
}

func (b *borough) courseOf(r *rand.Rand, d *dweller) course {
	c := course{agreed: b.agreedOn(r, d), from: d.since}
	if renewed := c.agreed.AddDays(planBefore + r.IntN(planWithin)); !c.from.After(c.agreed) {
		c.from = workday(renewed)
	}
	c.taken = later(workday(c.from.AddDays(-1-r.IntN(3))), c.agreed)
	c.assessed = earlier(workday(c.agreed.AddDays(1+r.IntN(8))), c.taken)
	anew := workday(newFigures.AddDays(1 + r.IntN(24)))
	if c.assessed.Before(newFigures) && anew.Before(b.today) {
		c.april = anew
	}
	c.until = c.agreed.AddDays(yearOfPlan - 1)
	c.again = workday(c.until.AddDays(-r.IntN(14)))
	c.looks = b.looksOf(r, d, c.agreed)
	return c
}

// agreedOn draws the day of the agreement: before a week that began in the year,
// and for the others at any time of it.
func (b *borough) agreedOn(r *rand.Rand, d *dweller) clock.Date {
	last := b.begin.AddDays(-newestPlan)
	if !d.leaves.IsZero() {
		last = d.leaves.AddDays(-firstCheckDue - 14)
	}
	begins := d.since.AddDays(-planBefore - r.IntN(planWithin))
	day := last.AddDays(-r.IntN(last.DaysSince(b.first) + 1))
	if d.tier == plans.Enablement || begins.After(b.first) {
		day = begins
	}
	return later(onWorkday(r, day), b.first)
}

// onWorkday brings what falls on a weekend forward to any day of the week before it,
// so that Fridays are like other days.
func onWorkday(r *rand.Rand, day clock.Date) clock.Date {
	if workday(day) != day {
		day = day.AddDays(-r.IntN(workdays))
	}
	return workday(day)
}

// looksOf draws the reviews that were held: a first check, if its time has come and
// it was not put off, and the one that changes something.
func (b *borough) looksOf(r *rand.Rand, d *dweller, agreed clock.Date) []look {
	held, due := agreed.AddDays(firstCheck+r.IntN(14)), agreed.AddDays(firstCheckDue)
	late, since := lateChecks, b.begin.AddDays(firstCheckDue-newestPlan-lateDays)
	if d.tier == plans.Enablement {
		held, due = d.since.AddDays(enablingCheck+r.IntN(7)), d.since.AddDays(enablingDue)
		late, since = lateEnabling, b.today.AddDays(-lateFor)
	}
	held = workday(held)
	yesterday := workday(b.today.AddDays(-1))
	overdue := due.Before(b.today) && due.After(since) && chance(r, late)
	turns := earlier(yesterday, later(held, workday(b.today.AddDays(-1-r.IntN(turnsWithin)))))
	if !d.leaves.IsZero() {
		turns = d.leaves
	}
	if d.turn.of == "" {
		if overdue || held.After(yesterday) {
			return nil
		}
		return []look{{on: held}}
	}
	const apart = 14
	if turns.DaysSince(held) < apart {
		return []look{{turns, true}}
	}
	return []look{{on: held}, {turns, true}}
}

func later(a, b clock.Date) clock.Date {
	if a.After(b) {
		return a
	}
	return b
}

func earlier(a, b clock.Date) clock.Date {
	if a.Before(b) {
		return a
	}
	return b
}

// workday brings what falls on a weekend or a holiday forward to the working day
// before.
func workday(day clock.Date) clock.Date {
	for day.DaysSince(day.Monday()) >= workdays || closed(day) {
		day = day.AddDays(-1)
	}
	return day
}

// workdaysFrom counts the working days from one day on, up to another that is not counted.
func workdaysFrom(day, until clock.Date) (n int) {
	for ; day.Before(until); day = day.AddDays(1) {
		if workday(day) == day {
			n++
		}
	}
	return n
}

// closed are the days of the winter holidays on which nobody is in an office.
func closed(day clock.Date) bool {
	return day.Month == 12 && (day.Day == 25 || day.Day == 26) || day.Month == 1 && day.Day == 1
}

// overdue reports whether the plan was to be looked at before today.
func (b *borough) overdue(d *dweller) bool {
	n := len(d.course.looks)
	switch {
	case !d.leaves.IsZero():
		return false
	case n == 0 && d.tier == plans.Enablement:
		return d.since.AddDays(enablingDue).Before(b.today)
	case n == 0:
		return d.course.agreed.AddDays(firstCheckDue).Before(b.today)
	}
	return !d.course.looks[n-1].turns && d.tier != plans.Enablement && d.course.again.Before(b.today)
}

// on lists who of those served has something on a day.
func (w *writer) on(day clock.Date, of func(course) clock.Date) []*dweller {
	return slices.DeleteFunc(w.served(), func(d *dweller) bool { return of(d.course) != day })
}

// followOn does what belongs to people's plans on a day.
func (w *writer) followOn(ctx context.Context, day clock.Date) error {
	if day == steer.YearOf(w.today).From {
		w.at(day, morning)
		if err := w.DB.InTx(ctx, w.setBudget); err != nil {
			return err
		}
	}
	if err := w.beginOn(ctx, day); err != nil {
		return err
	}
	w.at(day, 9*60+30)
	list := w.on(day, func(c course) clock.Date { return c.agreed })
	if err := w.inParts(ctx, len(list), func(ctx context.Context, tx *db.Tx, i int) error {
		if err := w.mandates(ctx, tx, list[i]); err != nil {
			return err
		}
		return w.planWeek(ctx, tx, list[i])
	}); err != nil {
		return err
	}
	w.at(day, 10*60+30)
	if err := w.assess(ctx, w.on(day, func(c course) clock.Date { return c.assessed })); err != nil {
		return err
	}
	if err := w.assessAnew(ctx, day); err != nil {
		return err
	}
	w.at(day, 11*60+30)
	taken := w.on(day, func(c course) clock.Date { return c.taken })
	if err := w.inParts(ctx, len(taken), func(ctx context.Context, tx *db.Tx, i int) error {
		return w.takeOver(ctx, tx, taken[i])
	}); err != nil {
		return err
	}
	return w.reviewsOn(ctx, day)
}

// beginOn begins the places whose first day is this one.
func (w *writer) beginOn(ctx context.Context, day clock.Date) error {
	begun := day == day.Monday() && !day.Before(w.begin) // beginWeek did it
	if begun || len(w.on(day, func(c course) clock.Date { return c.from })) == 0 {
		return nil
	}
	w.at(day, 6*60)
	_, err := w.Brokerage.Keep(ctx, access.System)
	return err
}

// meetNewcomers records who helps newcomers, on the day on which they are met.
func (w *writer) meetNewcomers(ctx context.Context) error {
	return w.inParts(ctx, len(w.newcomers), func(ctx context.Context, tx *db.Tx, i int) error {
		if err := w.mandates(ctx, tx, w.newcomers[i]); err != nil {
			return fmt.Errorf("meet: %w", err)
		}
		return nil
	})
}
