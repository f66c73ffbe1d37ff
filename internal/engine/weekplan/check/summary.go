package check

import (
	"fmt"
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

// summary compares each key of a plan's summary with what the weeks come to.
func (r *Report) summary(in *instance, p plan) {
	s := r.sums
	for k, n := range []int{s.utility, s.friendship, s.staff, s.missed, s.short, s.moved, s.below} {
		key := counted[k]
		if said := p.summary.counts[key]; p.sound("summary."+key) && said != int64(n) {
			r.problem("summary.%s: the plan says %d, its weeks give %d", key, said, n)
		}
	}
	r.worstOff(p)
	r.locked(p, "locked_people", len(in.People))
	r.locked(p, "locked_sessions", len(in.Sessions))
	if p.sound("summary.fairness") {
		r.fairness(p.summary.fairness)
	}
}

// locked checks a number of what was locked: which people and sessions, no plan says.
func (r *Report) locked(p plan, key string, most int) {
	if n := p.summary.counts[key]; p.sound("summary."+key) && (n < 1 || n > int64(most)) {
		r.problem("summary.%s: %d of %d cannot be", key, n, most)
	}
}

// worstOff checks who has the least share of their floor, and how much it is.
func (r *Report) worstOff(p plan) {
	s, who := r.sums, p.summary.counts["worst_off"]
	said, shared := p.sound("summary.worst_off"), p.sound("summary.worst_share")
	if !s.floored {
		if said && who != -1 {
			r.problem("summary.worst_off: the plan says %d, and nobody has a floor", who)
		}
		if shared {
			r.problem("summary.worst_share: nobody has a floor")
		}
		return
	}
	if said && !slices.Contains(s.worst, int(who)) {
		r.problem("summary.worst_off: the plan says %d, its weeks give %d", who, s.worst[0])
	}
	share := p.summary.share
	if p.sound("summary") && !p.summary.has("worst_share") {
		r.problem("summary.worst_share: is missing")
	} else if shared && math.Abs(share-s.least) > 1e-6*math.Max(1, math.Abs(s.least)) {
		r.problem("summary.worst_share: the plan says %g, its weeks give %g", share, s.least)
	}
}

// fairness checks of what is said about fairness what needs no search: how many people
// are in each group, who is below a floor, and that shares rise. What each person's own
// best week would be is left to the planner.
func (r *Report) fairness(both beside) {
	r.fair("summary.fairness.plan", both.plan)
	r.fair("summary.fairness.fairer", both.fairer)
	if b := both.plan.all.below; b != nil && both.plan.uncompared == 0 && *b != int64(r.sums.below) {
		r.problem("summary.fairness.plan.all.below_floor: the plan says %d, its weeks give %d", *b, r.sums.below)
	}
}

func (r *Report) fair(where string, f fairness) {
	if f.all.people+f.uncompared != int64(r.sums.people) {
		r.problem("%s.all.people: %d and %d who are uncompared are not the %d of the instance", where, f.all.people,
			f.uncompared, r.sums.people)
	}
	r.rises(where+".all", f.all)
	r.groups(where+".by_tier", f, f.byTier, r.sums.tiers)
	r.groups(where+".by_town", f, f.byTown, r.sums.towns)
}

// groups checks how many people are in each group that is shown.
func (r *Report) groups(where string, f fairness, list []spread, size map[int]int) {
	for k, g := range list {
		has := int64(size[int(g.group)])
		if g.people > has || f.uncompared == 0 && g.people != has {
			r.problem("%s[%d].people: the plan says %d, the instance %d", where, k, g.people, has)
		}
		r.rises(fmt.Sprintf("%s[%d]", where, k), g)
	}
}

// rises checks that shares of the own best week stand in their order.
func (r *Report) rises(where string, s spread) {
	if s.worst > s.p1 || s.p1 > s.p10 || s.p10 > s.p50 {
		r.problem("%s: worst %g, p1 %g, p10 %g and p50 %g do not rise", where, s.worst, s.p1, s.p10, s.p50)
	}
}

// moves checks that the plan stands in its own list of moves, and that no line of it is
// worth more than its bound or less than one that moves fewer.
func (r *Report) moves(p plan) {
	if !p.sound("moves") {
		return
	}
	own := len(p.moves) == 0
	for k, m := range p.moves {
		own = own || m.objective == int64(r.Objective) && m.moved == int64(r.sums.moved)
		if m.bound < m.objective {
			r.problem("moves[%d].bound: %d is below the objective %d", k, m.bound, m.objective)
		}
		if k > 0 && (m.moved <= p.moves[k-1].moved || m.objective <= p.moves[k-1].objective) {
			r.problem("moves[%d]: does not move more people for more points than moves[%d]", k, k-1)
		}
	}
	if !own {
		r.problem("moves: this plan, which moves %d people for %d points, is not among them", r.sums.moved,
			r.Objective)
	}
}
