package demo

import (
	"math/rand/v2"
	"strings"

	"ourdays/internal/area/plans"
	"ourdays/internal/platform/pence"
)

// turn is what somebody's first review changes; without a way it keeps what is.
type turn struct {
	way    plans.Way
	tier   int // and how many share a worker, where the tier changes
	ratio  int
	ending string
	of     string // the section of reviews.txt with its words
}

// Of a thousand people of a kind, whose first review steps support down or up,
// gives enablement more time, changes the week, or ends a place whose goal is
// met. They are assumed; together about one review in eight changes something.
const (
	stepDown  = 70
	stepUp    = 110
	moreTime  = 180
	otherWeek = 120
	placeOver = 300
)

// turns thinks of what first reviews change. It draws from a stream of its own,
// so that the rest of the borough stays.
func (b *borough) turns() {
	was := b.rnd
	b.rnd = rand.New(rand.NewPCG(b.seed, 0x70245))
	for _, d := range b.people {
		if d.persona {
			continue
		}
		d.turn = d.turnAt(b.rnd.IntN(1000))
		if d.turn.of == "over" && !b.addOver(d) || d.turn.asksBroker() && len(d.groups) == 1 {
			d.turn = turn{} // a week of one place is not put together anew round it
		}
	}
	b.depart()
	b.rnd = was
}

// turnAt gives the change that a drawn number stands for, if it suits the person.
func (d *dweller) turnAt(n int) turn {
	alone := len(d.alone) > 0 // who needs more support would not have it there
	switch {
	case d.tier == plans.Specialist && d.Ratio == 2 && d.because().Rule != "hoist" &&
		d.SupportReason != "dementia" && n < stepDown:
		return turn{way: plans.ChangeTier, tier: plans.Personalised, ratio: 3, of: "down 1"}
	case d.tier == plans.Personalised && d.Ratio == 4 && d.is("able") && d.is("working") && n < stepDown:
		return turn{way: plans.ChangeTier, tier: plans.Enablement, ratio: 6, of: "down 2"}
	case d.tier == plans.Personalised && d.is("dementia") && !alone && n < stepUp:
		return turn{way: plans.ChangeTier, tier: plans.Specialist, ratio: 2, of: "up 2"}
	case d.tier == plans.Enablement && !alone && n < stepUp:
		return turn{way: plans.ChangeTier, tier: plans.Personalised, ratio: 4, of: "up 3"}
	case d.tier == plans.Enablement && n < moreTime:
		return turn{way: plans.Extend, of: "extend"}
	case d.tier != plans.Enablement && n >= stepDown && n < otherWeek:
		return turn{way: plans.ChangeWeek, of: "week"}
	case d.is("able") && n >= otherWeek && n < placeOver:
		return turn{way: plans.Keep, of: "over"}
	}
	return turn{}
}

// overWeek is about what a place that ends costs a week. It comes on top of the
// week that stays.
const overWeek = 4000

// addOver gives the person one more place, with an outcome of its own, that the
// first review ends because the goal is met; false where nothing suits.
func (b *borough) addOver(d *dweller) bool {
	side := int(external)
	if d.side == inHouse {
		side = int(inHouse)
	}
	g := b.joinable(d, side, overWeek)
	goals := len(d.goals)
	if g == nil || len(g.slot.days) > 1 || d.timesAt(g.offer) > 0 {
		return false
	}
	if b.addGoal(d, g); len(d.goals) == goals {
		return false
	}
	if d.goals[goals].aim.wide() { // nobody is done with friends
		d.goals = d.goals[:goals]
		return false
	}
	b.join(d, g)
	d.groups = d.groups[:len(d.groups)-1]
	d.over = g
	return true
}

// joinable finds the group that suits best of those that others go to and that
// have room, so that nobody opens one to leave it; nil when there is none.
func (b *borough) joinable(d *dweller, side int, left pence.Pence) *group {
	var found *group
	top := 0
	for _, g := range b.openList {
		price := g.weekPrice(d)
		if g.inHouse != (side == 0) || g.taken == 0 || !g.room(d) || price == 0 || price > 2*left ||
			d.distance(g) > near[1] || !b.may(d, g) {
			continue
		}
		if n := b.suits(d, g, left); found == nil || n > top {
			found, top = g, n
		}
	}
	return found
}

// endings are why plans end, and how often beside one another.
var endings = []string{"goal_met", "goal_met", "moved_on", "goal_met", "withdrawn"}

// Bounds of who leaves in the weeks behind: one for so many who are served.
const (
	fewestLeaving = 3
	oneLeavesOf   = 37
	leavingDays   = 37 // over so many days
)

// depart thinks of people whose plan ended in the weeks behind. They come on
// top of those who are served today.
func (b *borough) depart() {
	n := max(fewestLeaving, b.size/oneLeavesOf)
	for i := range n {
		tier, s := plans.Enablement, side(i%2)
		if i%3 == 2 {
			tier = plans.Personalised
		}
		d := b.conceive(s, tier)
		for range 2 {
			if g := b.joinable(d, int(s), pence.Pence(weightOfRatio[d.Ratio]*100)/2); g != nil {
				b.join(d, g)
			}
		}
		if len(d.groups) == 0 {
			continue
		}
		b.likedKinds(d)
		b.settleAims(d)
		b.finish(d)
		d.leaves = workday(b.today.AddDays(-3 - i*leavingDays/n))
		if tier == plans.Enablement {
			d.since = d.leaves.AddDays(-7 * (8 + b.rnd.IntN(4))).Monday()
		}
		d.away = nil
		d.turn = turn{way: plans.End, ending: endings[i%len(endings)]}
		d.turn.of = "end " + d.turn.ending
		if d.turn.ending == "goal_met" {
			d.turn.of += " " + d.goals[0].aim.sphere()
		}
		b.leavers = append(b.leavers, d)
	}
}

// served lists who has or had a week.
func (b *borough) served() []*dweller {
	return append(append([]*dweller{}, b.people...), b.leavers...)
}

// goes lists the groups in which the person has or had an agreed place.
func (d *dweller) goes() []*group {
	if d.over == nil {
		return d.groups
	}
	return append(d.groups[:len(d.groups):len(d.groups)], d.over)
}

// saidOf is the section with what people say at a turn.
func (t turn) saidOf() string {
	if t.ending != "" {
		return "said end " + t.ending
	}
	return "said " + t.of
}

// scoreAt is where a goal stands at the review that makes the turn: reached when
// something ends or steps down, lower when it steps up.
func (t turn) scoreAt(g goal, risen int) int {
	switch {
	case t.ending == "goal_met":
		return max(1, min(2, risen))
	case strings.HasPrefix(t.of, "down"):
		return max(0, risen)
	case strings.HasPrefix(t.of, "up"), t.ending == "withdrawn":
		return min(risen, g.baseline)
	case t.way == plans.Extend:
		return min(0, max(risen, g.baseline+1))
	}
	return risen
}

// face is how people feel about a turn, where that is plain.
func (t turn) face() plans.Face {
	switch {
	case t.ending == "goal_met", strings.HasPrefix(t.of, "down"), t.of == "over":
		return "good"
	case strings.HasPrefix(t.of, "up"), t.ending == "withdrawn":
		return "bad"
	}
	return "ok"
}

// tierOf is the tier of who shares a worker with so many.
func tierOf(ratio int) int {
	switch {
	case ratio == 1 || ratio == 2:
		return plans.Specialist
	case ratio == 3 || ratio == 4:
		return plans.Personalised
	}
	return plans.Enablement
}
