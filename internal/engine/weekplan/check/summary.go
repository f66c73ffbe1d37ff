package check

import (
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"slices"
)

// week is what one person's sessions come to.
type week struct{ units, utility, outcomes int }

// sums are what a summary tells, added up from the weeks.
type sums struct {
	utility, friendship, staff, missed, short, moved, below int

	least   float64 // the least share of a floor
	worst   []int   // who has it
	floored bool
	tiers   map[int]int // people by tier
	towns   map[int]int
	people  int
}

// person adds one person's week.
func (s *sums) person(i int, who person, sessions []int, w week) {
	if s.tiers == nil {
		s.tiers, s.towns = map[int]int{}, map[int]int{}
	}
	s.people++
	s.tiers[who.Tier]++
	s.towns[who.Town]++
	s.utility += w.utility
	s.missed += who.missed(w.outcomes)
	s.short += max(0, who.Min-w.units)
	today := slices.Sorted(slices.Values(who.Cur))
	if !slices.Equal(today, slices.Sorted(slices.Values(sessions))) {
		s.moved++
	}
	if w.utility < who.Theta {
		s.below++
	}
	if who.Theta <= 0 {
		return
	}
	switch share := float64(w.utility) / float64(who.Theta); {
	case !s.floored || share < s.least:
		s.floored, s.least, s.worst = true, share, []int{i}
	case share == s.least:
		s.worst = append(s.worst, i)
	}
}

// summary compares each key of a plan's summary with what the weeks come to. A plan by
// another program may have none.
func (r *Report) summary(in *instance, p plan) {
	if p.Summary == nil {
		return
	}
	s := r.sums
	counted := map[string]int{"utility": s.utility, "friendship": s.friendship, "staff": s.staff,
		"musts_missed": s.missed, "units_short": s.short, "moved": s.moved, "below_floor": s.below}
	for _, key := range slices.Sorted(maps.Keys(counted)) {
		if n, ok := number[int](r, p, key); ok && n != counted[key] {
			r.problem("summary.%s: the plan says %d, its weeks give %d", key, n, counted[key])
		}
	}
	r.worstOff(p)
	r.locked(p, "locked_people", len(in.People))
	r.locked(p, "locked_sessions", len(in.Sessions))
	r.fairness(p)
	for _, key := range slices.Sorted(maps.Keys(p.Summary)) {
		if !slices.Contains(summaryKeys, key) {
			r.problem("summary.%s: is not known", key)
		}
	}
}

// locked checks a number of what was locked: which people and sessions, no plan says.
func (r *Report) locked(p plan, key string, most int) {
	if _, there := p.Summary[key]; !there {
		return
	}
	if n, ok := number[int](r, p, key); ok && (n < 1 || n > most) {
		r.problem("summary.%s: %d of %d cannot be", key, n, most)
	}
}

// summaryKeys are what a summary may hold.
var summaryKeys = []string{"utility", "friendship", "staff", "musts_missed", "units_short", "moved",
	"below_floor", "worst_off", "worst_share", "locked_people", "locked_sessions", "fairness"}

// number reads one key of the summary; without it, or with something else there, it says so.
func number[T int | float64](r *Report, p plan, key string) (n T, ok bool) {
	text, there := p.Summary[key]
	if !there {
		r.problem("summary.%s: is missing", key)
		return n, false
	}
	if err := json.Unmarshal(text, &n); err != nil {
		r.problem("summary.%s: %s is not the number that should stand here", key, text)
		return n, false
	}
	return n, true
}

// worstOff checks who has the least share of their floor, and how much it is.
func (r *Report) worstOff(p plan) {
	s := r.sums
	who, ok := number[int](r, p, "worst_off")
	if !s.floored {
		if ok && who != -1 {
			r.problem("summary.worst_off: the plan says %d, and nobody has a floor", who)
		}
		if _, there := p.Summary["worst_share"]; there {
			r.problem("summary.worst_share: nobody has a floor")
		}
		return
	}
	if ok && !slices.Contains(s.worst, who) {
		r.problem("summary.worst_off: the plan says %d, its weeks give %d", who, s.worst[0])
	}
	share, ok := number[float64](r, p, "worst_share")
	if ok && math.Abs(share-s.least) > 1e-6*math.Max(1, math.Abs(s.least)) {
		r.problem("summary.worst_share: the plan says %g, its weeks give %g", share, s.least)
	}
}

// spread is how one group fares, as the plan says it.
type spread struct {
	Group, People int
	Worst         float64
	P1, P10, P50  float64
	BelowFloor    *int `json:"below_floor"`
}

type fairness struct {
	All        spread
	ByTier     []spread `json:"by_tier"`
	ByTown     []spread `json:"by_town"`
	Uncompared int
}

// fairness checks of what is said about fairness what needs no search: how many people
// are in each group, who is below a floor, and that shares rise. What each person's own best week would be is left to the planner.
func (r *Report) fairness(p plan) {
	text, there := p.Summary["fairness"]
	if !there {
		return
	}
	var both struct {
		Weight       int
		Plan, Fairer fairness
	}
	if err := json.Unmarshal(text, &both); err != nil {
		r.problem("summary.fairness: %v", err)
		return
	}
	r.fair("summary.fairness.plan", both.Plan)
	r.fair("summary.fairness.fairer", both.Fairer)
	if b := both.Plan.All.BelowFloor; b != nil && both.Plan.Uncompared == 0 && *b != r.sums.below {
		r.problem("summary.fairness.plan.all.below_floor: the plan says %d, its weeks give %d", *b, r.sums.below)
	}
}

func (r *Report) fair(where string, f fairness) {
	if f.All.People+f.Uncompared != r.sums.people {
		r.problem("%s.all.people: %d and %d who are uncompared are not the %d of the instance", where, f.All.People,
			f.Uncompared, r.sums.people)
	}
	r.rises(where+".all", f.All)
	r.groups(where+".by_tier", f, f.ByTier, r.sums.tiers)
	r.groups(where+".by_town", f, f.ByTown, r.sums.towns)
}

// groups checks how many people are in each group that is shown.
func (r *Report) groups(where string, f fairness, list []spread, size map[int]int) {
	for k, g := range list {
		if g.People > size[g.Group] || f.Uncompared == 0 && g.People != size[g.Group] {
			r.problem("%s[%d].people: the plan says %d, the instance %d", where, k, g.People, size[g.Group])
		}
		r.rises(fmt.Sprintf("%s[%d]", where, k), g)
	}
}

// rises checks that shares of the own best week stand in their order.
func (r *Report) rises(where string, s spread) {
	if s.Worst > s.P1 || s.P1 > s.P10 || s.P10 > s.P50 {
		r.problem("%s: worst %g, p1 %g, p10 %g and p50 %g do not rise", where, s.Worst, s.P1, s.P10, s.P50)
	}
}

// trade is what can be had for so many people moved.
type trade struct {
	Moved, Objective, Bound int
}

// moves checks that the plan stands in its own list of moves, and that no line of it is
// worth more than its bound or less than one that moves fewer.
func (r *Report) moves(p plan) {
	own := len(p.Moves) == 0
	for k, m := range p.Moves {
		own = own || m.Objective == p.Objective && m.Moved == r.sums.moved
		if m.Bound < m.Objective {
			r.problem("moves[%d].bound: %d is below the objective %d", k, m.Bound, m.Objective)
		}
		if k > 0 && (m.Moved <= p.Moves[k-1].Moved || m.Objective <= p.Moves[k-1].Objective) {
			r.problem("moves[%d]: does not move more people for more points than moves[%d]", k, k-1)
		}
	}
	if !own {
		r.problem("moves: this plan, which moves %d people for %d points, is not among them", r.sums.moved, p.Objective)
	}
}
