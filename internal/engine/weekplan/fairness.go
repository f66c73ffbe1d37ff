package weekplan

import (
	"context"
	"math"
	"slices"
)

// Fairness says how each person's utility compares with the best week they
// could have if nobody else were there.
type Fairness struct {
	All    Spread   `json:"all"`
	ByTier []Spread `json:"by_tier"`
	ByTown []Spread `json:"by_town"`
	// Uncompared people are left out: time ended before their own best week was found.
	Uncompared int `json:"uncompared,omitempty"`
}

// Spread is the distribution of one group. Groups of fewer than five people
// are hidden, for they could be recognised, and so is a larger one when it
// would give them away.
type Spread struct {
	Group      int     `json:"group"`
	People     int     `json:"people"`
	Worst      float64 `json:"worst"` // share of the own best week
	P1         float64 `json:"p1"`
	P10        float64 `json:"p10"`
	P50        float64 `json:"p50"`
	BelowFloor *int    `json:"below_floor"` // nil when it is 1 to 4, or would give such a count away
}

// Beside compares a plan with one that gives more weight to who is worst off.
type Beside struct {
	Weight int      `json:"weight"` // points for each point below somebody's floor
	Plan   Fairness `json:"plan"`
	Fairer Fairness `json:"fairer"`
}

// FewestShown is the number of people from which a group or a count is shown.
const FewestShown = 5

type standing struct {
	share float64
	below bool
}

// HasFloors tells whether anybody can be below their floor, so that the weight of a point
// below it matters.
func (in *Instance) HasFloors() bool {
	for i := range in.People {
		p, least := &in.People[i], int64(0)
		for _, o := range p.Opts {
			least += min(0, int64(o.U))
		}
		if p.Theta > least {
			return true
		}
	}
	return false
}

// Fairness compares everybody's week with their own best, as far as ctx lets it.
func (p *Plan) Fairness(ctx context.Context) Fairness {
	b := p.run.b
	var all []standing
	tiers, towns := map[int32][]standing{}, map[int32][]standing{}
	search := weekSearch{stop: func() bool { return ctx.Err() != nil }}
	for i := range b.in.People {
		who := &b.in.People[i]
		s := p.standing(&search, i)
		if ctx.Err() != nil {
			break
		}
		all = append(all, s)
		tiers[who.Tier] = append(tiers[who.Tier], s)
		towns[who.Town] = append(towns[who.Town], s)
	}
	total := spread(0, all)
	return Fairness{total, hidden(total, spreads(tiers)), hidden(total, spreads(towns)),
		len(b.in.People) - len(all)}
}

// hidden leaves out groups, and counts of who is below their floor, that the others
// and the total would give away: what is left out comes to five or more, or to none.
func hidden(total Spread, list []Spread) []Spread {
	people := total.People
	for _, s := range list {
		people -= s.People
	}
	for people > 0 && people < FewestShown && len(list) > 0 {
		at := least(list, func(s Spread) int { return s.People })
		people += list[at].People
		list = slices.Delete(list, at, at+1)
	}
	if total.BelowFloor == nil {
		return list
	}
	below := *total.BelowFloor
	for _, s := range list {
		if s.BelowFloor != nil {
			below -= *s.BelowFloor
		}
	}
	for below > 0 && below < FewestShown {
		at := least(list, func(s Spread) int {
			if s.BelowFloor == nil || *s.BelowFloor == 0 {
				return math.MaxInt
			}
			return *s.BelowFloor
		})
		if at < 0 || list[at].BelowFloor == nil || *list[at].BelowFloor == 0 {
			break
		}
		below += *list[at].BelowFloor
		list[at].BelowFloor = nil
	}
	return list
}

// least is where the smallest stands, or -1.
func least(list []Spread, size func(Spread) int) int {
	at := -1
	for i, s := range list {
		if at < 0 || size(s) < size(list[at]) {
			at = i
		}
	}
	return at
}

// standing compares a person's week with their own best.
func (p *Plan) standing(search *weekSearch, i int) standing {
	b := p.run.b
	who := &b.in.People[i]
	value := make([]int64, len(who.Opts))
	var mine int64
	for j, o := range who.Opts {
		value[j] = int64(o.U) * b.scale
		if _, there := slices.BinarySearch(p.Weeks[i], o.S); there {
			mine += value[j]
		}
	}
	var t task
	b.task(i, &t, value, nil)
	t.short, t.must, t.fair = 0, 0, 0
	var rho int64
	best := search.solve(&t, &rho, searchLimits{floor: noFloor, soft: hardNodes, hard: hardNodes}, nil)
	s := standing{1, mine < who.Theta*b.scale}
	if best.value > 0 {
		s.share = float64(mine) / float64(best.value)
	}
	return s
}

func spreads(groups map[int32][]standing) []Spread {
	list := []Spread{}
	for g, people := range groups {
		if len(people) >= FewestShown {
			list = append(list, spread(int(g), people))
		}
	}
	slices.SortFunc(list, func(a, b Spread) int { return a.Group - b.Group })
	return list
}

func spread(group int, people []standing) Spread {
	s := Spread{Group: group, People: len(people)}
	if len(people) == 0 {
		return s
	}
	shares := make([]float64, len(people))
	below := 0
	for i, x := range people {
		shares[i] = x.share
		if x.below {
			below++
		}
	}
	if below == 0 || below >= FewestShown {
		s.BelowFloor = &below
	}
	slices.Sort(shares)
	at := func(percent int) float64 { return shares[(len(shares)-1)*percent/100] }
	s.Worst, s.P1, s.P10, s.P50 = shares[0], at(1), at(10), at(50)
	return s
}
