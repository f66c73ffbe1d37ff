package demo

import (
	"cmp"
	"slices"
	"strings"

	"ourdays/internal/area/bookings"
	"ourdays/internal/area/directory"
)

// spread gives each group of an activity hours of its own: no two of them begin
// at one place on one day at the same time, where nobody could tell them apart.
// Another day on which all who go are free comes first, then an hour beside the
// old one in the same part of the day; where there is neither, the groups become
// one with the teams of both, as far as the place has room. A borough much larger
// than its places keeps the rest side by side.
func (b *borough) spread() {
	for _, o := range b.offers {
		begun := begins{}
		for _, g := range slices.Concat(o.groupsOf...) {
			begun.add(g.slot)
		}
		for i, of := range o.groupsOf {
			o.groupsOf[i] = b.apart(of, begun)
		}
	}
}

// begins are the days and minutes at which groups of an activity begin.
type begins map[[2]int]bool

func (b begins) add(s slot) {
	for _, day := range s.days {
		b[[2]int{day, s.start}] = true
	}
}

func (b begins) meets(s slot) bool {
	return slices.ContainsFunc(s.days, func(day int) bool { return b[[2]int{day, s.start}] })
}

// apart is spread for the groups of one slot, and gives those that are left.
func (b *borough) apart(of []*group, begun begins) []*group {
	if len(of) < 2 {
		return of
	}
	home := of[max(0, slices.IndexFunc(of, (*group).known))]
	left := slices.DeleteFunc(slices.Clone(of), func(g *group) bool {
		return g != home && !g.moves(home, begun) && home.takes(g)
	})
	b.openList[of[0].at] = left[len(left)-1]
	return left
}

// known reports whether somebody goes there whom the guide names, and maybe when.
func (g *group) known() bool {
	return slices.ContainsFunc(g.who, func(d *dweller) bool { return d.persona })
}

// moves gives the group the hours that suit best of those that all who go there
// have free, and says whether there are any. Where there are none, those who are
// not free change places with others who stay at home's hour.
func (g *group) moves(home *group, begun begins) bool {
	hours := slices.DeleteFunc(g.otherHours(), begun.meets)
	slices.SortStableFunc(hours, func(s, t slot) int { return cmp.Compare(g.beside(s), g.beside(t)) })
	free := func(s slot) bool { return len(g.bound(s)) == 0 }
	i := slices.IndexFunc(hours, free)
	if i < 0 {
		i = slices.IndexFunc(hours, func(s slot) bool { return g.exchange(home, s) })
	}
	if i < 0 {
		return false
	}
	g.slot = hours[i]
	begun.add(g.slot)
	return true
}

// exchange lets those of the group who are bound at the hours change places with
// others of home, who need as much support and are free then. It changes nothing
// where somebody is left.
func (g *group) exchange(home *group, s slot) bool {
	free := slices.DeleteFunc(slices.Clone(home.who), func(d *dweller) bool {
		return d.persona || !d.freeFor(home, s)
	})
	var stay, come []*dweller
	for _, d := range g.bound(s) {
		i := slices.IndexFunc(free, func(e *dweller) bool {
			return bookings.SupportOf(e.Ratio) == bookings.SupportOf(d.Ratio)
		})
		if i < 0 || d.persona {
			return false
		}
		stay, come = append(stay, d), append(come, free[i])
		free = slices.Delete(free, i, i+1)
	}
	for i := range stay {
		g.swap(home, stay[i], come[i])
	}
	return true
}

// swap gives d of the group the place of e at home, and e that of d.
func (g *group) swap(home *group, d, e *dweller) {
	g.who[slices.Index(g.who, d)], home.who[slices.Index(home.who, e)] = e, d
	d.groups[slices.Index(d.groups, g)], e.groups[slices.Index(e.groups, home)] = home, g
}

// halfHours are by how many minutes a group may begin earlier or later than the
// one that was there first.
var halfHours = []int{0, 30, -30, 60, -60, 90, -90}

// The hours of a day, and the days of a week, on which places are open.
const dayBegins, dayEnds, workdays = 9 * 60, 17 * 60, 5

// otherHours lists when the group might meet instead: on another working day, if
// it has one and its words name none, and earlier or later in the same part of
// the day.
func (g *group) otherHours() []slot {
	days := [][]int{g.slot.days}
	if slices.Max(g.slot.days) < workdays && !g.offer.namesDay() {
		for n := 1; n < workdays; n++ {
			days = append(days, g.slot.later(n))
		}
	}
	var all []slot
	for _, on := range days {
		for _, by := range halfHours {
			s := slot{days: on, start: g.slot.start + by, end: g.slot.end + by}
			if s.partOfDay() == g.slot.partOfDay() && s.start >= min(dayBegins, g.slot.start) &&
				s.end <= max(dayEnds, g.slot.end) {
				all = append(all, s)
			}
		}
	}
	return all
}

// later gives the slot's days so many working days on.
func (s slot) later(n int) []int {
	days := make([]int, len(s.days))
	for i, d := range s.days {
		days[i] = (d + n) % workdays
	}
	slices.Sort(days)
	return days
}

// partOfDay is in which part of the day the slot begins.
func (s slot) partOfDay() int {
	return slices.IndexFunc(partsOfDay, func(p [2]int) bool { return s.start < p[1] })
}

// namesDay reports whether the activity's words say on which day it is.
func (o *offer) namesDay() bool {
	words := o.title + o.text + o.easy
	return slices.ContainsFunc([]string{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday"},
		func(day string) bool { return strings.Contains(words, day) })
}

// bound lists who of the group is not free at these hours instead.
func (g *group) bound(s slot) []*dweller {
	return slices.DeleteFunc(slices.Clone(g.who), func(d *dweller) bool { return d.freeFor(g, s) })
}

// freeFor reports whether the person might go to a group of theirs at other hours.
func (d *dweller) freeFor(g *group, s slot) bool {
	if d.wouldNot(g.offer, s) || slices.ContainsFunc(d.kept, s.clashes) {
		return false
	}
	return !slices.ContainsFunc(d.groups, func(h *group) bool {
		return h != g && g.clashes(h, s)
	})
}

// beside counts the other groups of the activity that are there at some of these
// hours.
func (g *group) beside(s slot) (n int) {
	for _, of := range g.offer.groupsOf {
		for _, h := range of {
			if h != g && s.start < h.slot.end && h.slot.start < s.end &&
				slices.ContainsFunc(h.slot.days, func(day int) bool { return slices.Contains(s.days, day) }) {
				n++
			}
		}
	}
	return n
}

// takes makes one group of two of the same hours, where the place has room.
func (g *group) takes(h *group) bool {
	if room := g.site.Capacity; room > 0 && g.places()+h.places() > room {
		return false
	}
	g.teams += h.teams
	g.taken, g.load = g.taken+h.taken, g.load+h.load
	for _, d := range h.who {
		d.groups[slices.Index(d.groups, h)] = g
	}
	g.who = append(g.who, h.who...)
	return true
}

// places and support are those of all teams that run the group.
func (g *group) places() int  { return g.teams * g.offer.places }
func (g *group) support() int { return g.teams * g.offer.workers * directory.WholeWorker }
