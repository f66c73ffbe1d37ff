package matching

import (
	"reflect"
	"slices"

	"ourdays/internal/platform/pence"
)

// The rules that say in what a week differs from the others beside it. Each has
// a text brokerage.differs.X.
const (
	DiffFriends   Rule = "friends"   // friends go who are not in the first week
	DiffCheapest  Rule = "cheapest"  // no other costs as little
	DiffCommunity Rule = "community" // community activities only, and the first is not
	DiffDays      Rule = "days"      // days on which the first has nothing
	DiffActs      Rule = "acts"      // activities that the first does not have, those first that no week before has
	DiffFewer     Rule = "fewer"     // sessions less than the first
	// These tell weeks apart whose names would read alike.
	DiffWithout Rule = "without" // activities that the other has
	DiffTime    Rule = "time"    // an activity at another time
	DiffCosts   Rule = "costs"   // another price
)

// Difference is one thing by which a week stands out, with what it was computed
// from.
type Difference struct {
	Rule  Rule
	Names []string // of friends, or activities
	Days  []int    // from 0 Monday
	Value int64    // pence below the next cheapest, or in all; sessions; minutes of the day
}

// leastSaving is from which saving the cheapest week is called so.
const leastSaving pence.Pence = 100

// Look is what of a week can differ from another.
type Look struct {
	Friends   []string
	Cost      pence.Pence
	CostKnown bool
	community bool
	days      []int
	acts      []string // titles
	times     int
	slots     []hourOf
}

// hourOf is when something begins.
type hourOf struct {
	act        string
	day, start int
}

func (l *Look) Add(activity string, slots []Slot, community bool) {
	l.community = community && (l.community || len(l.acts) == 0)
	l.acts = append(l.acts, activity)
	l.times += len(slots)
	for _, s := range slots {
		l.days = append(l.days, s.Day)
		l.slots = append(l.slots, hourOf{activity, s.Day, s.Start})
	}
}

func (r Reasons) Friends() []string {
	var names []string
	for _, one := range r {
		if one.Rule == ForFriend {
			names = append(names, one.Own)
		}
	}
	return names
}

// MostTold is how many differences stand in the name of a week, and how many
// activities in one.
const MostTold = 2

// Names gives what each week is called by: the first of its differences, at most
// so many, and of a week that would read as one before it as many more as tell the two
// apart. Weeks that differ in nothing that is told keep one name.
func Names(all []Look, most int) [][]Difference {
	told := make([][]Difference, len(all))
	for i, me := range all {
		list := differences(all, i)
		told[i] = short(list[:min(most, len(list))])
		for more := short(list[len(told[i]):]); ; {
			like := slices.IndexFunc(told[:i], func(o []Difference) bool { return reflect.DeepEqual(o, told[i]) })
			if like < 0 {
				break
			}
			d, found := firstNew(append(slices.Clip(more), short(apartFrom(me, all[like]))...), told[i])
			if !found {
				break
			}
			told[i] = append(slices.Clip(told[i]), d)
		}
	}
	if most == MostTold && len(all) > 1 && len(told[0]) == 0 {
		told[0] = short(ofItself(all[0], all[1:]))
	}
	return told
}

// ofItself names what only the first week has, where nothing else tells it: a number is
// no name. Who is told one thing at a time reads of the others what the first has not.
func ofItself(me Look, others []Look) []Difference {
	acts := func(l Look) []string { return l.acts }
	names := newIn(me, others, acts)
	if len(names) == 0 {
		names = newIn(me, nil, acts)
	}
	if len(names) == 0 {
		return nil
	}
	return []Difference{{Rule: DiffActs, Names: names}}
}

// firstNew finds the first of a list that is not told yet.
func firstNew(list, told []Difference) (Difference, bool) {
	for _, d := range list {
		if !slices.ContainsFunc(told, func(o Difference) bool { return reflect.DeepEqual(o, d) }) {
			return d, true
		}
	}
	return Difference{}, false
}

// short names no more activities than a name has room for.
func short(list []Difference) []Difference {
	var told []Difference
	for _, d := range list {
		if d.Rule == DiffActs || d.Rule == DiffWithout {
			d.Names = d.Names[:min(MostTold, len(d.Names))]
		}
		told = append(told, d)
	}
	return told
}

// apartFrom lists all by which one week can be told from another.
func apartFrom(me, o Look) []Difference {
	var list []Difference
	acts := func(l Look) []string { return l.acts }
	if names := newIn(me, []Look{o}, acts); len(names) > 0 {
		list = append(list, Difference{Rule: DiffActs, Names: names})
	}
	if days := newIn(me, []Look{o}, func(l Look) []int { return l.days }); len(days) > 0 {
		slices.Sort(days)
		list = append(list, Difference{Rule: DiffDays, Days: days})
	}
	if names := newIn(o, []Look{me}, acts); len(names) > 0 {
		list = append(list, Difference{Rule: DiffWithout, Names: names})
	}
	if hours := newIn(me, []Look{o}, func(l Look) []hourOf { return l.slots }); len(hours) > 0 {
		list = append(list, Difference{Rule: DiffTime, Names: []string{hours[0].act}, Days: []int{hours[0].day},
			Value: int64(hours[0].start)})
	}
	if me.CostKnown && o.CostKnown && me.Cost != o.Cost {
		list = append(list, Difference{Rule: DiffCosts, Value: int64(me.Cost)})
	}
	return list
}

// differences tells in what week i differs from the first; what the first itself
// has that no other has, where i is 0.
func differences(all []Look, i int) []Difference {
	me, first := all[i], all[0]
	others := slices.Delete(slices.Clone(all), i, i+1)
	if len(others) == 0 {
		return nil
	}
	var list []Difference
	against := []Look{first}
	if i == 0 {
		against = others
	}
	if names := newIn(me, against, func(l Look) []string { return l.Friends }); len(names) > 0 {
		list = append(list, Difference{Rule: DiffFriends, Names: names})
	}
	if by := cheapestBy(me, others); by >= leastSaving {
		list = append(list, Difference{Rule: DiffCheapest, Value: int64(by)})
	}
	if me.community && !slices.ContainsFunc(against, func(l Look) bool { return l.community }) {
		list = append(list, Difference{Rule: DiffCommunity})
	}
	if i > 0 {
		list = append(list, otherwise(me, first, all[:i])...)
	}
	return list
}

// otherwise compares days, activities and how much there is with the first week.
func otherwise(me, first Look, before []Look) []Difference {
	var list []Difference
	if days := newIn(me, []Look{first}, func(l Look) []int { return l.days }); len(days) > 0 {
		slices.Sort(days)
		list = append(list, Difference{Rule: DiffDays, Days: days})
	}
	acts := func(l Look) []string { return l.acts }
	if names := newIn(me, []Look{first}, acts); len(names) > 0 {
		fresh := newIn(me, before, acts)
		known := slices.DeleteFunc(names, func(name string) bool { return slices.Contains(fresh, name) })
		list = append(list, Difference{Rule: DiffActs, Names: append(fresh, known...)})
	}
	if n := first.times - me.times; n > 0 {
		list = append(list, Difference{Rule: DiffFewer, Value: int64(n)})
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
