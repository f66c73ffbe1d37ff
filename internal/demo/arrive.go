package demo

import (
	"context"
	"fmt"
	"slices"

	"ourdays/internal/area/access"
	"ourdays/internal/area/brokerage"
	"ourdays/internal/area/plans"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/pence"
)

// stage is how far somebody who is on the way to a week has come.
type stage int

const (
	met stage = iota
	agreeing
	ready
	submitted
	withBroker
	optionsMade
	shown
	chosen
	offered
	declined
)

// stages is how far newcomers have come, in the order in which they are thought
// of: each stage once, then more of what keeps the personas busy.
var stages = []stage{shown, chosen, submitted, offered, withBroker, optionsMade, agreeing, ready,
	met, declined,
	shown, submitted, chosen, agreeing, offered, withBroker, shown, submitted, met, chosen, optionsMade,
	agreeing, shown, ready}

// Bounds of how many are on the way besides Jo. Putting weeks together looks
// through the offer for each of them, so a large borough has no more.
const (
	fewestArriving = 10
	mostArriving   = 24
	onePer         = 23 // of those who are served
)

func (b *borough) arriving() int {
	return max(fewestArriving, min(mostArriving, b.size/onePer))
}

// arrive thinks of those who are on the way to a week: Jo first, of whom
// nothing is agreed yet.
func (b *borough) arrive() {
	jo := named[0]
	b.acquaint(&jo)
	for _, d := range b.people {
		if d.FullName() == "Samuel Achebe" || d.FullName() == "Carys Llŷr" {
			jo.friends = append(jo.friends, d)
			d.friends = append(d.friends, &jo)
		}
	}
	b.newcomers = append(b.newcomers, &jo)
	for i := range b.arriving() {
		b.newcomers = append(b.newcomers, b.newcomer(stages[i%len(stages)], i))
	}
}

// newcomer makes somebody who is on the way, with what they would like: what
// they would go to gives their outcomes.
func (b *borough) newcomer(s stage, i int) *dweller {
	tier := plans.Personalised
	if i%3 == 2 {
		tier = plans.Enablement
	}
	d := b.conceive(external, tier)
	d.stage, d.persona = s, i == 0
	if i%4 == 3 {
		d.broker = 1 + b.rnd.IntN(2)
	}
	budget := pence.Pence(weightOfRatio[d.Ratio] * 100)
	d.quick = quickPlan{budget: budget, weekly: budget, least: 1, most: 4}
	for len(d.goals) < 2 {
		g := b.bestWithin(d, int(external), budget/2, near[2], true)
		if g == nil || d.busy(g) {
			break
		}
		d.groups = append(d.groups, g)
		b.addGoal(d, g)
	}
	b.likedKinds(d)
	d.hoped, d.groups = d.groups, nil
	b.speak(d)
	b.helpers(d)
	if d.persona && len(d.helpers) == 0 {
		d.helpers = []helper{{name: pick(b.rnd, b.names["given middle"]) + " " + d.FamilyName, basis: "asked",
			may: []string{"see", "choose", "book"}}}
	}
	d.money = b.circumstances(d)
	return d
}

// step is one thing that happens to a newcomer, at a time of its day.
type step struct {
	stage  stage
	minute int
	do     func(*writer, context.Context, *dweller) error
}

var steps = []step{
	{agreeing, 10 * 60, (*writer).agreeOutcomes},
	{ready, 11 * 60, (*writer).decide},
	{submitted, 12 * 60, (*writer).refer},
	{withBroker, 13 * 60, (*writer).takeOn},
	{optionsMade, 14 * 60, (*writer).makeOptions},
	{shown, 15 * 60, (*writer).show},
	{chosen, 16 * 60, (*writer).choose},
	{offered, 17 * 60, (*writer).approve},
	{declined, 17*60 + 30, (*writer).decline},
}

// arriveOn does what happens to newcomers on a day: each takes a step a working day, the
// last of them one to four working days before today.
func (w *writer) arriveOn(ctx context.Context, day clock.Date) error {
	ago := workdaysFrom(day, w.today)
	for i, d := range w.newcomers {
		if d.stage == met || workday(day) != day || ago > int(declined)+5 {
			continue
		}
		at := stage(int(d.stage) + 1 + i%4 - ago)
		for _, s := range steps {
			if s.stage != at || at > d.stage || d.stuck {
				continue
			}
			w.at(day, s.minute)
			if err := s.do(w, ctx, d); err != nil {
				return fmt.Errorf("%s, stage %d: %w", d.FullName(), at, err)
			}
		}
	}
	return nil
}

func (w *writer) agreeOutcomes(ctx context.Context, d *dweller) error {
	return w.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error { return w.agree(ctx, tx, d) })
}

// decide decides the tier and opens the budget; the plan's outcomes are agreed.
func (w *writer) decide(ctx context.Context, d *dweller) error {
	err := w.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		frame := plans.Decision{Tier: d.tier, Reason: d.reason, Weekly: d.quick.weekly,
			MinUnits: d.quick.least, MaxUnits: d.quick.most, StartBy: workday(tx.Today().AddDays(29))}
		if err := w.Plans.DecideTier(ctx, tx, w.workerOf(d), d.ID, frame); err != nil {
			return err
		}
		return w.budget(ctx, tx, d, d.quick.budget, tx.Today().AddDays(364-1))
	})
	if err != nil {
		return err
	}
	d.course.assessed = clock.Today(w.DB.Clock())
	return w.assess(ctx, []*dweller{d})
}

func (w *writer) workerOf(d *dweller) access.Actor {
	return w.staff.workers[d.worker%len(w.staff.workers)]
}

func (w *writer) refer(ctx context.Context, d *dweller) error {
	r, err := w.Brokerage.Refer(ctx, w.workerOf(d), d.ID)
	d.referral = r.ID
	return err
}

// brokerOf is Amara for most.
func (w *writer) brokerOf(d *dweller) access.Actor {
	return w.staff.brokers[d.broker%len(w.staff.brokers)]
}

func (w *writer) takeOn(ctx context.Context, d *dweller) error {
	return w.Brokerage.TakeOn(ctx, w.brokerOf(d), d.referral)
}

func (w *writer) makeOptions(ctx context.Context, d *dweller) error {
	var err error
	d.options, err = w.Brokerage.MakeOptions(ctx, w.brokerOf(d), d.referral)
	d.stuck = len(d.options) == 0 // the broker's page says why nothing fits
	return err
}

// show shows up to three of the weeks that were found a day before. Where others took
// the places meanwhile, the broker looks again.
func (w *writer) show(ctx context.Context, d *dweller) error {
	if err := w.showFitting(ctx, d); err != nil || len(d.options) > 0 {
		return err
	}
	if err := w.makeOptions(ctx, d); err != nil || d.stuck {
		return err
	}
	err := w.showFitting(ctx, d)
	d.stuck = len(d.options) == 0
	return err
}

func (w *writer) showFitting(ctx context.Context, d *dweller) error {
	var seen []brokerage.Option
	for _, o := range d.options[:min(3, len(d.options))] {
		err := w.Brokerage.Show(ctx, w.brokerOf(d), o.ID)
		if err != nil && !taken(err) {
			return err
		}
		if err == nil {
			seen = append(seen, o)
		}
	}
	d.options = seen
	return nil
}

// taken reports that a week does not fit any more, as when others took its places.
func taken(err error) bool {
	e, refused := fail.As(err)
	return refused && e.Key == "brokerage.refused.not_fitting"
}

// choose chooses one of the first two weeks that still fit; who finds none waits for
// the broker to look again.
func (w *writer) choose(ctx context.Context, d *dweller) error {
	from := w.rnd.IntN(min(2, len(d.options)))
	for i := range d.options {
		o := d.options[(from+i)%len(d.options)]
		if err := w.chooseWeek(ctx, d, o); !taken(err) {
			d.options = []brokerage.Option{o}
			return err
		}
	}
	d.stuck = true
	return nil
}

func (w *writer) chooseWeek(ctx context.Context, d *dweller, o brokerage.Option) error {
	by := d.actor
	if len(d.helpers) > 0 && slices.Contains(d.helpers[0].may, "choose") {
		by = d.helpers[0].actor
	}
	return w.Brokerage.Choose(ctx, by, o.ID, pick(w.rnd, []string{"activities", "friends", "days", "near"}), "")
}

// approve approves the chosen week; one that does not fit any more waits.
func (w *writer) approve(ctx context.Context, d *dweller) error {
	err := w.Brokerage.Approve(ctx, w.staff.approver, d.referral, d.options[0].ID)
	if d.stuck = taken(err); d.stuck {
		return nil
	}
	return err
}

// decline lets the first provider say no, so that the broker has to look again.
func (w *writer) decline(ctx context.Context, d *dweller) error {
	var list []brokerage.Placement
	err := w.DB.Read(ctx, func(ctx context.Context, tx *db.Tx) (err error) {
		list, err = w.Brokerage.PlacementsOf(ctx, tx, d.ID)
		return err
	})
	if err != nil {
		return err
	}
	for _, a := range w.staff.of {
		if a.OrganisationID == list[0].OrganisationID {
			return w.Brokerage.Decline(ctx, a, list[0].ID, "We have no second worker on that day until the spring.")
		}
	}
	return fmt.Errorf("nobody works for %s", list[0].OrganisationID)
}
