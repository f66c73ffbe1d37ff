package weekplan

import "slices"

// Exchange is what a session could be had for as the plan stands: these sessions of the
// week given up, and a plan that is worth so many points less, or more when it is below 0.
type Exchange struct {
	Sessions []int `json:"sessions"`
	Less     int   `json:"less"`
}

// exchange finds the best week in which a session takes the place of those it clashes
// with and of at most one other, given what everybody else has; nil when there is none.
func (p *Plan) exchange(c *chooser, w Week, session int) *Exchange {
	at := slices.IndexFunc(c.a.Choices, func(x Choice) bool { return x.Session == session })
	ch := c.a.Choices[at]
	if _, shut := c.closed(ch); shut {
		return nil
	}
	var best *Exchange
	for _, with := range c.swaps(w, ch) {
		gone := slices.DeleteFunc(slices.Clone(w.Sessions), func(n int) bool { return slices.Contains(with, n) })
		if len(gone) == 0 {
			continue // adding it is weighed elsewhere
		}
		_, met := c.friendship(with)
		less := w.Points - c.alone(with) - met + p.hires(c, []int{session}) - p.hires(c, gone)
		if best == nil || less < best.Less {
			best = &Exchange{gone, less}
		}
	}
	return best
}

// hires is what workers cost more, in points, when the person is in some sessions.
func (p *Plan) hires(c *chooser, sessions []int) int {
	sum := 0
	for _, ch := range c.a.Choices {
		if !slices.Contains(sessions, ch.Session) {
			continue
		}
		s := p.run.b.in.Sessions[ch.Session]
		others := int(staffLoad(s)) - c.o.Sessions[ch.Session].FreeLoad
		workers := func(load int) int { return (load + int(s.Load) - 1) / int(s.Load) }
		sum += int(s.StaffCost) * (workers(others+ch.Load) - workers(others))
	}
	return sum
}
