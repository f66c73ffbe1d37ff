package weekplan

import "slices"

// tieSeen is a tie as one of its two people sees it, when the other's week
// stands: each session of it that the person attends too is worth so much, as
// far as so many.
type tieSeen struct {
	friend []int32 // the other's sessions, rising
	worth  int
	limit  int
}

// friendship returns how many meetings of a week count, and the points they
// are worth.
func (c *chooser) friendship(sessions []int) (met, points int) {
	for _, t := range c.ties {
		n := 0
		for _, s := range sessions {
			if _, there := slices.BinarySearch(t.friend, int32(s)); there {
				n++
			}
		}
		n = min(n, t.limit)
		met, points = met+n, points+n*t.worth
	}
	return met, points
}

// splits tells whether nothing but friends stands against having a session:
// the person would be better off with it in place of what is in its way, were
// it not for the meetings that would be lost.
func (c *chooser) splits(w Week, ch Choice) (Fact, bool) {
	met, worth := c.friendship(w.Sessions)
	if met == 0 {
		return Fact{}, false
	}
	fact := Fact{Code: RuleFriends}
	alone := w.Points - worth // the best week so far, friends left out
	for _, with := range c.swaps(w, ch) {
		points := c.alone(with)
		left, value := c.friendship(with)
		if points+value > w.Points {
			return Fact{}, false // better even so: something else stands against it
		}
		if points > alone && left < met {
			alone, fact.N, fact.Of = points, met-left, worth-value
		}
	}
	return fact, fact.N > 0
}

// swaps returns the weeks in which a session takes the place of those it
// clashes with, and of at most one other.
func (c *chooser) swaps(w Week, ch Choice) [][]int {
	rest := slices.DeleteFunc(slices.Clone(w.Sessions), func(n int) bool { return c.clashes(n, ch.Session) })
	var weeks [][]int
	for drop := -1; drop < len(rest); drop++ {
		week := slices.Clone(rest)
		if drop >= 0 {
			week = slices.Delete(week, drop, drop+1)
		}
		if _, forbidden := c.forbids(c.holding(week), ch); !forbidden {
			weeks = append(weeks, append(week, ch.Session))
		}
	}
	return weeks
}

func (c *chooser) clashes(one, other int) bool {
	a, b := c.o.Sessions[one], c.o.Sessions[other]
	return a.Day == b.Day && clash(int32(a.Start), int32(a.End), int32(b.Start), int32(b.End), int32(c.o.Gap))
}

// holding is a week as far as the rules ask of it.
func (c *chooser) holding(sessions []int) Week {
	w := Week{Sessions: sessions}
	for _, i := range c.choice {
		if ch := c.a.Choices[i]; slices.Contains(sessions, ch.Session) {
			w.Units += c.o.Sessions[ch.Session].Units
			w.Price += ch.Price
		}
	}
	return w
}

// alone returns what a week is worth in points, friends left out.
func (c *chooser) alone(sessions []int) int {
	var week []int16
	for j, i := range c.choice {
		if slices.Contains(sessions, c.a.Choices[i].Session) {
			week = append(week, int16(j))
		}
	}
	return int(c.task.value(week) / optionScale)
}
