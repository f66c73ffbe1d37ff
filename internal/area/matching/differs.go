package matching

import (
	"cmp"
	"reflect"
	"slices"

	"ourdays/internal/platform/pence"
)

// The rules that say by what a week stands out among those beside it: each is true of
// it alone. Each has a text brokerage.differs.X, and a sentence brokerage.differs_told.X.
const (
	DiffAll       Rule = "all"       // no other week has any of its activities
	DiffActs      Rule = "acts"      // activities that no other has
	DiffFriends   Rule = "friends"   // friends who go in no other
	DiffDays      Rule = "days"      // days on which no other has anything
	DiffCheapest  Rule = "cheapest"  // no other costs as little
	DiffCommunity Rule = "community" // community activities only, as in no other
	// Where nothing is, it is told from one other week, whose number is said.
	DiffMore    Rule = "more"    // activities that the other does not have
	DiffWithout Rule = "without" // activities that the other has
	DiffTime    Rule = "time"    // an activity that the other has at another time
	DiffCosts   Rule = "costs"   // another price
)

// Difference is one thing by which a week stands out, with what it was computed
// from.
type Difference struct {
	Rule  Rule
	Names []string // of friends, or activities
	Days  []int    // from 0 Monday
	Value int64    // pence below the next cheapest, or in all; minutes of the day
	Than  int      // the number of the week that it is told from; 0 from all
}

// leastSaving is from which saving the cheapest week is called so.
const leastSaving pence.Pence = 100

// Look is what of a week can differ from another.
type Look struct {
	Number    int // as everybody reads it
	Friends   []string
	Cost      pence.Pence
	CostKnown bool
	Travel    int      // minutes a week, both ways
	away      bool     // something in it is not of the community
	slots     []hourOf // in the order of the week
}

// hourOf is when something begins.
type hourOf struct {
	act        string
	day, start int
}

func (l *Look) Add(activity string, slots []Slot, community bool) {
	l.away = l.away || !community
	for _, s := range slots {
		l.slots = append(l.slots, hourOf{activity, s.Day, s.Start})
	}
	slices.SortStableFunc(l.slots, func(a, b hourOf) int {
		return cmp.Or(a.day-b.day, a.start-b.start, cmp.Compare(a.act, b.act))
	})
}

func (l Look) community() bool { return !l.away && len(l.slots) > 0 }

func actsOf(l Look) (titles []string) {
	for _, s := range l.slots {
		titles = append(titles, s.act)
	}
	return titles
}

func daysOf(l Look) (days []int) {
	for _, s := range l.slots {
		days = append(days, s.day)
	}
	return days
}

func hoursOf(l Look) []hourOf { return l.slots }

func (r Reasons) Friends() []string {
	var names []string
	for _, one := range r {
		if one.Rule == ForFriend {
			names = append(names, one.Own)
		}
	}
	return names
}

// Names gives what each week is called by: the first thing that it alone has, and
// where there is none, by what it is told from another week, that which is most like it
// first. No two have one name, but for those that differ in nothing: they have none.
func Names(all []Look) [][]Difference {
	told := make([][]Difference, len(all))
	for i, me := range all {
		list := StandsOut(all, i)
		for _, o := range all {
			list = append(list, apartFrom(me, o)...)
		}
		for _, d := range list {
			name := []Difference{d.short()}
			taken := slices.ContainsFunc(told[:i], func(o []Difference) bool { return reflect.DeepEqual(o, name) })
			if d.Rule != DiffAll && !taken {
				told[i] = name
				break
			}
		}
	}
	return told
}

// short names one activity or friend, which is what a name has room for.
func (d Difference) short() Difference {
	d.Names = d.Names[:min(1, len(d.Names))]
	return d
}

// StandsOut lists all that week i alone has, and where that is nothing, by what it
// differs from the week that is most like it.
func StandsOut(all []Look, i int) []Difference {
	others := slices.Delete(slices.Clone(all), i, i+1)
	if len(others) == 0 {
		return nil
	}
	if list := alone(all[i], others); len(list) > 0 {
		return list
	}
	others = slices.DeleteFunc(others, func(o Look) bool { return len(apartFrom(all[i], o)) == 0 })
	if len(others) == 0 {
		return nil
	}
	return apartFrom(all[i], mostLike(all[i], others))
}

// alone lists what a week has and none of the others.
func alone(me Look, others []Look) []Difference {
	var list []Difference
	acts := newIn(me, others, actsOf)
	if n := len(newIn(me, nil, actsOf)); n > 1 && len(acts) == n {
		list = append(list, Difference{Rule: DiffAll})
	}
	if len(acts) > 0 {
		list = append(list, Difference{Rule: DiffActs, Names: acts})
	}
	if names := newIn(me, others, func(l Look) []string { return l.Friends }); len(names) > 0 {
		list = append(list, Difference{Rule: DiffFriends, Names: names})
	}
	if days := newIn(me, others, daysOf); len(days) > 0 {
		list = append(list, Difference{Rule: DiffDays, Days: days})
	}
	if by := cheapestBy(me, others); by >= leastSaving {
		list = append(list, Difference{Rule: DiffCheapest, Value: int64(by)})
	}
	if me.community() && !slices.ContainsFunc(others, Look.community) {
		list = append(list, Difference{Rule: DiffCommunity})
	}
	return list
}

// mostLike is the first of those from which the fewest hours differ, either way.
func mostLike(me Look, others []Look) Look {
	apart := func(o Look) int {
		return len(newIn(me, []Look{o}, hoursOf)) + len(newIn(o, []Look{me}, hoursOf))
	}
	return slices.MinFunc(others, func(a, b Look) int { return apart(a) - apart(b) })
}

// apartFrom lists all by which one week can be told from another.
func apartFrom(me, o Look) []Difference {
	var list []Difference
	if names := newIn(me, []Look{o}, actsOf); len(names) > 0 {
		list = append(list, Difference{Rule: DiffMore, Names: names, Than: o.Number})
	}
	if names := newIn(o, []Look{me}, actsOf); len(names) > 0 {
		list = append(list, Difference{Rule: DiffWithout, Names: names, Than: o.Number})
	}
	moved := slices.DeleteFunc(newIn(me, []Look{o}, hoursOf), func(h hourOf) bool {
		return !slices.Contains(actsOf(o), h.act) // it is told above that the other has none of it
	})
	if len(moved) > 0 {
		list = append(list, Difference{Rule: DiffTime, Names: []string{moved[0].act}, Days: []int{moved[0].day},
			Value: int64(moved[0].start), Than: o.Number})
	}
	if me.CostKnown && o.CostKnown && me.Cost != o.Cost {
		list = append(list, Difference{Rule: DiffCosts, Value: int64(me.Cost), Than: o.Number})
	}
	return list
}

// newIn gives what one has and none of the others, each once.
func newIn[T comparable](me Look, others []Look, of func(Look) []T) []T {
	var list []T
	for _, x := range of(me) {
		if !slices.Contains(list, x) && !slices.ContainsFunc(others, func(o Look) bool {
			return slices.Contains(of(o), x)
		}) {
			list = append(list, x)
		}
	}
	return list
}

// cheapestBy is how far a week is below the next cheapest; 0 where another costs
// as little, or where a price is not known.
func cheapestBy(me Look, others []Look) pence.Pence {
	by := pence.Pence(-1)
	for _, o := range others {
		gap := o.Cost - me.Cost
		if !me.CostKnown || !o.CostKnown || gap <= 0 {
			return 0
		}
		if by < 0 || gap < by {
			by = gap
		}
	}
	return max(0, by)
}
