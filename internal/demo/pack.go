package demo

import (
	"cmp"
	"slices"

	"ourdays/internal/area/bookings"
)

// pack puts the parallel groups of each slot together where they have room for
// one another, as who runs them would: a group that was opened for somebody who
// needs a worker alone often leaves room in the one before it.
func (b *borough) pack() {
	for _, o := range b.offers {
		for i, of := range o.groupsOf {
			if len(of) < 2 {
				continue
			}
			o.groupsOf[i] = packed(of)
			b.openList[of[0].at] = o.groupsOf[i][len(o.groupsOf[i])-1]
		}
	}
}

// packed fills groups one after another, who needs most support first, and
// gives those that are needed. Where that comes to no fewer, all stay.
func packed(of []*group) []*group {
	var all []*dweller
	for _, g := range of {
		all = append(all, g.who...)
	}
	slices.SortStableFunc(all, func(x, y *dweller) int {
		return cmp.Compare(bookings.SupportOf(y.Ratio), bookings.SupportOf(x.Ratio))
	})
	var fresh []group
	at, load := 0, -1
	for _, d := range all {
		if n := bookings.SupportOf(d.Ratio); n != load {
			at, load = 0, n // what had no room for more support may have room for less
		}
		for at < len(fresh) && !fresh[at].room(d) {
			at++
		}
		if at == len(fresh) {
			fresh = append(fresh, group{offer: of[0].offer, teams: 1})
		}
		fresh[at].taken++
		fresh[at].load += bookings.SupportOf(d.Ratio)
		fresh[at].who = append(fresh[at].who, d)
	}
	if len(fresh) >= len(of) {
		return of
	}
	for i := range fresh {
		for _, d := range fresh[i].who {
			d.groups[slices.IndexFunc(d.groups, func(g *group) bool {
				return g.offer == of[i].offer && g.no == of[i].no
			})] = of[i]
		}
	}
	for i, f := range fresh {
		of[i].who, of[i].taken, of[i].load = f.who, f.taken, f.load
	}
	return of[:len(fresh)]
}

// closeEmpty closes the hours to which nobody goes, where the activity has
// others: nobody pays a worker to wait.
func (b *borough) closeEmpty() {
	for _, o := range b.offers {
		used := slices.ContainsFunc(o.groupsOf, func(of []*group) bool {
			return slices.ContainsFunc(of, func(g *group) bool { return g.taken > 0 })
		})
		if !used {
			continue
		}
		for i := range o.groupsOf {
			o.groupsOf[i] = slices.DeleteFunc(o.groupsOf[i], func(g *group) bool { return g.taken == 0 })
		}
	}
}
