package brokerage

import (
	"slices"

	"ourdays/internal/area/directory"
	"ourdays/internal/area/matching"
	"ourdays/internal/platform/fail"
)

// misfit is a session of a week that does not fit the person any more, with
// every rule that it breaks. Without a schedule it is the week as a whole.
type misfit struct {
	scheduleID string
	activity   directory.Activity
	out        []matching.Exclusion
}

// unfit lists what of a week does not fit: by the rules for a single session,
// by clashes within the week, and by what the whole costs at the rates of today.
func (k Case) unfit(o Option) []misfit {
	var list []misfit
	wk := k.weekOf(o).Usual()
	for i, c := range wk {
		if k.Referral.Status == Chosen && slices.Contains(k.Wish.Going, c.Schedule.ID) {
			continue // its provider said yes before a rate of the week rose
		}
		out := c.StillOut(k.Wish)
		if e, short := matching.TooLittle(o.item(c.Schedule.ID).Ratio, k.Wish.Ratio); short {
			out = append(out, e)
		}
		if e, clashes := matching.ClashIn(wk[:i], c); clashes {
			out = append(out, e)
		}
		if len(out) > 0 {
			list = append(list, misfit{c.Schedule.ID, c.Activity, out})
		}
	}
	if cost := k.now(o).costBeside(k.Wish.Going); cost > k.Wish.Weekly {
		list = append(list, misfit{
			out: []matching.Exclusion{{Rule: matching.RuleBudget, Value: int64(cost), Limit: int64(k.Wish.Weekly)}}})
	}
	return list
}

// now gives a week at the rates of its first week as they are today. A rate that is
// agreed no more, or of what is gone, stays what it was.
func (k Case) now(o Option) Option {
	o.Items = slices.Clone(o.Items)
	for n, i := range o.Items {
		c, offered := k.Candidate(i.ScheduleID)
		if best, agreed := matching.BestRate(c.Rates, i.Ratio); i.Funding == FromBudget && offered && agreed {
			o.Items[n].UnitPrice = best.Price
		}
	}
	return o
}

func (m misfit) breaks(rules ...matching.Rule) bool {
	return slices.ContainsFunc(m.out, func(e matching.Exclusion) bool { return slices.Contains(rules, e.Rule) })
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
var unapprovable = []matching.Rule{matching.RuleAccess, matching.RuleRatio, matching.RuleTier,
	matching.RuleGone}

// barred finds what of a list bars an approval.
func barred(list []misfit) bool {
	return slices.ContainsFunc(list, func(m misfit) bool { return m.breaks(unapprovable...) })
}
