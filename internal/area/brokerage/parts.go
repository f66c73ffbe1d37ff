package brokerage

import "slices"

// parts is what became of the places of a week that was approved.
type parts struct {
	gone  []PlacementLine // its provider said no
	maybe []PlacementLine // its provider said no, and would say yes now
	has   []PlacementLine // the person comes, or will come
	asked []PlacementLine // its provider has not said yet
}

// partsOf sorts the places of a referral by what became of them. What was declined of
// a week that is chosen no more is an older story; and so is what its provider gives
// after all, once weeks are shown: that week is one of them and can be had.
func partsOf(r Referral, lines []PlacementLine) parts {
	var p parts
	for _, l := range lines {
		switch {
		case l.Status == Declined && (l.OptionID != r.OptionID || l.Open && r.Status != WithBroker):
		case l.Status == Declined && l.Open:
			p.maybe = append(p.maybe, l)
		case l.Status == Declined:
			p.gone = append(p.gone, l)
		case l.Going():
			p.has = append(p.has, l)
		case l.Status == Offered || l.Status == Proposed:
			p.asked = append(p.asked, l)
		}
	}
	return p
}

// staying lists the places that the person keeps.
func staying(lines []PlacementLine) []PlacementLine {
	return slices.DeleteFunc(slices.Clone(lines), func(l PlacementLine) bool { return !l.stays() })
}

// declined lists what providers said no to, whatever they would say now.
func (p parts) declined() []PlacementLine { return slices.Concat(p.gone, p.maybe) }

// split reports whether a part of the week is gone while others are there, or still
// asked for.
func (p parts) split() bool { return len(p.gone) > 0 && len(p.has)+len(p.asked) > 0 }

// partly reports whether the person has some places, and others are still asked for.
func (p parts) partly() bool { return len(p.has) > 0 && len(p.asked) > 0 }

// Waits is how far a person's open referral is, for their own pages.
type Waits struct {
	State Status
	parts parts
}
