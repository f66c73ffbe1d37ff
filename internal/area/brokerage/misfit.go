package brokerage

import (
	"slices"

	"ourdays/internal/area/directory"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/fail"
)

// The rules of what is in a week already.
const (
	RuleGone  Rule = "gone"  // it is not offered any more
	RuleRatio Rule = "ratio" // it was put in with less support than the person needs now
)

// misfit is a session of a week that does not fit the person any more, with
// every rule that it breaks. Without a schedule it is the week as a whole.
type misfit struct {
	scheduleID string
	activity   directory.Activity
	out        []Exclusion
}

// unfit lists what of a week does not fit: by the rules for a single session,
// by clashes within the week, and by what the whole costs at the rates of today.
func (k Case) unfit(o Option) []misfit {
	var list []misfit
	wk := k.weekOf(o).usual()
	for i, c := range wk {
		if k.Referral.Status == Chosen && slices.Contains(k.Wish.Going, c.Schedule.ID) {
			continue // its provider said yes before a rate of the week rose
		}
		out := c.stillOut(k.Wish)
		if e, short := o.item(c.Schedule.ID).tooLittle(k.Wish.Ratio); short {
			out = append(out, e)
		}
		if e, clashes := clashIn(wk[:i], c); clashes {
			out = append(out, e)
		}
		if len(out) > 0 {
			list = append(list, misfit{c.Schedule.ID, c.Activity, out})
		}
	}
	if cost := k.now(o).costBeside(k.Wish.Going); cost > k.Wish.Weekly {
		list = append(list, misfit{
			out: []Exclusion{{Rule: RuleBudget, Value: int64(cost), Limit: int64(k.Wish.Weekly)}}})
	}
	return list
}

// now gives a week at the rates of its first week as they are today. A rate that is
// agreed no more, or of what is gone, stays what it was.
func (k Case) now(o Option) Option {
	o.Items = slices.Clone(o.Items)
	for n, i := range o.Items {
		c, offered := k.Candidate(i.ScheduleID)
		if best, agreed := BestRate(c.rates, i.Ratio); i.Funding == FromBudget && offered && agreed {
			o.Items[n].UnitPrice = best.Price
		}
	}
	return o
}

// tooLittle holds for a session that was put into a week with less support than
// a person at that ratio needs: the place would be booked as it stands.
func (i Item) tooLittle(ratio int) (Exclusion, bool) {
	e := Exclusion{Rule: RuleRatio, Value: int64(i.Ratio), Limit: int64(ratio)}
	return e, supportOf(i.Ratio) < supportOf(ratio)
}

// stillOut asks the rules of a session that a week has already, at its usual
// times. That it is not on in one week, at Christmas or every fortnight, is no
// matter while it is on later; its part of the money is asked of the whole week.
func (c Candidate) stillOut(w Wish) []Exclusion {
	out := slices.DeleteFunc(WhyNot(w, c), func(e Exclusion) bool {
		return e.Rule == RuleNoTimes || e.Rule == RuleBudget
	})
	if len(c.Sessions) == 0 {
		return append(out, Exclusion{Rule: RuleGone})
	}
	return out
}

// usual gives the week with the usual times of all that is in it.
func (k week) usual() week {
	all := make(week, len(k))
	for i, c := range k {
		all[i], all[i].Slots = c, usualSlots(c.Sessions, c.Activity.Title)
	}
	return all
}

// usualSlots are the times of the usual week of the sessions ahead.
func usualSlots(list []directory.Session, what string) []Slot {
	var slots []Slot
	for _, ses := range usualWeek(list, func(ses directory.Session) clock.Date { return ses.Date }) {
		slots = append(slots, slotOf(ses, what))
	}
	return slots
}

// usualWeek gives what falls into the fullest week, the first such: in one week
// something may be off, at Christmas or every fortnight.
func usualWeek[T any](list []T, day func(T) clock.Date) []T {
	by := map[clock.Date][]T{}
	var usual clock.Date
	for _, x := range list {
		monday := day(x).Monday()
		by[monday] = append(by[monday], x)
		if n, most := len(by[monday]), len(by[usual]); n > most || n == most && monday.Before(usual) {
			usual = monday
		}
	}
	return by[usual]
}

func (m misfit) breaks(rules ...Rule) bool {
	return slices.ContainsFunc(m.out, func(e Exclusion) bool { return slices.Contains(rules, e.Rule) })
}

// mayChange reports whether the weeks of the referral are still talked about;
// later each place is asked for what the person must have, when its provider
// accepts it, and stands then in the person's own week.
func (r Referral) mayChange() bool {
	return r.Status == WithBroker || r.Status == Shown || r.Status == Chosen
}

// notFitting is the refusal of a week that does not fit any more; the page that
// shows the week names each session with its rules.
var notFitting = fail.New(fail.Conflict, "brokerage.refused.not_fitting")

// notApprovable is the refusal of an approval that nobody may give.
var notApprovable = fail.New(fail.Conflict, "brokerage.refused.barred")

// unapprovable are the rules that nobody can approve away: a place without what
// somebody needs to be there, with too little support, for another tier, or none
// at all.
var unapprovable = []Rule{RuleAccess, RuleRatio, RuleTier, RuleGone}

// barred finds what of a list bars an approval.
func barred(list []misfit) bool {
	return slices.ContainsFunc(list, func(m misfit) bool { return m.breaks(unapprovable...) })
}
