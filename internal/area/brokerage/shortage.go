package brokerage

import (
	"slices"

	"ourdays/internal/area/directory"
	"ourdays/internal/area/matching"
)

// look gives a week as who chooses sees it: its cost is the price to them.
func (w shownWeek) look(title func(directory.Activity) string) matching.Look {
	l := w.lookOfStaff(title)
	l.Cost, l.CostKnown = w.Price+w.OwnWeek, w.PriceKnown && !w.noMoney
	return l
}

// lookOfStaff gives it as everybody else sees it: its cost is what all pay together.
func (w shownWeek) lookOfStaff(title func(directory.Activity) string) matching.Look {
	l := matching.Look{Number: w.Number, Friends: w.Reasons.Friends(), Cost: w.cost() + w.own(), CostKnown: true,
		Travel: w.Travel}
	for _, p := range w.Places {
		l.Add(title(p.Activity), p.Slots, matching.OfCommunity(p.Organisation))
	}
	return l
}

// lookOf is lookOfStaff where the places of a week are not read: the builder has the offer.
func (k Case) lookOf(o Option, title func(directory.Activity) string) matching.Look {
	l := matching.Look{Number: o.Number, Friends: o.Reasons.Friends(), Cost: o.cost() + o.own(), CostKnown: true,
		Travel: o.Travel}
	for _, c := range k.weekOf(o).Usual() {
		l.Add(title(c.Activity), c.Slots, c.Community())
	}
	return l
}

// onlyBy counts, by rule, the candidates that this rule alone leaves out: what
// would fit if it were another.
func (k Case) onlyBy() map[matching.Rule]int {
	by := map[matching.Rule]int{}
	for _, c := range k.Candidates {
		if out := k.WhyNot(c); len(out) == 1 && out[0].Rule != matching.RuleTheirs {
			by[out[0].Rule]++
		}
	}
	return by
}

// shortage is what to say where fewer weeks than usual really differ.
type shortage struct {
	weeks int             // that differ
	opens []matching.Rule // what alone holds back most, the most first
	by    map[matching.Rule]int
}

// mostOpens is how many rules are named that would open more.
const mostOpens = 3

// of gives the case with some of its schedules only.
func (k Case) of(schedules []string) Case {
	k.Candidates = slices.DeleteFunc(slices.Clone(k.Candidates), func(c matching.Candidate) bool {
		return !slices.Contains(schedules, c.Schedule.ID)
	})
	return k
}

// shortOf tells whether so few weeks differ that it must be said: of the weeks
// that are made of the best schedules, and of what was looked at beside them.
func (k Case) shortOf(best, looked []string) (shortage, bool, error) {
	weeks, err := matching.Compose(k.Wish, k.of(best).Made())
	if err != nil || len(weeks) == 0 || len(weeks) >= matching.FewOptions {
		return shortage{}, false, err
	}
	s := shortage{weeks: len(weeks), by: k.of(looked).onlyBy()}
	for _, r := range matching.Rules() {
		if s.by[r] > 0 {
			s.opens = append(s.opens, r)
		}
	}
	slices.SortStableFunc(s.opens, func(a, b matching.Rule) int { return s.by[b] - s.by[a] })
	s.opens = s.opens[:min(mostOpens, len(s.opens))]
	return s, true, nil
}
