package brokerage

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"ourdays/internal/area/directory"
	"ourdays/internal/area/matching"
	"ourdays/internal/platform/db"
)

// mostWeighed is how many schedules a week is put together from: those that
// promise most for the person. A borough with more than a few hundred that fit
// offers them nothing that these do not.
const mostWeighed = 300

// mostExplained is how many other schedules the builder says why they are not
// among them.
const mostExplained = 300

// only picks schedules by name.
func only(ids ...string) picker {
	return func(context.Context, *db.Tx, Case) ([]string, error) { return slices.Clone(ids), nil }
}

// also picks what two pickers pick.
func also(a, b picker) picker {
	return func(ctx context.Context, tx *db.Tx, k Case) ([]string, error) {
		ids, err := a(ctx, tx, k)
		if err != nil {
			return nil, err
		}
		more, err := b(ctx, tx, k)
		return append(ids, more...), err
	}
}

// noted keeps what a picker picked.
func noted(ids *[]string, pick picker) picker {
	return func(ctx context.Context, tx *db.Tx, k Case) ([]string, error) {
		list, err := pick(ctx, tx, k)
		*ids = slices.Clone(list)
		return list, err
	}
}

// some picks the first schedules of the offer, fitting or not: a sample, of
// which the builder tells the reasons. It says for how many, and looks for others
// by words.
func (s *Service) some(ctx context.Context, tx *db.Tx, k Case) ([]string, error) {
	return s.Directory.SomePublished(ctx, tx, k.From, mostExplained)
}

// asked picks what a search finds for the words of the outcomes, fitting or not: of
// what a person asked for a broker must know why it cannot be had.
func (s *Service) asked(ctx context.Context, tx *db.Tx, k Case) ([]string, error) {
	var said matching.Said
	for _, a := range k.Wish.Aims {
		said |= a.Said
	}
	var ids []string
	for _, name := range said.Names() {
		found, err := s.foundBy(ctx, tx, name)
		if err != nil {
			return nil, err
		}
		ids = append(ids, found...)
	}
	return ids, nil
}

// best picks the schedules that promise most of those that fit the person.
// Nothing is cut before it was asked by every rule: what they are not open to, and
// what is full, is left out where it is stored; who is meant, free times, the
// way, rates and what is left of the budget are asked of the rest. Those that
// pass are weighed by what a week is compared by.
func (s *Service) best(ctx context.Context, tx *db.Tx, k Case) ([]string, error) {
	list, err := s.Directory.Fitting(ctx, tx, directory.Ask{From: k.From, To: k.From.AddDays(7*weeksAhead - 1),
		Tier: k.Wish.Tier, Age: k.Wish.Age,
		Needs: k.Wish.Needs, Latest: k.Wish.Latest, Load: matching.SupportOf(k.Wish.Ratio)})
	if err != nil {
		return nil, fmt.Errorf("narrow the offer: %w", err)
	}
	var acts []string
	for _, o := range list {
		acts = append(acts, o.ActivityID)
	}
	slices.Sort(acts)
	rates, err := s.Framework.RatesFor(ctx, tx, slices.Compact(acts), k.From)
	if err != nil {
		return nil, fmt.Errorf("read rates: %w", err)
	}
	type weighed struct {
		id     string
		points int
	}
	var all []weighed
	for _, o := range list {
		c := matching.NewSketch(k.Wish, o, ratesOf(rates[o.ActivityID]))
		if len(matching.WhyNot(k.Wish, c)) == 0 {
			all = append(all, weighed{o.ScheduleID,
				k.Wish.Points(c) + matching.PointsFriend*len(k.Wish.Friends[o.ScheduleID])})
		}
	}
	slices.SortFunc(all, func(a, b weighed) int { return cmp.Or(b.points-a.points, cmp.Compare(a.id, b.id)) })
	var ids []string
	for _, w := range all[:min(mostWeighed, len(all))] {
		ids = append(ids, w.id)
	}
	return ids, nil
}
