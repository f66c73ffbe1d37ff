package demo

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"ourdays/internal/area/bookings"
	"ourdays/internal/area/directory"
)

// spread gives each group of an activity hours of its own: no two of them are at one
// place at the same time, where they would be in one room. Another day on which all who
// go are free comes first, then hours before or after the old ones, then the other half
// of the day; where there is none, the groups become one with the teams of both. A
// borough much larger than its places keeps the rest side by side.
func (b *borough) spread() {
	for _, o := range b.offers {
		var met hours
		for _, g := range slices.Concat(o.groupsOf...) {
			if !met.has(g.slot) { // a large borough has hundreds of groups at one hour
				met = append(met, g.slot)
			}
		}
		for i, of := range o.groupsOf {
			o.groupsOf[i] = b.apart(of, &met)
		}
	}
}

// hours are when groups of an activity meet.
type hours []slot

func (h hours) meet(s slot) bool { return slices.ContainsFunc(h, s.overlaps) }

func (h hours) has(s slot) bool {
	return slices.ContainsFunc(h, func(t slot) bool {
		return s.start == t.start && slices.Equal(s.days, t.days)
	})
}

func (s slot) overlaps(t slot) bool { return s.clashesWithin(t, 0) }

// apart is spread for the groups of one slot, and gives those that are left.
func (b *borough) apart(of []*group, met *hours) []*group {
	if len(of) < 2 {
		return of
	}
	home := of[max(0, slices.IndexFunc(of, (*group).known))]
	left := slices.DeleteFunc(slices.Clone(of), func(g *group) bool {
		return g != home && !g.moves(home, met) && home.takes(g)
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
func (g *group) moves(home *group, met *hours) bool {
	g.hall.add(g.slot, -g.taken)
	defer func() { g.hall.add(g.slot, g.taken) }()
	list := slices.DeleteFunc(g.otherHours(), func(s slot) bool {
		return met.meet(s) || !g.hall.holds(s, g.taken)
	})
	slices.SortStableFunc(list, func(s, t slot) int { return cmp.Compare(g.away(s), g.away(t)) })
	free := func(s slot) bool { return len(g.bound(s)) == 0 }
	i := slices.IndexFunc(list, free)
	if i < 0 {
		i = slices.IndexFunc(list, func(s slot) bool { return g.exchange(home, s) })
	}
	if i < 0 {
		return false
	}
	g.slot = list[i]
	*met = append(*met, g.slot)
	return true
}

// away is by how many minutes the hours are other than the group's.
func (g *group) away(s slot) int { return max(s.start-g.slot.start, g.slot.start-s.start) }

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

// halfHours are by how many minutes a group may begin earlier or later than the one that
// was there first, and halfDays by how many where it comes in the other half of the day.
var (
	halfHours = []int{0, 30, -30, 60, -60, 90, -90}
	halfDays  = []int{180, -180, 210, -210, 150, -150, 240, -240}
	aLittle   = halfHours[:3] // where the words say what it is for, as lunch does
)

// The hours of a day, and the days of a week, on which places are open.
const dayBegins, dayEnds, workdays = 9 * 60, 17 * 60, 5

// otherHours lists when the group might meet instead, as far as its words let it: on
// another working day, earlier or later in the same part of the day, and in the other
// half of a day.
func (g *group) otherHours() []slot {
	days := [][]int{g.slot.days}
	if slices.Max(g.slot.days) < workdays && !namesDay.MatchString(g.offer.words()) {
		for n := 1; n < workdays; n++ {
			days = append(days, g.slot.later(n))
		}
	}
	apart := slices.Concat(halfHours, halfDays)
	if namesPart.MatchString(g.offer.words()) {
		apart = aLittle
	}
	var all []slot
	for _, on := range days {
		for _, by := range apart {
			s := slot{days: on, start: g.slot.start + by, end: g.slot.end + by}
			same := s.partOfDay() == g.slot.partOfDay()
			if same == slices.Contains(halfHours, by) && s.inEvening() == g.slot.inEvening() &&
				s.start >= min(dayBegins, g.slot.start) && s.end <= max(dayEnds, g.slot.end) {
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

// namesDay and namesPart find words that say on which day, or in which half of one, an
// activity is.
var (
	namesDay  = regexp.MustCompile(`Monday|Tuesday|Wednesday|Thursday|Friday`)
	namesPart = regexp.MustCompile(`(?i)morning|afternoon|noon|breakfast|lunch|dinner|supper|early|closing`)
)

func (o *offer) words() string {
	return strings.Join([]string{o.title, o.easyTitle, o.text, o.easy}, "\n")
}

// bound lists who of the group is not free at these hours instead.
func (g *group) bound(s slot) []*dweller {
	return slices.DeleteFunc(slices.Clone(g.who), func(d *dweller) bool { return d.freeFor(g, s) })
}

// freeFor reports whether the person might go to a group of theirs at other hours.
func (d *dweller) freeFor(g *group, s slot) bool {
	if d.wouldNot(g.offer, s) || d.tiring(g, s) || slices.ContainsFunc(d.kept, s.clashes) {
		return false
	}
	return !slices.ContainsFunc(d.groups, func(h *group) bool {
		return h != g && g.clashes(h, s)
	})
}

// takes makes one group of two of the same hours, where the place has room.
func (g *group) takes(h *group) bool {
	if room := g.site.Capacity; room > 0 && g.taken+h.taken > room {
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

// places and support are those of all teams that run the group, as far as its building has
// room.
func (g *group) places() int {
	n := g.teams * g.offer.places
	if room := g.site.Capacity; room > 0 && g.teams > 1 {
		n = min(n, room)
	}
	return n
}

func (g *group) support() int { return g.teams * g.offer.workers * directory.WholeWorker }
