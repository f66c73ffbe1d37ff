package matching

import (
	"slices"

	"ourdays/internal/platform/pence"
)

// The rules that set a week beside others. Each has a text brokerage.reason.X.
const (
	ForCheaper Rule = "cheaper"   // no other costs as little: pence below the dearest
	NotCheap   Rule = "dearer"    // none costs more: pence above the cheapest
	NotNear    Rule = "farther"   // minutes a week more than the nearest
	NotFriend  Rule = "no_friend" // friends go in another and none in this
)

var besides = []Rule{ForCheaper, NotCheap, NotNear, NotFriend}

// Beside adds to the reasons that a week was kept with what it gains or gives up beside
// the other weeks as they are now: one of them may have been changed since. What an older
// week was kept with of that is left out.
func (r Reasons) Beside(all []Look, at int) Reasons {
	told := slices.DeleteFunc(slices.Clone(r), func(one Reason) bool {
		return slices.Contains(besides, one.Rule)
	})
	if at < 0 {
		return told
	}
	me, others := all[at], slices.Delete(slices.Clone(all), at, at+1)
	told = append(told, friendBeside(me, others)...)
	told = append(told, costBeside(me, others)...)
	told = append(told, travelBeside(me, others)...)
	return goodFirst(told)
}

func friendBeside(me Look, others []Look) Reasons {
	if len(me.Friends) == 0 && slices.ContainsFunc(others, func(o Look) bool { return len(o.Friends) > 0 }) {
		return Reasons{{Rule: NotFriend}}
	}
	return nil
}

// costBeside says nothing where a price is not known.
func costBeside(me Look, others []Look) Reasons {
	if len(others) == 0 || slices.ContainsFunc(append(others, me), func(o Look) bool { return !o.CostKnown }) {
		return nil
	}
	costs := make([]pence.Pence, len(others))
	for i, o := range others {
		costs[i] = o.Cost
	}
	switch least, most := slices.Min(costs), slices.Max(costs); {
	case me.Cost < least:
		return Reasons{{Rule: ForCheaper, Good: true, Value: int64(most - me.Cost)}}
	case me.Cost >= most && me.Cost > least:
		return Reasons{{Rule: NotCheap, Value: int64(me.Cost - least)}}
	}
	return nil
}

func travelBeside(me Look, others []Look) Reasons {
	nearest := me.Travel
	for _, o := range others {
		nearest = min(nearest, o.Travel)
	}
	if extra := me.Travel - nearest; extra > near {
		return Reasons{{Rule: NotNear, Value: int64(extra)}}
	}
	return nil
}
