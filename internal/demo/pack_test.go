package demo

import (
	"slices"
	"testing"
)

func (b *borough) sessionsAWeek() (n int) {
	for _, o := range b.offers {
		for _, of := range o.groupsOf {
			for _, g := range of {
				n += len(g.slot.days)
			}
		}
	}
	return n
}

func TestThereAreSixHundredSessionsAWeek(t *testing.T) {
	for seed := range uint64(3) {
		b := thought(t, DefaultPeople, seed+1)
		if n := b.sessionsAWeek(); n < 580 || n > 615 {
			t.Errorf("seed %d: there are %d sessions a week", seed+1, n)
		}
		if len(b.offers) < 240 {
			t.Errorf("there are %d activities", len(b.offers))
		}
		for _, o := range b.offers {
			if !slices.ContainsFunc(o.groupsOf, func(of []*group) bool { return len(of) > 0 }) {
				t.Errorf("%s never happens", o.title)
			}
		}
	}
}

func TestWhoIsPackedKeepsTheirPlaceAndIsKnownThere(t *testing.T) {
	b := thought(t, DefaultPeople, 1)
	for _, d := range b.people {
		for _, g := range d.groups {
			if !slices.Contains(g.who, d) {
				t.Errorf("%s goes to %s, and is not among who goes there", d.FullName(), g.offer.title)
			}
			if !slices.ContainsFunc(g.offer.groupsOf, func(of []*group) bool { return slices.Contains(of, g) }) {
				t.Errorf("%s goes to a group of %s that is closed", d.FullName(), g.offer.title)
			}
		}
	}
}
