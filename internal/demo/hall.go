package demo

import "slices"

// hall counts who is in a building at each half hour of a week: nobody is put where
// it is full. What has no building, on-line, has no hall.
type hall struct {
	room int // for so many people at once
	at   [7][2 * 24]int
}

// openHalls gives each building its hall. A borough larger than that of the report has so
// many times its room: its buildings stand for several.
func (b *borough) openHalls() {
	b.halls = map[string]*hall{}
	for key, s := range b.sites {
		if s.Capacity > 0 {
			b.halls[key] = &hall{room: b.times() * s.Capacity}
		}
	}
}

// times is how many boroughs of the usual size this one is like.
func (b *borough) times() int { return 1 + (b.size-1)/DefaultPeople }

// halves are the first half hour of the slot and the one after its last.
func (s slot) halves() (from, to int) { return s.start / 30, (s.end + 29) / 30 }

// add lets so many more people in during the slot, or so many out.
func (h *hall) add(s slot, n int) {
	if h == nil {
		return
	}
	from, to := s.halves()
	for _, day := range s.days {
		for i := from; i < to; i++ {
			h.at[day][i] += n
		}
	}
}

// left is for how many more there is room during all of the slot.
func (h *hall) left(s slot) int {
	most := 0
	from, to := s.halves()
	for _, day := range s.days {
		most = max(most, slices.Max(h.at[day][from:to]))
	}
	return h.room - most
}

// holds reports whether there is room for so many more during the slot.
func (h *hall) holds(s slot, n int) bool { return h == nil || h.left(s) >= n }

// seat lets each group have no more places than its building holds beside the others:
// who takes a place that is free finds room.
func (b *borough) seat() {
	offered := map[*hall]*hall{}
	for _, g := range b.groups() {
		g.seats = g.places()
		if g.hall == nil {
			continue
		}
		if offered[g.hall] == nil {
			offered[g.hall] = &hall{room: g.hall.room}
		}
		offered[g.hall].add(g.slot, g.seats)
	}
	for _, g := range b.groups() {
		h := offered[g.hall]
		if h == nil {
			continue
		}
		over := min(max(0, -h.left(g.slot)), g.seats-max(1, g.taken))
		g.seats -= over
		h.add(g.slot, -over)
	}
}

// groups lists all groups, in the order of their activities.
func (b *borough) groups() (all []*group) {
	for _, o := range b.offers {
		all = append(all, slices.Concat(o.groupsOf...)...)
	}
	return all
}
