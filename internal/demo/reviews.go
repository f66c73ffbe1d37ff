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

// reviewsOn holds the reviews of a day.
func (w *writer) reviewsOn(ctx context.Context, day clock.Date) error {
	w.at(day, 15*60)
	type held struct {
		*dweller
		no int
	}
	var list []held
	for _, d := range w.served() {
		for i, l := range d.course.looks {
			if l.on == day {
				list = append(list, held{d, i})
			}
		}
	}
	return w.inParts(ctx, len(list), func(ctx context.Context, tx *db.Tx, i int) error {
		return w.reviewOf(ctx, tx, list[i].dweller, list[i].no)
	})
}

// reviewOf scores a person's goals and keeps what they say and what is decided,
// on the clock's day.
func (w *writer) reviewOf(ctx context.Context, tx *db.Tx, d *dweller, no int) error {
	worker, turns := w.workerOf(d), d.course.looks[no].turns
	plan, _, err := w.Plans.Current(ctx, tx, d.ID)
	if err != nil {
		return err
	}
	r := plans.Review{PersonID: d.ID, Number: no + 1, Held: tx.Today(), Way: plans.Keep,
		Present: w.present(d, worker), NextReview: d.nextLook(plan, tx.Today(), turns)}
	w.score(d, &r, turns)
	if turns {
		w.change(d, &r, plan)
	}
	if r.Reason = d.named(r.Reason); d.tier == plans.Enablement &&
		(r.Way == plans.Keep || r.Way == plans.Extend) {
		r.ExitPlan = d.named(pick(w.views, w.reasons["exit enablement"]))
	}
	if turns {
		if err := w.shareOtherwise(ctx, tx, d); err != nil {
			return err
		}
	}
	if _, err := w.Plans.Review(ctx, tx, worker, r); err != nil {
		return fmt.Errorf("review of %s: %w", d.FullName(), err)
	}
	if d.over == nil || !turns {
		return nil
	}
	// the week that was agreed stays; the broker ends what was on top of it
	return w.Brokerage.EndPlacement(ctx, tx, w.brokerOf(d), d.overID, r.Held, "goal_met")
}

// score says where the person's goals stand, and what they say of it.
func (w *writer) score(d *dweller, r *plans.Review, turns bool) {
	risen := 0
	for i, g := range d.goals {
		score := min(2, max(-2, g.baseline+w.rise(d)))
		score = d.bentScore(i, max(score, w.shown(d, g)))
		if turns {
			score = d.turn.scoreAt(g, score)
		}
		if turns && d.over != nil && g.id == d.goals[len(d.goals)-1].id {
			score = max(1, score)
		}
		risen += score - g.baseline
		r.Scores = append(r.Scores, plans.Score{OutcomeID: g.id, Score: score})
		if score >= 0 {
			r.OwnWords = g.scaleWords(score) + ". "
		}
	}
	r.Face = w.bentFace(d, min(2, max(0, w.views.IntN(4)-min(2, risen))))
	words := ownWords[r.Face]
	said := w.sayable(d, words)
	r.OwnWords += readNote(words[said]).text
	r.Reason = w.keptWhy(r.Face, risen, said)
	if r.SaidHow = w.saidHow(d); r.SaidHow == plans.NotThere {
		r.OwnWords, r.Face = "", ""
	}
}

// shown is where a goal stands at least after what registers told of it: whose steps are
// written down has not fallen back. The guide tells of those who have names, and they
// have come further.
func (w *writer) shown(d *dweller, g goal) int {
	const some = 3
	const comes = -1 // who comes each week does not stay in, or look from the door
	switch n := w.lines[g.id]; {
	case d.persona:
		return max(g.reached, g.baseline+1)
	case n >= some:
		return g.baseline + 1
	case n > 0:
		return max(g.baseline, comes)
	}
	return comes
}

// sayable draws which of the lines the person may say.
func (w *writer) sayable(d *dweller, lines []string) int {
	var fit []int
	for i, line := range lines {
		if readNote(line).holds(d) {
			fit = append(fit, i)
		}
	}
	return pick(w.views, fit)
}

// keptWhy says why everything stays as it is, to what the person says of it.
func (w *writer) keptWhy(face plans.Face, risen, said int) string {
	switch {
	case face == "bad":
		return w.reasons["keep fallen"][said]
	case risen > 0:
		return pick(w.views, w.reasons["keep risen"])
	}
	return pick(w.views, w.reasons["keep same"])
}

// change writes what the review decides beside keeping what is, in words of the
// worker and of the person.
func (w *writer) change(d *dweller, r *plans.Review, p plans.Plan) {
	t := d.turn
	reasons, said := w.reasons[t.of], w.reasons[t.saidOf()]
	which := w.sayable(d, reasons)
	r.Way, r.Reason, r.Face = t.way, readNote(reasons[which]).text, t.face()
	r.OwnWords = said[which%len(said)] // they answer each other
	if r.SaidHow == plans.NotThere {
		r.SaidHow = "told_by"
	}
	last := d.goals[len(d.goals)-1]
	switch {
	case d.over != nil:
		r.Scores[len(r.Scores)-1].Closed = 1
		r.Reason = strings.ReplaceAll(r.Reason, "{place}", d.over.offer.title)
		r.OwnWords = last.scaleWords(r.Scores[len(r.Scores)-1].Score) + ". " + r.OwnWords
	case t.way == plans.Extend:
		r.EnablementUntil = clock.SomeDate(p.EnablementUntil.V.AddDays(7 * 6))
		r.AgreedBy = w.staff.approver.Name
	case t.way == plans.End:
		r.Ending, r.ExitPlan, r.LastDay = t.ending, d.named(pick(w.views, w.reasons["exit end"])), r.Held
	default:
		w.reframe(d, r, p)
		w.makeRoom(d, r)
	}
}

// costOfTier is what a week costs after a change of tier, in percent of before,
// by the step.
var costOfTier = map[string]pence.Pence{"down 1": 75, "down 2": 65, "up 2": 150, "up 3": 150, "week": 100}

// reframe bounds the new week.
func (w *writer) reframe(d *dweller, r *plans.Review, p plans.Plan) {
	const weeksToStart, weeksToCheck = 4, 10
	r.ToTier, r.MinUnits, r.MaxUnits = d.turn.tier, p.MinUnits, p.MaxUnits
	r.Weekly = (p.Weekly*costOfTier[d.turn.of]/100 + 499) / 500 * 500
	r.StartBy = clock.SomeDate(r.Held.AddDays(7 * weeksToStart))
	if r.ToTier == plans.Enablement {
		r.NextReview = clock.SomeDate(workday(r.Held.AddDays(7 * weeksToCheck)))
	}
}

// shareOtherwise records how many share a worker with somebody whose tier changes.
func (w *writer) shareOtherwise(ctx context.Context, tx *db.Tx, d *dweller) error {
	if d.turn.way != plans.ChangeTier {
		return nil
	}
	p, err := w.People.Load(ctx, tx, d.ID)
	if err != nil {
		return err
	}
	p.Ratio = d.turn.ratio
	return w.People.UpdateProfile(ctx, tx, w.workerOf(d), p)
}

// scaleWords are the words of a level of the goal's scale.
func (g goal) scaleWords(level int) string { return g.aim.scale[level+2] }

// rise is how many levels a goal rose: more for who comes steadily.
func (w *writer) rise(d *dweller) int {
	n := w.views.IntN(100) - (100-d.steady)/2
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

// nextLook is when the plan is looked at again: a year after it was agreed, half a
// year after a change, or in the time of enablement.
func (d *dweller) nextLook(p plans.Plan, today clock.Date, turns bool) clock.NullDate {
	next := d.course.again
	if turns {
		next = workday(today.AddMonths(6))
	}
	if p.EnablementUntil.Valid && next.After(p.EnablementUntil.V) {
		next = p.EnablementUntil.V
	}
	return clock.SomeDate(next)
}

// saidHow is how the person said it, after how they talk.
func (w *writer) saidHow(d *dweller) string {
	talk := strings.ToLower(d.HowToTalk)
	switch {
	case chance(w.views, 3) && !d.persona:
		return plans.NotThere
	case strings.Contains(talk, "makaton") || strings.Contains(talk, "sign"):
		return "signed"
	case strings.Contains(talk, "picture") || strings.Contains(talk, "symbol") ||
		strings.Contains(talk, "photo"):
		return "pictures"
	case d.SupportReason == "dementia" && chance(w.views, 25):
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
	"good": {"I like the people there.", "I want to keep going.", "They know how I take my tea.",
		"I laugh a lot.", "It is the best part of my week.",
		"I have my own place at the table.", "I talk about it at home.", "Nobody hurries me.",
		"I would like one more day.", "I am proud of it."},
	"ok": {"Some days are too loud.", "It is all right.", "(travels) The way there is long.",
		"I like it when the same worker is there.", "(after-lunch) I get tired after lunch.",
		"I miss it when it is cancelled.", "I am still getting to know them."},
	"bad": {"Some days it is too much for me.", "I would rather try something else.",
		"I was not well for a while.", "I miss my friend who left."},
}

// setBudget sets what the council set aside: the report's figures (6.2) in
// proportion to the people of this borough.
func (w *writer) setBudget(ctx context.Context, tx *db.Tx) error {
	w.budgeted = true
	part := func(pounds int64) pence.Pence {
		return pence.Pence(pounds*100).MulDiv(int64(len(w.people)), DefaultPeople, pence.Nearest)
	}
	officer := access.Actor{ID: access.System.ID, Name: personas[5].name, Kind: access.Machine}
	_, err := w.Steer.SetBudget(ctx, tx, officer, steer.Budget{InHouse: part(3_700_000),
		External: part(1_900_000), Reason: "Council meeting that set the budget, 24 February"})
	return err
}
