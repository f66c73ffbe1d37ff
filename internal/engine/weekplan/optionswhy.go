package weekplan

import "slices"

// describe turns the kept weeks into what a page shows.
func (c *chooser) describe() []Week {
	weeks := make([]Week, len(c.kept))
	for i, f := range c.kept {
		weeks[i] = c.week(f)
	}
	for i := range weeks {
		c.givesUp(&weeks[i], weeks)
	}
	return weeks
}

func (c *chooser) week(f found) Week {
	w := Week{Kind: f.kind, Points: int(f.value / optionScale)}
	covered, kept, now := uint64(0), 0, 0
	for _, ch := range c.a.Choices {
		if ch.Now {
			now++
		}
	}
	for _, j := range f.week {
		ch := c.a.Choices[c.choice[j]]
		w.Sessions = append(w.Sessions, ch.Session)
		w.Utility += ch.Utility
		w.Units += c.o.Sessions[ch.Session].Units
		w.Price += ch.Price
		w.Friends += ch.Friends
		covered |= c.task.items[j].must
		if ch.Now {
			kept++
		}
	}
	slices.Sort(w.Sessions)
	met, worth := c.friendship(w.Sessions)
	w.Friends, w.Points = w.Friends+met, w.Points+worth
	musts := 0
	for b := range c.a.Must {
		musts += int(covered >> b & 1)
	}
	w.Why = []Fact{{WhyPoints, w.Points, 0}, {WhyUtility, w.Utility, c.a.Theta},
		{WhyMusts, musts, len(c.a.Must)},
		{WhyUnits, w.Units, c.a.Max}, {WhyPrice, w.Price, c.a.Budget}, {WhyFriends, w.Friends, 0},
		{WhyNow, kept, now}}
	for b, m := range c.a.Must {
		if covered>>b&1 == 0 {
			w.GivesUp = append(w.GivesUp, Fact{GivesMust, m, 0})
		}
	}
	if w.Units < c.a.Min {
		w.GivesUp = append(w.GivesUp, Fact{GivesUnits, c.a.Min - w.Units, 0})
	}
	w.Against = c.against(w)
	return w
}

// givesUp compares a week with the others of the list.
func (c *chooser) givesUp(w *Week, all []Week) {
	utility, friends, price := w.Utility, w.Friends, w.Price
	for _, o := range all {
		utility, friends, price = max(utility, o.Utility), max(friends, o.Friends), min(price, o.Price)
	}
	if n := utility - w.Utility; n > 0 {
		w.GivesUp = append(w.GivesUp, Fact{GivesUtility, n, 0})
	}
	if n := friends - w.Friends; n > 0 {
		w.GivesUp = append(w.GivesUp, Fact{GivesFriends, n, 0})
	}
	if n := w.Price - price; n > 0 {
		w.GivesUp = append(w.GivesUp, Fact{GivesMoney, n, 0})
	}
	for _, ch := range c.a.Choices {
		if ch.Now && !slices.Contains(w.Sessions, ch.Session) {
			w.GivesUp = append(w.GivesUp, Fact{GivesNow, ch.Session, 0})
		}
	}
}

// against names, for each choice not in the week that is asked for, the first
// rule that keeps it out as the week stands.
func (c *chooser) against(w Week) []Against {
	var list []Against
	for _, ch := range c.a.Choices {
		_, asked := c.asks[ch.Session]
		if slices.Contains(w.Sessions, ch.Session) || c.asks != nil && !asked {
			continue
		}
		fact, shut := c.closed(ch)
		if !shut {
			fact = c.rule(w, ch)
		}
		list = append(list, Against{ch.Session, fact})
	}
	return list
}

// rule names what stands against adding a choice to a week.
func (c *chooser) rule(w Week, ch Choice) Fact {
	if fact, splits := c.splits(w, ch); splits {
		return fact
	}
	if fact, forbidden := c.forbids(w, ch); forbidden {
		return fact
	}
	return Fact{RulePoints, c.loses(w, ch), 0}
}

// forbids names the rule that forbids adding a choice to a week.
func (c *chooser) forbids(w Week, ch Choice) (Fact, bool) {
	s := c.o.Sessions[ch.Session]
	if ch.Price > c.a.Budget { // whatever the week
		return Fact{RuleBudget, w.Price + ch.Price, c.a.Budget}, true
	}
	sameDay, sameAct, sameRow := 0, 0, 0
	for _, n := range w.Sessions {
		o := c.o.Sessions[n]
		if o.Day == s.Day {
			sameDay++
			if clash(int32(s.Start), int32(s.End), int32(o.Start), int32(o.End), int32(c.o.Gap)) {
				return Fact{RuleClash, n, 0}, true
			}
		}
		if o.Act == s.Act && o.Units == 1 {
			sameAct++
		}
		if ch.Row >= 0 && c.row(n) == ch.Row {
			sameRow++
		}
	}
	switch {
	case sameDay >= c.o.MaxPerDay:
		return Fact{RuleDay, sameDay, c.o.MaxPerDay}, true
	case s.Units == 1 && sameAct >= c.o.MaxPerAct:
		return Fact{RuleActivity, sameAct, c.o.MaxPerAct}, true
	case w.Units+s.Units > c.a.Max:
		return Fact{RuleUnits, w.Units + s.Units, c.a.Max}, true
	case w.Price+ch.Price > c.a.Budget:
		return Fact{RuleBudget, w.Price + ch.Price, c.a.Budget}, true
	case ch.Row >= 0 && sameRow >= c.o.FreeSeats[ch.Row]:
		return Fact{RuleSeatTaken, ch.Row, 0}, true
	}
	return Fact{}, false
}

func (c *chooser) row(session int) int {
	for _, ch := range c.a.Choices {
		if ch.Session == session {
			return ch.Row
		}
	}
	return -1
}

// loses returns the points that adding a choice takes from a week.
func (c *chooser) loses(w Week, ch Choice) int {
	with := append(slices.Clone(w.Sessions), ch.Session)
	_, met := c.friendship(with)
	return w.Points - c.alone(with) - met
}
