package demo

import (
	"context"
	"fmt"

	"ourdays/internal/area/plans"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
)

// reviewed is of how many in a hundred the plan has been looked at since the
// borough began; the others are due.
const reviewed = 88

// reviewOn holds the reviews of a working day.
func (w *writer) reviewOn(ctx context.Context, day clock.Date) error {
	var of []*dweller
	for _, d := range w.people {
		if d.reviewed == day {
			of = append(of, d)
		}
	}
	return w.inParts(ctx, len(of), func(ctx context.Context, tx *db.Tx, i int) error {
		if err := w.review(ctx, tx, of[i]); err != nil {
			return fmt.Errorf("review of %s: %w", of[i].FullName(), err)
		}
		return nil
	})
}

// planReviews gives most people a day on which their plan is reviewed, at least
// two weeks after it began.
func (b *borough) planReviews() {
	for _, d := range b.people {
		if !chance(b.rnd, reviewed) {
			continue
		}
		first := max(14, d.since.DaysSince(b.begin)+21)
		day := b.begin.AddDays(first + b.rnd.IntN(max(1, 7*weeksBehind-first)))
		for d.since.AddDays(14).After(day) || day.Weekday() == 0 || day.Weekday() == 6 {
			day = day.AddDays(1)
		}
		d.reviewed = day
	}
}

// review keeps a person's week as it is, with how far they came and what they
// say of it.
func (w *writer) review(ctx context.Context, tx *db.Tx, d *dweller) error {
	r := plans.Review{PersonID: d.ID, Number: 1, Held: tx.Today(), Way: plans.Keep, Present: "The person and their social worker",
		NextReview: clock.SomeDate(w.nextReview(d, tx.Today())), ExitPlan: "The job coach stays in touch, and the group is open to everybody."}
	if d.tier != plans.Enablement {
		r.ExitPlan = ""
	}
	if len(d.helpers) > 0 {
		r.Present = "The person, " + d.helpers[0].name + " and their social worker"
	}
	gain := 0
	for _, g := range d.goals {
		up := []int{-1, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 2, 2}[w.rnd.IntN(14)]
		gain += up
		r.Scores = append(r.Scores, plans.Score{OutcomeID: g.id, Score: max(-2, g.baseline+up)})
	}
	r.Face, r.OwnWords = w.view(gain)
	r.SaidHow = w.saidHow(d)
	if r.SaidHow == plans.NotThere {
		r.Face, r.OwnWords = "", ""
	}
	_, err := w.Plans.Review(ctx, tx, w.workerOf(d), r)
	return err
}

// nextReview is spread over the year; in enablement it comes before its end.
func (w *writer) nextReview(d *dweller, today clock.Date) clock.Date {
	if d.tier == plans.Enablement {
		last := d.since.AddDays(7*enablementWeeks - 1)
		return today.AddDays(max(1, last.DaysSince(today)-7))
	}
	return today.AddDays(40 + w.rnd.IntN(300))
}

// view is what the person says, by how far they came.
func (w *writer) view(gain int) (plans.Face, string) {
	switch {
	case gain > 1:
		return "good", pick(w.rnd, w.said["view good"])
	case gain >= 0:
		return pick(w.rnd, []plans.Face{"good", "ok"}), pick(w.rnd, w.said["view ok"])
	}
	return "bad", pick(w.rnd, w.said["view bad"])
}

func (w *writer) saidHow(d *dweller) string {
	if d.bank() == "spec" {
		return pick(w.rnd, []string{"signed", "pictures", "device", "showed", "told_by"})
	}
	if chance(w.rnd, 4) {
		return plans.NotThere
	}
	return pick(w.rnd, []string{"spoke", "spoke", "spoke", "spoke", "pictures"})
}
