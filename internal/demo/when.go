package demo

import (
	"math/rand/v2"
	"slices"

	"ourdays/internal/area/people"
)

// Of a hundred people, those who were asked when they are free, and how far
// they travel.
const askedWhen = 55

// askWhen thinks of what people said when they were asked at what times they
// are free and how long a journey may be. Nobody's week contradicts it. It
// draws from a stream of its own, so that the rest of the borough stays.
func (b *borough) askWhen(seed uint64) {
	r := rand.New(rand.NewPCG(seed, 0x0f4ee))
	for _, d := range b.people {
		if chance(r, askedWhen) {
			d.Free = d.sleepsLate(weekdays(r, d.inUse()))
		}
		if chance(r, askedWhen) {
			d.TravelMinutes = longestWay(r, d.farthest())
		}
	}
	for _, d := range b.newcomers[1:] { // Jo is asked in the guide
		if chance(r, askedWhen) {
			d.Free = d.sleepsLate(weekdays(r, d.hopedAt()))
		}
		if chance(r, askedWhen) {
			d.TravelMinutes = longestWay(r, 25)
		}
	}
	for _, d := range slices.Concat(b.people, b.leavers, b.newcomers[1:]) {
		if !d.isNamed() {
			d.WantsDay, d.WantsPart = d.hourOfWish()
		}
	}
}

// isNamed reports whether the table of named people holds the person, with their own wish.
func (d *dweller) isNamed() bool {
	return slices.ContainsFunc(named, func(n dweller) bool { return n.FullName() == d.FullName() })
}

// inUse are the parts of the week in which the person is somewhere already.
func (d *dweller) inUse() people.Free {
	var f people.Free
	for _, list := range [][]*group{d.goes(), d.alone} {
		for _, g := range list {
			f |= g.slot.free()
		}
	}
	return f
}

// hopedAt are the parts of the week that a newcomer's outcomes are about: who wants to go
// out on a Saturday is free then.
func (d *dweller) hopedAt() (f people.Free) {
	for _, g := range d.hoped {
		f |= g.slot.free()
	}
	return f
}

// partsOfDay are the bounds of a morning, an afternoon and an evening.
var partsOfDay = [][2]int{{0, 12 * 60}, {12 * 60, 17 * 60}, {17 * 60, 24 * 60}}

// free are the parts of the week that the slot reaches into.
func (s slot) free() people.Free {
	var f people.Free
	for _, day := range s.days {
		for part, bounds := range partsOfDay {
			if s.start < bounds[1] && s.end > bounds[0] {
				f |= people.FreeAt(day, part)
			}
		}
	}
	return f
}

// weekdays are the mornings and afternoons from Monday to Friday, for some
// people without one day on which they do nothing yet, for some with evenings.
func weekdays(r *rand.Rand, used people.Free) people.Free {
	kept, evenings := -1, chance(r, 25)
	if chance(r, 50) {
		kept = r.IntN(5)
	}
	f := used
	for day := range 5 {
		if day == kept {
			continue
		}
		f |= people.FreeAt(day, 0) | people.FreeAt(day, 1)
		if evenings {
			f |= people.FreeAt(day, 2)
		}
	}
	return f
}

// farthest is how long the longest of the person's ways takes, in minutes,
// reckoned as a broker's page does, with ten more: it knows only the town.
func (d *dweller) farthest() int {
	longest := 0.0
	for _, g := range d.goes() {
		longest = max(longest, d.distance(g))
	}
	const minutesOfKm, doors, town = 1.3 * 60 / 25, 5, 10
	return int(longest*minutesOfKm) + doors + town
}

// longestWay draws an answer that is no shorter than needed; somebody who goes
// very far is not held to one.
func longestWay(r *rand.Rand, needed int) int {
	for _, n := range people.Travels {
		if n >= needed && (n >= 45 || chance(r, 50)) {
			return n
		}
	}
	return 0
}
