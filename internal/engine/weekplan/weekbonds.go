package weekplan

// Of a tie only so many meetings count, and a week may hold more. When a week's
// own search counts no more than the limit, the bound is a quarter of a percent
// lower than with a price on the limit. The tables need worths that add up, so
// they take all meetings, less a toll on each, and give the toll back for as
// many as may count.

// bond is a tie as the week of one of its two people sees it.
type bond struct {
	limit int32
	toll  int64 // taken off each meeting in the tables, as far as it is worth that
	most  int64 // worth of the best meeting
	uses  int32 // meetings in the relaxed week that are worth their toll
	last  int   // the last of weekSearch.days with a meeting, -1 for none
}

// meeting is what a friend's presence at one item is worth, if it counts.
type meeting struct {
	bond  int32
	worth int64
}

// company is who is met in a week: the meetings of each bond, the best first.
type company struct {
	limits []int32
	met    [][]met
}

type met struct {
	worth int64
	link  int32
}

// open empties the company for so many bonds; their limits are to be appended.
func (c *company) open(bonds int) {
	for len(c.met) < bonds {
		c.met = append(c.met, nil)
	}
	c.limits = c.limits[:0]
	for k := range bonds {
		c.met[k] = c.met[k][:0]
	}
}

// add notes a meeting and returns the worth of the one that does not count for
// it: another, itself, or none.
func (c *company) add(bond int32, worth int64, link int32) int64 {
	c.met[bond] = append(c.met[bond], met{})
	list := c.met[bond]
	k := len(list) - 1
	for ; k > 0 && list[k-1].worth < worth; k-- {
		list[k] = list[k-1]
	}
	list[k] = met{worth, link}
	c.met[bond] = list
	limit := int(c.limits[bond])
	switch {
	case k >= limit:
		return worth
	case len(list) > limit:
		return list[limit].worth
	}
	return 0
}

// drop takes a meeting of that worth out again.
func (c *company) drop(bond int32, worth int64) {
	list := c.met[bond]
	k := len(list) - 1
	for list[k].worth != worth {
		k--
	}
	copy(list[k:], list[k+1:])
	c.met[bond] = list[:len(list)-1]
}

// counted returns the meetings of a bond that count.
func (c *company) counted(bond int) []met {
	list := c.met[bond]
	return list[:min(len(list), int(c.limits[bond]))]
}

// prepareBonds finds out on which day each bond is settled.
func (w *weekSearch) prepareBonds() {
	w.company.open(len(w.t.bonds))
	for d := range w.days {
		w.settles[d] = w.settles[d][:0]
	}
	if len(w.t.bonds) == 0 {
		return
	}
	for k := range w.t.bonds {
		b := &w.t.bonds[k]
		b.last, b.most = -1, 0
		w.company.limits = append(w.company.limits, b.limit)
	}
	for j := range w.t.items {
		day := w.dayAt[w.t.items[j].day]
		for _, m := range w.t.meetingsOf(int16(j)) {
			b := &w.t.bonds[m.bond]
			b.last, b.most = max(b.last, day), max(b.most, m.worth)
		}
	}
	for k := range w.t.bonds {
		b := &w.t.bonds[k]
		b.toll = min(b.toll, b.most)
		if b.last >= 0 {
			w.settles[b.last] = append(w.settles[b.last], int32(k))
		}
	}
	w.keptBonds = append(w.keptBonds[:0], w.t.bonds...)
	w.layTolls()
}

func (t *task) meetingsOf(item int16) []meeting {
	x := &t.items[item]
	return t.meetings[x.from:x.to]
}

// meet notes the meetings of a day plan that was entered. It takes off p what
// does not count, adds the tolls still owed by bonds that are settled with the
// day, and returns by how much that lowers the bound.
func (w *weekSearch) meet(d *dayPlan, day int, p *partial) int64 {
	var less int64
	for _, j := range w.arena[d.from:d.to] {
		for _, m := range w.t.meetingsOf(j) {
			if out := w.company.add(m.bond, m.worth, 0); out > 0 {
				paid := min(out, w.t.bonds[m.bond].toll)
				p.v, p.toll, less = p.v-out, p.toll-paid, less+out-paid
			}
		}
	}
	for _, k := range w.settles[day] {
		b := &w.t.bonds[k]
		owed := b.toll * int64(b.limit)
		for _, m := range w.company.counted(int(k)) {
			owed -= min(m.worth, b.toll)
		}
		p.toll, less = p.toll+owed, less+owed
	}
	return less
}

// part takes the meetings of a day plan out again.
func (w *weekSearch) part(d *dayPlan) {
	for _, j := range w.arena[d.from:d.to] {
		for _, m := range w.t.meetingsOf(j) {
			w.company.drop(m.bond, m.worth)
		}
	}
}
