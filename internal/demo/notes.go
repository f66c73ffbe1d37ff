package demo

import (
	"slices"

	"ourdays/internal/platform/clock"
)

// again marks what only makes sense when there was an earlier week of the same.
const again = "again"

// anyKind is the section of what may stand round a line at every kind of activity.
const anyKind = "any"

// mostOfOneNote is how often a register tells the same of somebody, each time with
// something else round it.
const mostOfOneNote = 3

// noteOf composes what a register says of the person towards an aim on a day: what
// they did, which fits the aim, the activity and the person and was told of them
// least, and for most what was before or after it at this kind of activity. No
// line is said of one person twice; it is empty where all was said.
func (b *borough) noteOf(d *dweller, a aim, g *group, day clock.Date) string {
	if !a.helped(g.offer) {
		return ""
	}
	if d.noted == nil {
		d.noted, d.begun = map[string]int{}, map[*offer]clock.Date{}
	}
	first, known := d.begun[g.offer]
	if !known {
		first = day
		d.begun[g.offer] = day
	}
	early := !first.Before(day.Monday())
	fit := b.leastNoted(d, a.notes, g, early)
	if len(fit) == 0 {
		return ""
	}
	core := pick(b.rnd, fit)
	const tries = 6
	for range tries {
		line := b.around(d, core, g, early)
		if d.noted[line] == 0 || line == core && d.noted[core] == 0 {
			d.noted[core]++
			if line != core {
				d.noted[line]++
			}
			return line
		}
	}
	return ""
}

// leastNoted gives those of the notes that fit and were told of the person least.
func (b *borough) leastNoted(d *dweller, notes []note, g *group, early bool) []string {
	var fit []string
	least := mostOfOneNote - 1
	for _, n := range notes {
		said := d.noted[n.text]
		if said > least || early && slices.Contains(n.tags, again) || !n.holdsAt(d, g) {
			continue
		}
		if said < least {
			least, fit = said, fit[:0]
		}
		fit = append(fit, n.text)
	}
	return fit
}

// around puts something before or after what somebody did.
func (b *borough) around(d *dweller, core string, g *group, early bool) string {
	where := pick(b.rnd, []string{"before ", "after ", "before ", "after ", ""})
	if where == "" {
		return core
	}
	of := g.offer.kind
	if chance(b.rnd, 40) {
		of = anyKind
	}
	var fit []string
	for _, n := range b.notes[where+of] {
		if !(early && slices.Contains(n.tags, again)) && n.holdsAt(d, g) {
			fit = append(fit, n.text)
		}
	}
	if len(fit) == 0 {
		return core
	}
	if where == "before " {
		return pick(b.rnd, fit) + " " + core
	}
	return core + " " + pick(b.rnd, fit)
}
