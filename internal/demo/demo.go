package demo

import (
	"context"
	"fmt"
	"slices"

	"ourdays/internal/area/access"
	"ourdays/internal/area/bookings"
	"ourdays/internal/area/brokerage"
	"ourdays/internal/area/directory"
	"ourdays/internal/area/framework"
	"ourdays/internal/area/funds"
	"ourdays/internal/area/people"
	"ourdays/internal/area/plans"
	"ourdays/internal/area/steer"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
)

// House is what the borough is built with: the areas' verbs, and nothing else.
type House struct {
	DB        *db.DB
	Access    *access.Service
	Directory *directory.Service
	People    *people.Service
	Funds     *funds.Service
	Plans     *plans.Service
	Framework *framework.Service
	Bookings  *bookings.Service
	Brokerage *brokerage.Service
	Steer     *steer.Service
}

// Options say how large the borough is.
type Options struct {
	People int    // who is served; 0 is DefaultPeople
	Seed   uint64 // 0 is 1
	// Told, if set, hears how many of the days behind today are written.
	Told func(days, of int)
}

// Bounds of Options.People.
const (
	FewestPeople = 50
	MostPeople   = 50_000
)

// Check refuses a size that the borough is not made for.
func (o Options) Check() error {
	if o.People != 0 && (o.People < FewestPeople || o.People > MostPeople) {
		return fmt.Errorf("a borough has from %d to %d people", FewestPeople, MostPeople)
	}
	return nil
}

// Fill builds a quick borough in an empty database, for tests and pictures:
// every organisation and place, some of the activities, the named people with
// their plans and budgets, and no history.
func Fill(ctx context.Context, a House) error {
	today := clock.Today(a.DB.Clock())
	b, err := newBorough(Options{Seed: 1}, today)
	if err != nil {
		return err
	}
	b.begin = today.Monday()
	b.offers = slices.DeleteFunc(b.offers, func(o *offer) bool { return !o.core })
	for _, o := range b.offers {
		o.slots = o.slots[:o.first]
	}
	b.openGroups()
	b.seat()
	for _, one := range named {
		one.goals, one.helpers = slices.Clone(one.goals), slices.Clone(
			one.helpers) // each borough gives them ids of its own
		b.people = append(b.people, &one)
	}
	w := &writer{House: a, borough: b}
	if err := mark(ctx, a); err != nil {
		return err
	}
	return w.quick(ctx)
}

// Build builds the whole borough in an empty database: about a year behind today, as
// the areas' verbs would have written it day by day, the last eight weeks of it with
// registers, and eight weeks ahead. It moves the database's clock while it works, and puts it back.
func Build(ctx context.Context, a House, o Options) error {
	if err := o.Check(); err != nil {
		return err
	}
	if o.People == 0 {
		o.People = DefaultPeople
	}
	if o.Seed == 0 {
		o.Seed = 1
	}
	now := a.DB.Clock()
	defer a.DB.SetClock(now)
	b, err := think(o, clock.Today(now))
	if err != nil {
		return err
	}
	w := &writer{House: a, borough: b, now: now, told: o.Told}
	if err := mark(ctx, a); err != nil {
		return err
	}
	return w.build(ctx)
}

// mark says that the database is a demo's, before anybody is in it.
func mark(ctx context.Context, a House) error {
	return a.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error { return a.Access.MarkDemo(ctx, tx) })
}

// Empty reports whether the database holds nothing yet: no organisation, no account,
// and nobody whose record it would be mixed with.
func Empty(ctx context.Context, a House) (bool, error) {
	empty := false
	err := a.DB.Read(ctx, func(ctx context.Context, tx *db.Tx) error {
		all, err := a.Directory.Organisations(ctx, tx)
		if err != nil {
			return err
		}
		somebody, err := a.People.Anybody(ctx, tx)
		if err != nil {
			return err
		}
		signsIn, err := a.Access.Anybody(ctx, tx)
		empty = len(all) == 0 && !somebody && !signsIn
		return err
	})
	return empty, err
}
