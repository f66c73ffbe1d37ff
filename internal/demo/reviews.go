package demo

import (
	"context"
	"fmt"
	"strings"

	"ourdays/internal/area/access"
	"ourdays/internal/area/plans"
	"ourdays/internal/area/steer"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/pence"
)

// firstReviews is over how many days before today the first light checks were
// held: six to eight weeks after the plans were agreed.
const firstReviews = 17

// reviewed is how many of a hundred people have had theirs; the others are due.
const reviewed = 86

// lookBack holds the first reviews of most people, each on a working day of the
// last weeks, and sets the council's budget.
func (w *writer) lookBack(ctx context.Context) error {
	for back := firstReviews; back > 0; back-- {
		w.at(workday(w.today.AddDays(-back)), 15*60)
		var list []*dweller
		for i, d := range w.people {
			if i%firstReviews == back%firstReviews && chance(w.rnd, reviewed) {
				list = append(list, d)
			}
		}
		err := w.inParts(ctx, len(list), func(ctx context.Context, tx *db.Tx, i int) error { return w.reviewOf(ctx, tx, list[i]) })
		if err != nil {
			return err
		}
	}
	w.DB.SetClock(w.now)
	if err := w.DB.InTx(ctx, w.setBudget); err != nil {
		return err
	}
	return w.seal(ctx)
}

// workday brings what falls on a weekend forward to its Friday.
func workday(day clock.Date) clock.Date {
	return day.AddDays(-max(0, day.DaysSince(day.Monday())-4))
}

// reviewOf scores a person's goals and keeps what they say, on the clock's day.
func (w *writer) reviewOf(ctx context.Context, tx *db.Tx, d *dweller) error {
	worker := w.workerOf(d)
	plan, _, err := w.Plans.Current(ctx, tx, d.ID)
	if err != nil {
		return err
	}
	r := plans.Review{PersonID: d.ID, Number: 1, Held: tx.Today(), Way: plans.Keep, Present: w.present(d, worker), NextReview: nextLook(plan, tx.Today())}
	if d.tier == plans.Enablement {
		r.ExitPlan = "The group is open to everybody, and the job coach stays in touch."
	}
	risen := 0
	for _, g := range d.goals {
		score := min(2, max(-2, g.baseline+w.rise(d)))
		risen += score - g.baseline
		r.Scores = append(r.Scores, plans.Score{OutcomeID: g.id, Score: score})
		if score >= 0 {
			r.OwnWords = g.scaleWords(score) + ". "
		}
	}
	r.Face = plans.Faces()[min(2, max(0, w.rnd.IntN(4)-min(2, risen)))]
	said := ownWords[r.Face]
	r.OwnWords += said[w.rnd.IntN(len(said))]
	r.SaidHow = w.saidHow(d)
	if r.SaidHow == plans.NotThere {
		r.OwnWords, r.Face = "", ""
	}
	if _, err := w.Plans.Review(ctx, tx, worker, r); err != nil {
		return fmt.Errorf("review of %s: %w", d.FullName(), err)
	}
	return nil
}

// scaleWords are the words of a level of the goal's scale.
func (g goal) scaleWords(level int) string { return g.aim.scale[level+2] }

// rise is how many levels a goal rose: more for who comes steadily.
func (w *writer) rise(d *dweller) int {
	n := w.rnd.IntN(100) - (100-d.steady)/2
	switch {
	case n > 82:
		return 2
	case n > 34:
		return 1
	case n > 2:
		return 0
	}
	return -1
}

// nextLook is when the plan is looked at again: in half a year, or in the time
// of enablement.
func nextLook(p plans.Plan, today clock.Date) clock.NullDate {
	next := today.AddMonths(6)
	if p.EnablementUntil.Valid && next.After(p.EnablementUntil.V) {
		next = p.EnablementUntil.V
	}
	return clock.SomeDate(next)
}

// saidHow is how the person said it, after how they talk.
func (w *writer) saidHow(d *dweller) string {
	talk := strings.ToLower(d.HowToTalk)
	switch {
	case chance(w.rnd, 3):
		return plans.NotThere
	case strings.Contains(talk, "makaton") || strings.Contains(talk, "sign"):
		return "signed"
	case strings.Contains(talk, "picture") || strings.Contains(talk, "symbol") || strings.Contains(talk, "photo"):
		return "pictures"
	case d.SupportReason == "dementia" && chance(w.rnd, 25):
		return "told_by"
	}
	return "spoke"
}

// present is who was there.
func (w *writer) present(d *dweller, worker access.Actor) string {
	who := []string{d.Name()}
	for _, h := range d.helpers {
		who = append(who, h.name)
	}
	return strings.Join(append(who, worker.Name), ", ")
}

// ownWords are what people add about how it goes, by face.
var ownWords = map[plans.Face][]string{
	"good": {"I like the people there.", "I want to keep going.", "They know how I take my tea.", "I laugh a lot.", "It is the best part of my week.",
		"I have my own place at the table.", "I talk about it at home.", "Nobody hurries me.", "I would like one more day.", "I am proud of it."},
	"ok": {"Some days are too loud.", "It is all right.", "The way there is long.", "I like it when the same worker is there.", "I get tired after lunch.",
		"I miss it when it is cancelled.", "I am still getting to know them."},
	"bad": {"I do not like the noise.", "I would rather try something else.", "I was not well for a while.", "I miss my friend who left."},
}

// setBudget sets what the council set aside: the report's figures (6.2) in
// proportion to the people of this borough.
func (w *writer) setBudget(ctx context.Context, tx *db.Tx) error {
	part := func(pounds int64) pence.Pence {
		return pence.Pence(pounds*100).MulDiv(int64(len(w.people)), DefaultPeople, pence.Nearest)
	}
	ruth := access.Actor{ID: access.System.ID, Name: personas[5].name, Kind: access.Machine}
	_, err := w.Steer.SetBudget(ctx, tx, ruth, steer.Budget{InHouse: part(3_700_000), External: part(1_900_000),
		Reason: "Council meeting that set the budget, 24 February"})
	return err
}
